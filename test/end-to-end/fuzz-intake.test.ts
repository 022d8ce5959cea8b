import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SluiceError } from "../../src/errors/sluice-error.ts";
import type { SetAsideRow } from "../../src/flows/file-reading.ts";
import type { StatementRow } from "../../src/flows/statement-row.ts";
import { type IntakeLimits, intakeLimits } from "../../src/intake/limits.ts";
import { openFile } from "../../src/intake/open-file.ts";
import { readFile } from "../../src/intake/read-file.ts";
import { walkSources } from "../../src/intake/source-tree.ts";
import { makeCity } from "../../src/scenario/write-city.ts";
import { startXlsThread } from "../../src/threads/xls-parser.ts";
import { unaccounted } from "../generators/intake-reading.ts";

/** `npm run fuzz` gives it ten minutes; every test run a few seconds. */
const seconds = Number(process.env["SLUICE_FUZZ_SECONDS"] ?? 12);
const seed = Number(process.env["SLUICE_FUZZ_SEED"] ?? 20_261_122);

const limits: IntakeLimits = { ...intakeLimits, xlsSeconds: 10 };
const folder = mkdtempSync(join(tmpdir(), "sluice-fuzz-"));
const thread = startXlsThread(new URL("../../dist/src/threads/worker.js", import.meta.url), limits);
const seeds: { readonly name: string; readonly bytes: Uint8Array }[] = [];

beforeAll(() => {
  const real = join(import.meta.dirname, "../fixtures/real");
  for (const path of readdirSync(real, { recursive: true, encoding: "utf8" })) {
    if (statSync(join(real, path)).isFile()) seeds.push({ name: path, bytes: readFileSync(join(real, path)) });
  }
  makeCity(seed, "small", (name, bytes) => {
    if (bytes.length < 400_000) seeds.push({ name, bytes });
  });
});

afterAll(() => {
  thread.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A small seeded generator (mulberry32): a failure's seed and round say how to see it again. */
function dice(state: number): (below: number) => number {
  let current = state;
  return (below) => {
    current = (current + 0x6d2b79f5) | 0;
    let mixed = Math.imul(current ^ (current >>> 15), 1 | current);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const scraps = [
  '"',
  ",",
  "\t",
  "\r\n",
  "\n",
  "\0",
  "1e999",
  "6.22202E+18",
  "-",
  "=1+1",
  "交易卡号",
  "，",
  "￥",
  "\u00a0",
  "合计",
];

/** Breaks a file as bytes, as lines or as cells. */
function mutate(original: Uint8Array, roll: (below: number) => number): Uint8Array {
  const bytes = Buffer.from(original);
  switch (roll(5)) {
    case 0:
      for (let edits = roll(30); edits > 0; edits--) bytes[roll(bytes.length)] = roll(256);
      return bytes;
    case 1:
      return bytes.subarray(0, roll(bytes.length + 1));
    case 2: {
      const lines = bytes.toString("latin1").split("\n");
      for (let edits = roll(10); edits > 0; edits--)
        lines.splice(roll(lines.length), 1, lines[roll(lines.length)] ?? "");
      return Buffer.from(lines.join("\n"), "latin1");
    }
    case 3: {
      const cells = bytes.toString("latin1").split(",");
      for (let edits = roll(20); edits > 0; edits--) cells.splice(roll(cells.length), roll(3), scrap(roll));
      return Buffer.from(cells.join(","), "latin1");
    }
    default: {
      const at = roll(bytes.length + 1);
      const other = seeds[roll(seeds.length)]?.bytes ?? bytes;
      return Buffer.concat([bytes.subarray(0, at), other.subarray(roll(other.length))]);
    }
  }
}

function scrap(roll: (below: number) => number): string {
  return Buffer.from(scraps[roll(scraps.length)] ?? "", "utf8").toString("latin1");
}

/** Reads everything below a path; only errors of the intake may come, and every row must be accounted for. */
async function readAllOf(path: string): Promise<number> {
  let rows = 0;
  for await (const item of walkSources([path], limits)) {
    if (item.kind !== "file") continue;
    try {
      const opened = await openFile(item.bytes, { limits, parseXls: thread.parseXls });
      const accepted: StatementRow[] = [];
      const setAside: SetAsideRow[] = [];
      const sha256 = createHash("sha256").update(item.bytes).digest("hex");
      const report = await readFile(
        {
          opened,
          file: { path: item.path, sha256, bytes: item.bytes.length },
          options: { layout: null, columns: {}, saved: [] },
        },
        { row: (row) => accepted.push(row), setAside: (row) => setAside.push(row), holder: () => {}, period: () => {} },
      );
      expect(unaccounted({ report, rows: accepted, setAside, holders: [], periods: [] })).toEqual([]);
      for (const row of accepted) {
        expect(Number.isSafeInteger(row.amountMinor) && row.amountMinor >= 0 && Number.isSafeInteger(row.atMs)).toBe(
          true,
        );
      }
      rows += accepted.length + setAside.length;
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      expect(error.code).toMatch(/^INTAKE_/);
    }
  }
  return rows;
}

it(
  `mutated real and synthetic files for ${seconds} s: no crash, no hang, no unaccounted row`,
  async () => {
    const started = performance.now();
    let rows = 0;
    let round = 0;
    for (; performance.now() - started < seconds * 1_000; round++) {
      const roll = dice(seed + round);
      const { name, bytes } = seeds[roll(seeds.length)] ?? { name: "", bytes: new Uint8Array() };
      const path = join(folder, name.split("/").at(-1) || "file");
      writeFileSync(path, mutate(bytes, roll));
      const before = performance.now();
      try {
        rows += await readAllOf(path);
      } catch (cause) {
        throw new Error(`seed ${seed}, round ${round}, ${name}`, { cause });
      }
      expect(performance.now() - before, `seed ${seed}, round ${round}, ${name}`).toBeLessThan(30_000);
      rmSync(path);
    }
    process.stdout.write(`fuzzed ${round} files, ${rows} rows in ${seconds} s (seed ${seed})\n`);
    expect(rows).toBeGreaterThan(0);
  },
  seconds * 1_000 + 60_000,
);
