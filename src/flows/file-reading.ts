import type { CorrectedPlace, RowFlag, SourcePlace, StatementRow } from "./statement-row.ts";

/** Why a row of a file is not a statement row. */
export type SetAsideKind =
  /** blank line, preamble, heading, footer or total */
  | "blank"
  | "title"
  | "heading"
  | "total"
  /** the bank's answer "no records", "query failed" */
  | "feedback"
  /** a row of a table that holds no transfers (账户信息, 人员信息, 子账户, 强制措施, 任务信息, 注册信息 …), read as what it is */
  | "record"
  /** a row that should have been a transfer and could not be read */
  | "rejected";

/** A row that did not become a statement row: kept, counted and, when rejected, exportable for correction. */
export interface SetAsideRow {
  readonly place: SourcePlace;
  readonly kind: SetAsideKind;
  /** For `rejected`: the code of the reason from `rejectReasons`; empty otherwise. */
  readonly reason: string;
  /** For `rejected`: the heading of the field at fault; empty when it is the row as a whole. */
  readonly field: string;
  /** The row's cells as they stood. */
  readonly cells: readonly string[];
}

/** What 账户信息, 人员信息, wallet registration and the like say about an account and its holder. */
export interface HolderRecord {
  readonly place: SourcePlace;
  readonly table: HolderTable;
  readonly card: string;
  readonly account: string;
  readonly holderName: string;
  readonly idNo: string;
  readonly bank: string;
  readonly phone: string;
  readonly openedText: string;
  readonly closedText: string;
  readonly state: string;
  /** All cells by heading, for display. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The tables that say something about accounts and people, not about transfers. */
export type HolderTable =
  | "account-information"
  | "person-information"
  | "person-contact"
  | "person-address"
  | "sub-account"
  | "measure"
  | "right"
  | "task"
  | "wallet-registration";

/** An interval for which a file says it holds an account's statement (the period that was asked for). */
export interface StatedPeriod {
  readonly accountNumber: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** How one column came to its field. */
export interface ColumnDecision {
  readonly heading: string;
  /** Position in the row, from 0. */
  readonly column: number;
  /** The canonical field (English name from the field table), or empty when the column is kept as is. */
  readonly field: string;
  readonly how: "layout" | "exact" | "alias" | "similar" | "asked" | "saved" | "unmapped" | "second-choice";
  /** Why, for a person: e.g. the similarity and the share of values that fitted. */
  readonly why: string;
}

/** What was found in one sheet (a delimited file has one). Row counts add up: `rows = accepted + Σ setAside`. */
export interface SheetReport {
  readonly sheet: number;
  readonly name: string;
  readonly layout: string;
  readonly layoutWhy: string;
  /** Row of the heading as a person counts it, 0 when none was found. */
  readonly headerRow: number;
  readonly columns: readonly ColumnDecision[];
  readonly rows: number;
  readonly accepted: number;
  readonly setAside: Readonly<Record<SetAsideKind, number>>;
}

/** What was found in one file. A file that could not be read at all has an `error` and no sheets. */
export interface FileReport {
  /** Logical path: the path given, then `!/` before each step into a container. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly container: "delimited" | "xlsx" | "xls" | "html" | "key-value" | "unreadable";
  readonly encoding: string;
  readonly sheets: readonly SheetReport[];
  readonly notes: readonly string[];
  readonly error: ReadingError | null;
  /** Rows of this file that stand for rejected ones, and where those stood. */
  readonly corrections: readonly Correction[];
  /** How many statement rows carry each mark; marks on no row are left out. */
  readonly flags: Readonly<Partial<Record<RowMark, number>>>;
}

/** What a report counts rows by: their flags, and times that name no more than the day. */
export type RowMark = RowFlag | "day-precision";

/** A statement row that stands for a rejected one. */
export interface Correction extends SourcePlace {
  readonly of: CorrectedPlace;
}

/** Why a file, or the rest of one, could not be read. */
export interface ReadingError {
  readonly code: string;
  /** The English sentence. */
  readonly message: string;
  /** What stands in the places of the sentence. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Where a reader puts what it reads, in file order. Implementations may throw to stop the reading. */
export interface ReadingSink {
  row(row: StatementRow): void;
  setAside(row: SetAsideRow): void;
  holder(record: HolderRecord): void;
  period(period: StatedPeriod): void;
  /** Awaited by the reader between batches of rows: the time to write, to show progress and to stop. */
  drain?(): Promise<void>;
}
