import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerColumns } from "../src/flows/ledger-columns.ts";
import { NONE } from "../src/flows/witness-columns.ts";
import type { KeptDerivation } from "../src/storage/ledger-snapshots.ts";
import { type Columns, openColumnFile, writeColumnFile } from "../src/storage/snapshot/column-file.ts";
import { columnsOf, derivationIn } from "../src/storage/snapshot/derivation-columns.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { makeZipfCity, zipfCitySize } from "./zipf-city.ts";

/**
 * What the benchmark `snapshot` adds. `seconds` is from the cold file to a ledger that can be traced: its columns and its accounts' keys;
 * `bytes` is what is read for that. `bareSeconds` reads as many bytes of the same file and does nothing else.
 */
export interface SnapshotBenchReport extends BenchReport {
  readonly name: "snapshot";
  /** `no`: the system did not let this process empty its file cache (that wants root), so that the file was read warm. */
  readonly cacheCold: "yes" | "no";
  readonly writeSeconds: number;
  /** The whole file: also what is read at its first use, with its hash checked then. */
  readonly fileBytes: number;
  /** The first use of all of it, behind the opening, file cache cold: rows, their times and outcomes, and holders. */
  readonly restSeconds: number;
}

/** Writes the Zipf city, with a holder for every account and a row for every transfer, as a snapshot, empties the file cache, and opens the snapshot with its hash checked. */
export async function benchSnapshot(signal: AbortSignal): Promise<SnapshotBenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  const path = join(folder, "ledger.columns");
  try {
    const columns = columnsOf(derivationOf(makeZipfCity(zipfCitySize).ledger));
    const writeSeconds = await seconds(() => writeColumnFile(path, "city", columns));
    signal.throwIfAborted();
    const [bytes, laterBytes] = [bytesOf(columns.first), bytesOf(columns.later)];
    await emptyCache();
    const bareSeconds = await seconds(() => readThrough(path, bytes));
    const cacheCold = await emptyCache();
    const started = performance.now();
    const opened = derivationIn(await openColumnFile(path, { key: "city", wholeUpToBytes: 0 }));
    const opening = (performance.now() - started) / 1000;
    await emptyCache();
    const restSeconds = await seconds(async () => [Object.values(opened.derived), Object.values(opened.witnesses)]);
    return {
      name: "snapshot",
      ratio: opening / bareSeconds,
      seconds: opening,
      bareSeconds,
      cacheCold,
      rows: zipfCitySize.transfers,
      bytes,
      fileBytes: bytes + laterBytes,
      restSeconds,
      writeSeconds,
      machine: thisMachine(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const rowsPerFile = 5_000;

/** As if every transfer were one row, in files of 5,000 rows one in a hundred of which is no row; the files hold the transfers in another order than the ledger. */
function derivationOf({ transfers, accounts }: LedgerColumns): KeptDerivation {
  const { length, atMs } = transfers;
  const none = new Uint32Array(length).fill(NONE);
  const firstWitness = Uint32Array.from(none, (_, transfer) =>
    Number((BigInt(transfer) * 7_368_787n) % BigInt(length)),
  );
  const transferOf = new Uint32Array(length);
  for (const [transfer, row] of firstWitness.entries()) transferOf[row] = transfer;
  const keys = Array.from({ length: accounts.length }, (_, account) => `CNY 6217${String(account).padStart(12, "0")}`);
  const facts = keys.map((key, account) => ({
    holderName: `户${account}`,
    idNo: `4403051990${String(account).padStart(8, "0")}`,
    bank: `第${account % 20}银行`,
    numbers: [key.slice(4)],
    filledFromInformation: false,
  }));
  const codes = new Uint8Array(length);
  const found = { balanceBreaks: [], contradictions: [], walletWitnesses: [], unjoined: [], cycleAccounts: [] };
  const fates = { firstWitness, secondWitness: none, outcome: codes, sameAs: none, transferOf };
  return {
    derived: { columns: { transfers, accounts: { ...accounts, keys } }, facts, ...fates, ...found },
    witnesses: {
      length,
      files: Array.from({ length: Math.ceil(length / rowsPerFile) }, (_, file) => String(file).padStart(64, "0")),
      file: Uint32Array.from(none, (_, row) => Math.floor(row / rowsPerFile)),
      sheet: new Uint16Array(length),
      row: Uint32Array.from(none, (_, row) => Math.floor(((row % rowsPerFile) * 100) / 99)),
      atMs: Float64Array.from(transferOf, (transfer) => atMs[transfer] ?? 0),
      precision: codes,
    },
  };
}

function bytesOf(columns: Columns): number {
  return Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
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

async function readThrough(path: string, bytes: number): Promise<void> {
  const file = await open(path, "r");
  try {
    const piece = new Uint8Array(16 * 2 ** 20);
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, bytes - at));
      if (bytesRead === 0) break;
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
