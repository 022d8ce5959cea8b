import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumArguments, chromiumPath } from "../fixtures/chromium.ts";
import { startSluice } from "./running-sluice.ts";
import { type SignedInOfficer, signInOfficer } from "./signed-in-officer.ts";

/** The page of a data folder, served, and a browser to look at it with. */
export interface ServedPage {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  readonly browser: Browser;
  readonly officer: SignedInOfficer;
  /** Asks `/api/v1…` as the officer. */
  readonly ask: (path: string) => Promise<Response>;
  /** Opens a page as the officer; it records any console error, refused style or request to another host. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<{ page: Page; faults: string[] }>;
  close(): Promise<void>;
}

/** Serves a data folder on a free port, makes an officer who is signed in, and starts a browser. */
export async function servePage(data: string): Promise<ServedPage> {
  const server = await startSluice(data);
  const { address } = server;
  const officer = await signInOfficer(address, data);
  const secret = officer.headers["authorization"]?.replace("Bearer ", "") ?? "";
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });
  return {
    address,
    browser,
    officer,
    ask: (path) => fetch(`${address}/api/v1${path}`, { headers: officer.headers }),
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
      await context.addCookies([{ name: "sluice_session", value: secret, url: `${address}/api` }]);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(address) && !request.url().startsWith("data:")) faults.push(request.url());
      });
      await page.goto(address + path);
      return { page, faults };
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
