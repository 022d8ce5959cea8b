// Makes pictures of every page, both languages, light and dark, desktop and phone, from a running server:
//   SLUICE_LOGIN=demo SLUICE_PASSWORD=… node scripts/screenshots.mjs http://127.0.0.1:4180 FOLDER
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address, folder] = process.argv.slice(2);
const { SLUICE_LOGIN: login, SLUICE_PASSWORD: password } = process.env;
if (address === undefined || folder === undefined || login === undefined || password === undefined) {
  console.error("Usage: SLUICE_LOGIN=… SLUICE_PASSWORD=… node scripts/screenshots.mjs ADDRESS FOLDER");
  process.exit(2);
}
const places = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((path) => path !== undefined && path !== "" && existsSync(path));
if (executablePath === undefined) {
  console.error("No Chromium found. Install it, or set CHROMIUM_PATH to where it is.");
  process.exit(1);
}

const screens = {
  desktop: { width: 1920, height: 1080 },
  laptop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};
const signedIn = await fetch(`${address}/api/v1/session`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ login, password, as: "token" }),
});
const { token, owes, en } = await signedIn.json();
if (token === undefined || owes !== "") {
  console.error(en ?? "Sign in on the page first, and choose a password there.");
  process.exit(1);
}
const ask = async (path) =>
  (await fetch(`${address}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
const { rows } = await ask("/cases");
const name = rows[0]?.id;
const view = name === undefined ? undefined : await ask(`/cases/${name}/view`);
const account = view?.freezeList.rows[0]?.account ?? "";
const edge = view?.map.edges[0]?.id ?? "";
const transfer = view?.losses.rows[0]?.transfer ?? "";
const pages = {
  door: "/?door",
  cases: "/",
  ...(view === undefined
    ? {}
    : {
        case: `/cases/${name}`,
        account: `/cases/${name}?select=${encodeURIComponent(account)}`,
        edge: `/cases/${name}?select=${encodeURIComponent(edge)}`,
        transfer: `/cases/${name}?transfer=${encodeURIComponent(transfer)}`,
        requests: `/cases/${name}?list=requests`,
        exits: `/cases/${name}?list=exits`,
        sheet: `/cases/${name}?list=sheet`,
        all: `/cases/${name}?accounts=5000`,
        poison: `/cases/${name}?doctrine=poison`,
        unknown: "/cases/no-such-case",
      }),
};

mkdirSync(folder, { recursive: true });
const args = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-swiftshader",
];
const browser = await chromium.launch({ executablePath, args });
const only = (process.env.ONLY ?? "").split(",").filter((one) => one !== "");
for (const [screen, viewport] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const language of ["zh-CN", "en"]) {
      const context = await browser.newContext({ viewport, colorScheme, serviceWorkers: "block" });
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && console.error(message.text()));
      for (const [title, path] of Object.entries(pages)) {
        await context.clearCookies();
        if (title !== "door")
          await context.addCookies([{ name: "sluice_session", value: token, url: `${address}/api` }]);
        const file = `${title}-${screen}-${colorScheme}-${language}.png`;
        if (only.length > 0 && !only.some((one) => file.startsWith(one))) continue;
        await page.goto(`${address}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
        await page.waitForLoadState("networkidle");
        await page.locator(".ant-spin").first().waitFor({ state: "detached", timeout: 60_000 });
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder, file) });
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(`Pictures are in ${folder}.`);
