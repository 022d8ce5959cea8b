// Completes package-lock.json after a change of dependencies. A registry mirror that lacks the newest binaries for platforms
// that nobody here uses makes npm leave them out of the lock file, and npm 11.19 then refuses `npm ci` everywhere. This adds
// the entries that the packages themselves name; they are only ever fetched on their own platform.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const packages = lock.packages;
const systems = /darwin|win32|linux|android|freebsd|openharmony/;
const processors = /arm64|x64|ia32|ppc64|riscv64|s390x|arm|wasm32/;

let added = 0;
for (const [where, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`] ?? packages[`${where}/node_modules/${name}`]) continue;
    const os = systems.exec(name)?.[0];
    const cpu = processors.exec(name)?.[0];
    const libc = /musl/.test(name) ? "musl" : /gnu/.test(name) ? "glibc" : undefined;
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(entry.dev === undefined ? {} : { dev: entry.dev }),
      ...(os === "linux" && libc !== undefined ? { libc: [libc] } : {}),
      ...(entry.license === undefined ? {} : { license: entry.license }),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
      ...(entry.engines === undefined ? {} : { engines: entry.engines }),
    };
    added += 1;
  }
}
const { "": own, ...others } = packages;
const sorted = Object.entries(others).toSorted(([left], [right]) => left.localeCompare(right, "en"));
lock.packages = { "": own, ...Object.fromEntries(sorted) };
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
