import type { FileReport, HolderRecord, ReadingSink, SetAsideRow, StatedPeriod } from "../flows/file-reading.ts";
import type { RowLines } from "../flows/row-lines.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import type { WitnessColumns } from "../flows/witness-columns.ts";
import type { LegStore } from "./leg-store.ts";

/** Where a row stands among all files of the ledger. */
export interface LedgerPlace {
  readonly sha256: string;
  readonly sheet: number;
  readonly row: number;
}

/** A statement row as it stands in the ledger, with the file it came from. */
export interface StoredRow {
  readonly sha256: string;
  readonly row: StatementRow;
}

/** A file of the ledger: its report, and the fingerprint of how it was read (parser version, layout, mapping). */
export interface LedgerFile {
  readonly report: FileReport;
  readonly reading: string;
}

/**
 * Takes one reading of one file, in file order. Rows that an interrupted earlier attempt left are recognised by their place
 * and not written again, so that the same reading twice is the same as once.
 */
export interface LedgerWriter extends ReadingSink {
  /** Takes rows that another thread made into lines; `null` in a ledger that keeps them as objects. */
  readonly lines: LineTaker | null;
  /** Waits until the engine has caught up: called now and then, it bounds what is buffered. */
  drain(): Promise<void>;
  /** Writes out what was taken so far, so that an interruption loses none of it. */
  flush(): Promise<void>;
  /**
   * Writes what is left, verifies the counts and puts the reading in force, in place of any other reading of the file.
   * @throws SluiceError STORAGE_LEDGER_MISCOUNT, STORAGE_DISK_FULL, STORAGE_WRITE_FAILED
   */
  finish(report: FileReport): Promise<void>;
}

/** Takes rows as lines, each of which begins with `prefix`; they count like rows handed over one by one. */
export interface LineTaker {
  readonly prefix: string;
  add(lines: RowLines): void;
}

/**
 * What the product asks of the ledger. A file counts from the moment its reading is finished; until then nothing of it is
 * seen. A process killed at any moment leaves a ledger that the same import completes. At any time one reading of a file
 * is in force: the one finished last.
 */
export interface LedgerStore {
  /** The derived ledger by account, beside the rows that it is derived from. */
  readonly legs: LegStore;
  /** Files in force, ascending by SHA-256. A file whose rows are not all there (a damaged store) is not among them. */
  files(): Promise<readonly LedgerFile[]>;
  /** Opens one reading of a file for writing. One writer at a time. */
  begin(sha256: string, reading: string): Promise<LedgerWriter>;
  /**
   * All rows in force as columns, in (SHA-256, sheet, row) order. This and what follows answers from the whole ledger or
   * not at all.
   * @throws SluiceError STORAGE_LEDGER_MISCOUNT when rows of a finished file are missing
   */
  witnesses(): Promise<WitnessColumns>;
  /** In (SHA-256, sheet, row) order; where files are named by their SHA-256, of these alone. */
  holderRecords(of?: ReadonlySet<string>): Promise<readonly HolderRecord[]>;
  /** As `holderRecords`. */
  statedPeriods(of?: ReadonlySet<string>): Promise<readonly StatedPeriod[]>;
  /** In (sheet, row) order. */
  setAsideRows(sha256: string): Promise<readonly SetAsideRow[]>;
  /** Rows at the given places, in the order asked; a place that holds no row is left out. */
  sourceRows(places: readonly LedgerPlace[]): Promise<readonly StoredRow[]>;
  close(): Promise<void>;
}
