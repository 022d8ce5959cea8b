import type { FileReport, RowMark, SetAsideKind } from "../flows/file-reading.ts";

/** What an import did, in all and per file. Amounts are minor units; places name file, sheet and row. */
export interface ImportReport {
  /** True when nothing was written. */
  readonly dryRun: boolean;
  readonly files: readonly FileImport[];
  /** What was met on the way and is no data (system files, links), with the reason. */
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
  /** Sums over the distinct files of this import. */
  readonly totals: RowCounts;
  /** The whole ledger after the import; of a dry run, what these files alone would make. */
  readonly ledger: { readonly files: number; readonly transfers: number; readonly accounts: number };
  /** How many rejected rows of the ledger the corrected rows of these files now count for. */
  readonly corrected: number;
  /** How many rows of the distinct files carry each mark. */
  readonly flags: Readonly<Partial<Record<RowMark, number>>>;
  /** The first hundred rejected rows of these files that nobody has corrected yet. */
  readonly rejectedRows: readonly ReportedReject[];
  /** Neighbouring rows whose balances do not follow, where one of them is in these files. */
  readonly balanceBreaks: readonly ReportedBreak[];
  /** Transfers that a counterparty shows and a covered account's own statement lacks, of the whole ledger. */
  readonly contradictions: readonly ReportedContradiction[];
}

/** What became of one file. */
export interface FileImport {
  readonly path: string;
  /**
   * `imported`: its rows are new; `replaced`: it was read differently before; `already-imported`: nothing was written;
   * `same-content`: byte for byte another file of this import; `partly-read`: its first rows are in, the rest could not be
   * read; `unreadable`: nothing of it. Of the last two `report.error` says why.
   */
  readonly state: "imported" | "replaced" | "already-imported" | "same-content" | "partly-read" | "unreadable";
  /** Whether the ledger held a reading of it before this import. */
  readonly metBefore: boolean;
  /** For `same-content`: the path of the file read. Empty otherwise. */
  readonly sameAs: string;
  readonly report: FileReport;
  readonly counts: RowCounts;
}

/** Every row of a file once: `rows` = transfers + secondWitnesses + duplicates + Σ rejected + Σ nonTransfers. */
export interface RowCounts {
  readonly rows: number;
  /** Rows that are a transfer's first witness. */
  readonly transfers: number;
  readonly secondWitnesses: number;
  readonly duplicates: number;
  /** By reason code. */
  readonly rejected: Readonly<Record<string, number>>;
  /** By kind: blank, title, heading, total, feedback, record. */
  readonly nonTransfers: Readonly<Partial<Record<Exclude<SetAsideKind, "rejected">, number>>>;
}

/** Where a row stands, for a person. */
export interface ReportedPlace {
  readonly path: string;
  readonly sheet: number;
  readonly row: number;
}

/** Two neighbouring rows of one account between which a page may be missing. */
export interface ReportedBreak {
  readonly account: string;
  readonly before: ReportedPlace;
  readonly after: ReportedPlace;
  readonly expectedMinor: number;
  readonly statedMinor: number;
  /** Rejected rows that stand between the two in their sheet: the likely cause. */
  readonly rejectedBetween: number;
}

/** A row that could not be read, and why. */
export interface ReportedReject extends ReportedPlace {
  /** The heading at fault; empty when it is the row as a whole. */
  readonly field: string;
  readonly reason: string;
}

/** A transfer that a covered account's own statement lacks. */
export interface ReportedContradiction {
  readonly account: string;
  readonly transferId: string;
  readonly shownBy: ReportedPlace;
}
