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
  await makeStatements(source, { files: 4, rowsPerFile: 600, seed: 7 });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test(`an import killed at ${moments} random moments and run again gives the ledger of a clean run (SLUICE_TEST_SEED=${seed})`, async () => {
  const clean = join(folder, "clean");
  let span = await importWhole(clean);
  const wanted = await exported(clean);
  expect(wanted.split("\n").length).toBeGreaterThan(4_000);
  const random = seededRandom(seed);
  for (let killed = 0; killed < moments; ) {
    const data = join(folder, `killed-${killed}`);
    const after = random.fraction() * span;
    if (await killAfter(data, after)) {
      killed++;
      await importWhole(data);
      expect(await exported(data), `killed ${after.toFixed(1)} ms after it began`).toBe(wanted);
    } else span = after; // It was through by then: the machine has grown faster, later moments are none.
    await rm(data, { recursive: true, force: true });
  }
}, 600_000);

/** Runs an import to its end; answers how many ms passed from its first step on. */
async function importWhole(data: string): Promise<number> {
  const { begun, exit } = startImport(data);
  await begun;
  const start = performance.now();
  expect(await exit).toEqual([0, null]);
  return performance.now() - start;
}

/** Kills an import some ms after it began; false when it had ended by itself. */
async function killAfter(data: string, millis: number): Promise<boolean> {
  const { child, begun, exit } = startImport(data);
  await begun;
  await Promise.race([sleep(millis), exit]);
  child.kill("SIGKILL");
  const [, signal] = await exit;
  return signal === "SIGKILL";
}

interface RunningImport {
  readonly child: ChildProcess;
  /** Settles when it says that it begins, or ends without. */
  readonly begun: Promise<unknown>;
  readonly exit: Promise<readonly unknown[]>;
}

function startImport(data: string): RunningImport {
  const script = join(import.meta.dirname, "import-child.mjs");
  const child = spawn(process.execPath, [script, data, source], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  return { child, begun: Promise.race([once(child.stdout, "data"), exit]), exit };
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
