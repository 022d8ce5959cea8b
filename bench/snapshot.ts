import { mkdtemp, open, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerColumns } from "../src/flows/ledger-columns.ts";
import { NONE } from "../src/flows/witness-columns.ts";
import type { KeptDerivation } from "../src/storage/ledger-snapshots.ts";
import { readColumnFile, writeColumnFile } from "../src/storage/snapshot/column-file.ts";
import { columnsOf, derivationIn } from "../src/storage/snapshot/derivation-columns.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { makeZipfCity, zipfCitySize } from "./zipf-city.ts";

/** What the benchmark `snapshot` adds. `bareSeconds` reads the same file and does nothing else. */
export interface SnapshotBenchReport extends BenchReport {
  readonly name: "snapshot";
  /** `no`: the system did not let this process empty its file cache (that wants root), so that the file was read warm. */
  readonly cacheCold: "yes" | "no";
  readonly writeSeconds: number;
}

/** Writes the Zipf city, with a holder for every account and a row for every transfer, as a snapshot, empties the file cache, and opens the snapshot with its hash checked. */
export async function benchSnapshot(signal: AbortSignal): Promise<SnapshotBenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  const path = join(folder, "ledger.columns");
  try {
    const writeSeconds = await seconds(() =>
      writeColumnFile(path, "city", columnsOf(derivationOf(makeZipfCity(zipfCitySize).ledger))),
    );
    signal.throwIfAborted();
    await emptyCache();
    const bareSeconds = await seconds(() => readThrough(path));
    const cacheCold = await emptyCache();
    const opening = await seconds(async () => derivationIn(await readColumnFile(path, "city")));
    const { size } = await stat(path);
    return {
      name: "snapshot",
      ratio: opening / bareSeconds,
      seconds: opening,
      bareSeconds,
      cacheCold,
      rows: zipfCitySize.transfers,
      bytes: size,
      writeSeconds,
      machine: thisMachine(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As if every transfer were one row of one file. */
function derivationOf(columns: LedgerColumns): KeptDerivation {
  const { length, atMs } = columns.transfers;
  const none = new Uint32Array(length).fill(NONE);
  const rows = Uint32Array.from(none.keys());
  const facts = columns.accounts.keys.map((key, account) => ({
    holderName: `户${account}`,
    idNo: `4403051990${String(account).padStart(8, "0")}`,
    bank: `第${account % 20}银行`,
    numbers: [key],
    filledFromInformation: false,
  }));
  const codes = new Uint8Array(length);
  const found = { balanceBreaks: [], contradictions: [], walletWitnesses: [], unjoined: [], cycleAccounts: [] };
  const fates = { firstWitness: rows, secondWitness: none, outcome: codes, sameAs: none, transferOf: rows };
  return {
    derived: { columns, facts, ...fates, ...found },
    witnesses: {
      length,
      files: ["0".repeat(64)],
      file: new Uint32Array(length),
      sheet: new Uint16Array(length),
      row: rows,
      atMs,
      precision: codes,
    },
  };
}

/** Linux: what was read is forgotten, so that the next read comes from the disk. */
async function emptyCache(): Promise<"yes" | "no"> {
  try {
    await writeFile("/proc/sys/vm/drop_caches", "3");
    return "yes";
  } catch {
    return "no";
  }
}

async function readThrough(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const piece = new Uint8Array(16 * 2 ** 20);
    while ((await file.read(piece, 0, piece.length)).bytesRead > 0);
  } finally {
    await file.close();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
