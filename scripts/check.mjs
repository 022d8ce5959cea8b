// `npm run check`: everything that can be told without running the product. All steps run; the first failure's code is kept.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const steps = [
  ["types", ["tsc", "-p", "tsconfig.json"]],
  ["types (web)", ["tsc", "-p", "web/tsconfig.json"]],
  ["lint", ["oxlint", "--type-aware", "--deny-warnings", "src", "web/src", "test", "bench", "scripts"]],
  ["format", ["biome", "format", "."]],
  ["unused", ["knip"]],
  ["house", ["vitest", "run", "test/house"]],
];

const failed = [];
for (const [name, [tool, ...args]] of steps) {
  const started = performance.now();
  const result = spawnSync(join(root, "node_modules/.bin", tool), args, { cwd: root, encoding: "utf8" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const good = result.status === 0;
  console.log(good ? "ok  " : "FAIL", name, `(${seconds} s)`);
  if (!good) {
    failed.push(name);
    console.log(result.stdout ?? "", result.stderr ?? "", result.error?.message ?? "");
  }
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}`);
  process.exit(1);
}
