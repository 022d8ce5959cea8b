import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SluiceError } from "../../errors/sluice-error.ts";
import { type ColumnFile, openColumnFile, writeColumnFile } from "./column-file.ts";
import { numbersOf, runsOf, shortNumbers, shortRuns } from "./short-column.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-columns-"));
  path = join(folder, "one.columns");
});
afterEach(async () => rm(folder, { recursive: true }));

const open = (wholeUpToBytes = 0): Promise<ColumnFile> => openColumnFile(path, { key: "here", wholeUpToBytes });
const codeOf = (cause: unknown): string => (cause instanceof SluiceError ? cause.code : String(cause));

describe("a file of columns", () => {
  const columns = {
    first: { a: Uint32Array.of(1, 2, 3), empty: new Float64Array() },
    later: { b: Uint8Array.of(7, 8, 9), c: Float64Array.of(1.5, Number.NaN), d: Uint16Array.of(65_535) },
  };

  it("gives back every column, those read later also when the file was removed or replaced meanwhile", async () => {
    await writeColumnFile(path, "here", columns);
    const opened = await open();
    await writeColumnFile(path, "there", { first: {}, later: {} });
    await rm(path);
    for (const [name, column] of Object.entries({ ...columns.first, ...columns.later })) {
      expect(opened.take(name)).toEqual(column);
    }
  });

  it("finds a changed byte when it is opened or at the first use of the column, and then removes the file", async () => {
    await writeColumnFile(path, "here", columns);
    const sound = await readFile(path);
    const found: string[] = [];
    for (let at = 0; at < sound.length; at++) {
      const changed = Buffer.from(sound);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      await writeFile(path, changed);
      found.push(await useAll());
    }
    expect(new Set(found)).toEqual(new Set(["STORAGE_SNAPSHOT_DAMAGED", "STORAGE_SNAPSHOT_DAMAGED_LATER"]));
    await writeFile(path, sound);
    for (const length of [0, 20, sound.length - 1]) {
      await truncate(path, length);
      expect(await useAll()).toBe("STORAGE_SNAPSHOT_DAMAGED");
      await writeFile(path, sound);
    }
  });

  it("reads a small file whole, so that damage anywhere is found when it is opened", async () => {
    await writeColumnFile(path, "here", columns);
    const bytes = await readFile(path);
    const at = 8 + 16;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(path, bytes);
    await expect(open(bytes.length)).rejects.toThrow(expect.objectContaining({ code: "STORAGE_SNAPSHOT_DAMAGED" }));
  });

  /** Which error opening the file and using all of it ends with. */
  async function useAll(): Promise<string> {
    let opened: ColumnFile;
    try {
      opened = await open();
    } catch (cause) {
      return codeOf(cause);
    }
    try {
      for (const name of [...Object.keys(columns.first), ...Object.keys(columns.later)]) opened.take(name);
    } catch (cause) {
      expect(opened.damaged).toBe(true);
      await expect(readFile(path)).rejects.toThrow("ENOENT");
      return codeOf(cause);
    }
    return "nothing was found";
  }
});

describe("a column laid out shorter", () => {
  it("comes back as it was, whatever numbers it holds", async () => {
    const instant = fc.integer({ min: 0, max: 2 ** 41 }).map((second) => second * 1000);
    const near = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_500_000 });
    const odd = fc.constantFrom(Number.NaN, -5, 2 ** 53 - 1, -0, 0.5, Number.POSITIVE_INFINITY);
    const number = fc.oneof(
      { weight: 40, arbitrary: near },
      { weight: 2, arbitrary: instant },
      { weight: 1, arbitrary: odd },
    );
    const lists = fc.array(number, { maxLength: 80 });
    for (const list of fc.sample(fc.oneof(lists, fc.array(near), fc.array(instant)), { numRuns: 150, seed: 5 })) {
      const column = Float64Array.from(list);
      await writeColumnFile(path, "here", { first: {}, later: shortNumbers("n", column) });
      expect(numbersOf(await open(), "n")).toEqual(column);
    }
  });

  it("comes back as it was, whatever runs it has", async () => {
    const run = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 60 }));
    for (const runs of fc.sample(fc.array(run, { maxLength: 6 }), { numRuns: 100, seed: 5 })) {
      for (const step of [0, 1] as const) {
        const column = Uint32Array.from(
          runs.flatMap(([value, many]) => Array.from({ length: many }, (_, at) => value + at * step)),
        );
        await writeColumnFile(path, "here", { first: {}, later: shortRuns("r", column, step) });
        expect(runsOf(await open(), "r", { type: Uint32Array, step })).toEqual(column);
      }
    }
  });

  it("takes half the bytes or less", () => {
    const times = Float64Array.from({ length: 1000 }, (_, at) => 1_700_000_000_000 + at * 60_000);
    const bytes = Object.values(shortNumbers("n", times)).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes).toBeLessThan(times.byteLength / 2 + 50);
    const rows = Uint32Array.from({ length: 1000 }, (_, at) => 7 + at);
    const short = Object.values(shortRuns("r", rows, 1)).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(short).toBeLessThan(50);
  });
});
