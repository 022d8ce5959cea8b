import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeStatements } from "../../bench/make-statements.ts";
import { canonicalExport } from "../../src/app/canonical-export.ts";
import { seededRandom } from "../../src/scenario/seeded-random.ts";
import { openStores } from "../../src/storage/open-stores.ts";

const moments = 20;
const seed = Number(process.env["SLUICE_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

let folder: string;
let source: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-kill-"));
  source = join(folder, "statements");
  await mkdir(source);
  await makeStatements(source, { files: 5, rowsPerFile: 2_000, seed: 7 });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test(`an import killed at ${moments} random moments and run again gives the ledger of a clean run (SLUICE_TEST_SEED=${seed})`, async () => {
  const clean = join(folder, "clean");
  const millis = await importWhole(clean);
  const wanted = await exported(clean);
  expect(wanted.split("\n").length).toBeGreaterThan(10_000);
  const random = seededRandom(seed);
  let killed = 0;
  for (let moment = 0; moment < moments; moment++) {
    const data = join(folder, `killed-${moment}`);
    const after = random.fraction() * millis;
    if (await killAfter(data, after)) killed++;
    await importWhole(data);
    expect(await exported(data), `killed ${after.toFixed(1)} ms after it began`).toBe(wanted);
    await rm(data, { recursive: true, force: true });
  }
  expect(killed).toBeGreaterThan(moments / 2);
}, 600_000);

/** Runs an import to its end; answers how many ms passed from its first step on. */
async function importWhole(data: string): Promise<number> {
  const child = startImport(data);
  await begun(child);
  const start = performance.now();
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  return performance.now() - start;
}

/** Kills an import some ms after it began; false when it had ended by itself. */
async function killAfter(data: string, millis: number): Promise<boolean> {
  const child = startImport(data);
  const exit = once(child, "exit");
  await begun(child);
  await Promise.race([sleep(millis), exit]);
  child.kill("SIGKILL");
  const [, signal] = await exit;
  return signal === "SIGKILL";
}

function startImport(data: string): ChildProcess {
  const script = join(import.meta.dirname, "import-child.mjs");
  return spawn(process.execPath, [script, data, source], { stdio: ["ignore", "pipe", "inherit"] });
}

async function begun(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new TypeError("the child has no output");
  await once(child.stdout, "data");
}

async function exported(dataFolder: string): Promise<string> {
  const stores = await openStores({ dataFolder, holder: "kill-import.test" });
  try {
    const lines: string[] = [];
    for await (const line of canonicalExport(stores)) lines.push(line);
    return lines.join("");
  } finally {
    await stores.close();
  }
}
