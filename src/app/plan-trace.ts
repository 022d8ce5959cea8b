import type { LedgerFile, LedgerStore } from "../storage/ledger-store.ts";
import { bytesPerRow } from "./ledger-memory.ts";
import { ledgerKey } from "./open-ledger.ts";

/** How a trace is going to be run, and why. Bytes are estimates from the number of rows alone. */
export interface TracePlan {
  /** `in-memory`: the whole ledger as columns; `hop-by-hop`: accounts fetched from the store as money reaches them. */
  readonly kind: "in-memory" | "hop-by-hop";
  /** Statement rows in force: no ledger has more transfers. */
  readonly rows: number;
  readonly estimatedBytes: number;
  readonly budgetBytes: number;
  /** Most legs that a trace hop by hop may fetch. */
  readonly legBudget: number;
  /** Whether the store keeps the derived ledger by account; without it the ledger is derived once more first. */
  readonly kept: boolean;
}

/** Bytes that a fetched leg takes: two copies of 50 while new ones are merged in, and the trace's own. */
const bytesPerLeg = 150;

/** Chooses by the size of the ledger against the memory that it may take. */
export async function planTrace(ledger: LedgerStore, budgetBytes: number): Promise<TracePlan> {
  const files = await ledger.files();
  const rows = rowsOf(files);
  const estimatedBytes = rows * bytesPerRow;
  const fits = estimatedBytes <= budgetBytes;
  return {
    kind: fits ? "in-memory" : "hop-by-hop",
    rows,
    estimatedBytes,
    budgetBytes,
    legBudget: Math.max(leastLegs, Math.floor(budgetBytes / bytesPerLeg)),
    kept: !fits && (await ledger.legs.kept(ledgerKey(files))) !== undefined,
  };
}

/** However little memory is allowed, so many legs may be fetched: 15 MB, less than the program itself. */
const leastLegs = 100_000;

function rowsOf(files: readonly LedgerFile[]): number {
  return files.reduce(
    (sum, { report }) => sum + report.sheets.reduce((accepted, sheet) => accepted + sheet.accepted, 0),
    0,
  );
}
