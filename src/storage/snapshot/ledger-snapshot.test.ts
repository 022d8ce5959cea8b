import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { traceCases } from "../../../test/generators/traced-ledger.ts";
import { openLedgerSnapshot, writeLedgerSnapshot } from "./ledger-snapshot.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-snapshot-"));
  path = join(folder, "ledger.columns");
});
afterAll(async () => rm(folder, { recursive: true }));

const ledgers = fc.sample(traceCases, { numRuns: 30, seed: 5 }).map(({ ledger }) => ledger);

describe("a snapshot of a ledger's columns", () => {
  it("opens as what was written", async () => {
    for (const ledger of ledgers) {
      await writeLedgerSnapshot(path, "here", ledger);
      expect(await openLedgerSnapshot(path, "here")).toEqual(ledger);
    }
  });

  it("is not used when any byte of it was changed, when it is cut short, or when it is another ledger's", async () => {
    const [ledger] = ledgers;
    if (ledger === undefined) throw new Error("no ledger was drawn");
    await writeLedgerSnapshot(path, "here", ledger);
    const sound = await readFile(path);
    const refused = expect.objectContaining({ code: "STORAGE_SNAPSHOT_DAMAGED" }) as Error;
    await expect(openLedgerSnapshot(path, "there")).rejects.toEqual(refused);
    for (let at = 0; at < sound.length; at += 37) {
      const changed = Buffer.from(sound);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await writeFile(path, changed);
      await expect(openLedgerSnapshot(path, "here")).rejects.toEqual(refused);
    }
    for (const length of [0, 20, sound.length - 1]) {
      await writeFile(path, sound);
      await truncate(path, length);
      await expect(openLedgerSnapshot(path, "here")).rejects.toEqual(refused);
    }
  });
});
