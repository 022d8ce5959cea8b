import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLedger } from "../../src/app/open-ledger.ts";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import type { LedgerStore } from "../../src/storage/ledger-store.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-snapshot-"));
const data = join(folder, "data");
const snapshots = join(data, "snapshot");
// In the test's own folder: what is exported lands where the command is called.
const sluice = (...words: string[]): Promise<SluiceRun> =>
  runSluice([...words, "--data", data, "--lang", "en"], {}, folder);

/** The path of the only snapshot; beside it lie the last answers. */
async function snapshot(): Promise<string> {
  const files = (await readdir(snapshots)).filter((name) => name.endsWith(".columns"));
  expect(files).toHaveLength(1);
  return join(snapshots, files[0] ?? "");
}

beforeAll(async () => {
  await writeCity({ seed: 1, folder, scale: "small" }, () => undefined);
  const imported = await sluice("import", join(folder, cityPaths.exports));
  expect(imported.exitCode, imported.stderr).toBe(0);
  const recorded = await sluice("losses", join(folder, cityPaths.losses));
  expect(recorded.exitCode, recorded.stderr).toBe(0);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the snapshot of a ledger", () => {
  const questions = [
    ["trace", "--doctrine", "tainted-first", "--json"],
    ["trace", "--doctrine", "pro-rata", "--all"],
    ["contradictions", "--json"],
    ["export", "ledger"],
  ];

  it.each(questions)(
    "answers as a derivation does, byte for byte: %s %s %s",
    async (...words) => {
      await snapshot();
      const opened = await sluice(...words);
      expect(opened.exitCode, opened.stderr).toBe(0);
      await rm(snapshots, { recursive: true });
      const derived = await sluice(...words);
      expect(opened).toEqual(derived);
      await snapshot();
    },
    60_000,
  );

  it("is opened instead of the rows, which are not read", async () => {
    const stores = await openStores({ dataFolder: data, holder: "test" });
    const asked: string[] = [];
    const ledger = counted(stores.ledger, asked);
    const opened = await openLedger({ ...stores, ledger });
    expect(asked).toEqual(["files"]);
    await rm(snapshots, { recursive: true });
    const derived = await openLedger({ ...stores, ledger: counted(stores.ledger, asked) });
    expect(asked).toEqual(["files", "files", "witnesses", "holderRecords", "statedPeriods"]);
    await stores.close();
    const names = ({ transferId, derived: { firstWitness } }: typeof opened): string[] =>
      Array.from(firstWitness, (_row, transfer) => transferId(transfer));
    expect(names(opened)).toEqual(names(derived));
    expect(opened.derived).toEqual(derived.derived);
    expect(opened.witnesses).toEqual(derived.witnesses);
  }, 240_000);

  it("is warned of once when it is damaged, and made anew", async () => {
    const [question = []] = questions;
    const sound = await sluice(...question);
    const path = await snapshot();
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    await writeFile(path, bytes);
    const { stdout, stderr } = await sluice(...question);
    expect(stdout).toBe(sound.stdout);
    expect(JSON.parse(stderr)).toMatchObject({ warning: { code: "STORAGE_SNAPSHOT_DAMAGED", details: { path } } });
    expect(await sluice(...question)).toEqual(sound);
  }, 240_000);

  it("is there whole or not at all when its writing is killed", async () => {
    const clean = await readFile(await snapshot());
    for (let killed = 0; killed < 5; killed++) {
      await rm(snapshots, { recursive: true });
      await killWriting(killed * 6);
      const left = await readdir(snapshots).catch(() => []);
      for (const name of left.filter((one) => one.endsWith(".columns"))) {
        expect((await readFile(join(snapshots, name))).equals(clean)).toBe(true);
      }
      const { exitCode, stderr } = await sluice("trace", "--doctrine", "tainted-first");
      expect([exitCode, stderr]).toEqual([0, ""]);
      expect((await readFile(await snapshot())).equals(clean)).toBe(true);
    }
  }, 240_000);
});

/** Lets a process derive the ledger and kills it some ms after something is in the folder of snapshots. */
async function killWriting(millis: number): Promise<void> {
  const words = ["bin/sluice", "trace", "--doctrine", "tainted-first", "--data", data];
  const child: ChildProcess = spawn(process.execPath, words, { stdio: "ignore" });
  const exit = once(child, "exit");
  while (child.exitCode === null && (await readdir(snapshots).catch(() => [])).length === 0) await sleep(1);
  await sleep(millis);
  child.kill("SIGKILL");
  await exit;
}

/** The same store; what is asked of it is noted. */
function counted(ledger: LedgerStore, asked: string[]): LedgerStore {
  return new Proxy(ledger, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...values: readonly unknown[]): unknown => {
        asked.push(String(name));
        return Reflect.apply(member, target, values);
      };
    },
  });
}
