// Compiles the server and command line to dist/ and the workbench to web/dist/. Runs by itself after `npm ci`.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

/** The latest change below `paths`, in ms. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const absolute = join(root, path);
    if (!existsSync(absolute)) continue;
    const stat = statSync(absolute);
    if (stat.isDirectory()) {
      const inner = readdirSync(absolute)
        .filter((name) => name !== "node_modules" && name !== "dist")
        .map((name) => join(path, name));
      latest = Math.max(latest, stat.mtimeMs, newest(inner));
    } else latest = Math.max(latest, stat.mtimeMs);
  }
  return latest;
}

function stale(stamp, inputs) {
  const absolute = join(root, stamp);
  return !existsSync(absolute) || newest(inputs) > statSync(absolute).mtimeMs;
}

function binary(packageName, name) {
  const manifest = require.resolve(`${packageName}/package.json`, { paths: [root, join(root, "web")] });
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[name]);
}

function run(script, args, cwd) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    console.error(`The build failed: ${script} ${args.join(" ")}`);
    process.exit(1);
  }
}

if (!existsSync(join(root, "node_modules/typescript"))) {
  // `npm ci --omit=dev` on a machine that was given a built dist/ has nothing to compile with, and nothing to do.
  if (existsSync(join(root, "dist/src/main/cli.js"))) process.exit(0);
  console.error("Sluice is not built and the compiler is not installed. Run: npm ci");
  process.exit(1);
}
if (stale("dist/.tsbuildinfo", ["src", "bench", "tsconfig.json", "tsconfig.build.json", "package-lock.json"])) {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  run(binary("typescript", "tsc"), ["-p", "tsconfig.build.json"], root);
  const migrations = "src/storage/records/migrations";
  cpSync(join(root, migrations), join(root, "dist", migrations), { recursive: true });
}
const webInputs = ["web/src", "web/index.html", "web/vite.config.ts", "web/package.json", "src/contract", "src/money"];
if (existsSync(join(root, "web/index.html")) && stale("web/dist/index.html", [...webInputs, "package-lock.json"])) {
  run(binary("vite", "vite"), ["build", "--logLevel", "warn"], join(root, "web"));
}
