import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dirtyRows } from "../../../test/generators/dirty-rows.ts";
import { traceCases } from "../../../test/generators/traced-ledger.ts";
import { toWitnesses } from "../../../test/generators/witness-rows.ts";
import type { SluiceError } from "../../errors/sluice-error.ts";
import { deriveLedger } from "../../flows/derive-ledger.ts";
import type { KeptDerivation, LedgerSnapshots } from "../ledger-snapshots.ts";
import { openFolderSnapshots } from "./folder-snapshots.ts";

let folder: string;
let warnings: string[];
let snapshots: LedgerSnapshots;
const open = (at: string): LedgerSnapshots => openFolderSnapshots(at, ({ code }: SluiceError) => warnings.push(code));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-snapshot-"));
  warnings = [];
  snapshots = open(folder);
});
afterEach(async () => rm(folder, { recursive: true }));

const derivations = fc.sample(dirtyRows, { numRuns: 60, seed: 5 }).map((rows): KeptDerivation => {
  const witnesses = toWitnesses(rows);
  const { length, files, file, sheet, row, atMs, precision } = witnesses;
  const derived = deriveLedger(witnesses, { holders: [], periods: [] });
  return { derived, witnesses: { length, files, file, sheet, row, atMs, precision } };
});
const [some] = derivations.toSorted((a, b) => b.witnesses.length - a.witnesses.length);
if (some === undefined) throw new Error("no rows were drawn");

/** The one file in the folder. */
async function kept(): Promise<string> {
  const files = await readdir(folder);
  expect(files).toHaveLength(1);
  return join(folder, files[0] ?? "");
}

describe("a snapshot of a derived ledger", () => {
  it("opens as what was kept, whatever was derived", async () => {
    for (const derivation of derivations) {
      await snapshots.keep("here", derivation);
      expect(await snapshots.open("here")).toEqual({ ...derivation, isDamaged: expect.any(Function) });
    }
    expect(warnings).toEqual([]);
  });

  it("opens with the ties, reversals and stated balances of the ledger's columns (T6, T7, T17)", async () => {
    for (const { ledger } of fc.sample(traceCases, { numRuns: 10, seed: 5 })) {
      const holder = {
        holderName: "被害人甲 😀",
        idNo: "",
        bank: "",
        numbers: ["1", "2"],
        filledFromInformation: true,
      };
      const facts = ledger.accounts.keys.map(() => holder);
      const derivation = { ...some, derived: { ...some.derived, columns: ledger, facts } };
      await snapshots.keep("here", derivation);
      expect(await snapshots.open("here")).toEqual({ ...derivation, isDamaged: expect.any(Function) });
    }
  });

  it("is none for another state of the ledger, without a warning, and the next one takes its place", async () => {
    expect(await snapshots.open("here")).toBeUndefined();
    await snapshots.keep("here", some);
    const before = await kept();
    expect(await snapshots.open("there")).toBeUndefined();
    await writeFile(`${before}.0-1.part`, "what an interrupted write left");
    await snapshots.keep("there", some);
    expect(await kept()).not.toBe(before);
    expect(warnings).toEqual([]);
  });

  it("is warned of once and removed when any byte of it was changed, or when it is cut short", async () => {
    await snapshots.keep("here", some);
    const path = await kept();
    const sound = await readFile(path);
    const damage = async (bytes: Buffer, length: number): Promise<void> => {
      warnings = [];
      await writeFile(path, bytes);
      await truncate(path, length);
      expect(await snapshots.open("here")).toBeUndefined();
      expect(await snapshots.open("here")).toBeUndefined();
      expect(warnings).toEqual(["STORAGE_SNAPSHOT_DAMAGED"]);
    };
    for (let at = 0; at < sound.length; at += 7) {
      const changed = Buffer.from(sound);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      await damage(changed, sound.length);
    }
    for (const length of [0, 20, sound.length - 1]) await damage(sound, length);
  });

  it("is not used when it was renamed to another state's name", async () => {
    await snapshots.keep("here", some);
    const one = await kept();
    const bytes = await readFile(one);
    await snapshots.keep("there", some);
    await writeFile(await kept(), bytes);
    expect(await snapshots.open("there")).toBeUndefined();
    expect(warnings).toEqual(["STORAGE_SNAPSHOT_DAMAGED"]);
  });

  it("is warned of and no failure when it cannot be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await open(file).keep("here", some);
    expect(warnings).toEqual(["STORAGE_SNAPSHOT_NOT_KEPT"]);
    const full = join(folder, "full");
    await mkdir(full);
    const odd = { ...some, witnesses: { ...some.witnesses, files: ["\ud800"] } };
    await open(full).keep("here", odd);
    expect(warnings).toEqual(["STORAGE_SNAPSHOT_NOT_KEPT", "STORAGE_SNAPSHOT_NOT_KEPT"]);
    expect(await readdir(full)).toEqual([]);
  });
});
