import type { HolderRecord, FileReport, SetAsideRow, StatedPeriod } from "../flows/file-reading.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import type { WitnessColumns } from "../flows/witness-columns.ts";

/** A statement row as it stands in the ledger, with the file it came from. */
export interface StoredRow {
  readonly sha256: string;
  readonly row: StatementRow;
}

/** A file of the ledger: its report, and whether all its rows are in. */
export interface LedgerFile {
  readonly report: FileReport;
  /** Fingerprint of how it was read (layout, mapping, parser version): another reading replaces the rows. */
  readonly reading: string;
  readonly complete: boolean;
}

/**
 * What the product asks of the ledger. Everything here is idempotent by content: rows are keyed by (file, sheet, row), and
 * storing what is there already changes nothing. A process killed between any two calls leaves a ledger that the same
 * calls complete.
 */
export interface LedgerStore {
  files(): Promise<readonly LedgerFile[]>;
  /** Opens a file for writing; drops the rows of an earlier, different reading of it. */
  begin(sha256: string, reading: string): Promise<void>;
  rows(sha256: string, rows: readonly StatementRow[]): Promise<void>;
  setAside(sha256: string, rows: readonly SetAsideRow[]): Promise<void>;
  holders(sha256: string, records: readonly HolderRecord[]): Promise<void>;
  periods(sha256: string, periods: readonly StatedPeriod[]): Promise<void>;
  /** Verifies the counts against the report and marks the file complete. */
  finish(report: FileReport, reading: string): Promise<void>;
  /** All rows of complete files as columns, in (SHA-256, sheet, row) order. */
  witnesses(): Promise<WitnessColumns>;
  holderRecords(): Promise<readonly { readonly sha256: string; readonly record: HolderRecord }[]>;
  statedPeriods(): Promise<readonly { readonly sha256: string; readonly period: StatedPeriod }[]>;
  setAsideRows(sha256: string): Promise<readonly SetAsideRow[]>;
  /** Rows at the given places, in the order asked; a place that holds no row is left out. */
  sourceRows(places: readonly { sha256: string; sheet: number; row: number }[]): Promise<readonly StoredRow[]>;
  close(): Promise<void>;
}
