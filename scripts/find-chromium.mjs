// Before the tests: makes sure that a Chromium is there, installs Debian's where that is allowed, or says the command.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
const command = "sudo apt-get update && sudo apt-get install -y chromium fonts-noto-cjk";

function find() {
  return [process.env.CHROMIUM_PATH, ...places].find((path) => path !== undefined && path !== "" && existsSync(path));
}

if (process.env.CHROMIUM_PATH && !existsSync(process.env.CHROMIUM_PATH)) {
  console.error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, where there is nothing. Correct it or unset it.`);
  process.exit(1);
}
if (find() === undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
  console.log("No Chromium found: installing Debian's for the browser tests…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"];
  spawnSync("apt-get", ["update", "-q"], { stdio: ["ignore", "ignore", "inherit"], env });
  spawnSync("apt-get", install, { stdio: ["ignore", "ignore", "inherit"], env });
}
const chromium = find();
if (chromium === undefined) {
  console.error(`The browser tests need Chromium and none was found. Install it with:\n\n  ${command}\n`);
  console.error("or set CHROMIUM_PATH to one that is installed, and run npm test again.");
  process.exit(1);
}
console.log(`Chromium: ${execFileSync(chromium, ["--version"], { encoding: "utf8" }).trim()}`);
