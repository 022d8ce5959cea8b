import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumArguments, chromiumPath } from "../fixtures/chromium.ts";
import { root } from "./run-sluice.ts";

/** The page of a data folder, served, and a browser to look at it with. */
export interface ServedPage {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  readonly browser: Browser;
  /** Opens a page that records any console error, refused style or request to another host. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<{ page: Page; faults: string[] }>;
  close(): Promise<void>;
}

/** Serves a data folder on a free port and starts a browser. */
export async function servePage(data: string): Promise<ServedPage> {
  const words = ["serve", "--data", data, "--port", "0", "--json"];
  const server = spawn(process.execPath, [join(root, "bin/sluice"), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    server.once("exit", () => reject(new Error("sluice serve ended before it listened")));
    server.stdout.setEncoding("utf8").once("data", (line: string) => {
      resolve((JSON.parse(line) as { address: string }).address);
    });
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });
  return {
    address,
    browser,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
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
      server.kill("SIGINT");
    },
  };
}
