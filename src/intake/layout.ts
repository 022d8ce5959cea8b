import type { HolderTable } from "../flows/file-reading.ts";
import type { Direction, RowStatus } from "../flows/statement-row.ts";
import type { FieldName } from "./field-table.ts";
import type { MoneyUnit } from "./heading-key.ts";

/** One known layout of a table: its headings and what they do not say themselves. */
export interface Layout {
  /** Unique; the one that `--layout` takes. Never renamed: saved mappings and the ledger keep it. */
  readonly id: string;
  /** What the table is called where it comes from. */
  readonly name: string;
  /** `statement`: rows are transfers; `log`: rows are records of something else; else facts about holders. */
  readonly table: "statement" | "log" | HolderTable;
  /** The heading row as it stands in the file. A heading that occurs again is `heading#2`. */
  readonly headings: readonly string[];
  /** Headings whose field is not the field table's; an empty field keeps the column out. */
  readonly fields?: Readonly<Record<string, FieldName | "">>;
  readonly rules?: Partial<StatementRules>;
}

/** How the rows of a statement are read, beyond their headings. */
export interface StatementRules {
  /** `own`: own and counterparty columns; `absolute`: payer and payee columns. */
  readonly sides: "own" | "absolute";
  readonly unit: MoneyUnit;
  /**
   * What the sign of an amount without a flag means. `where-signed`: positive is in, as soon as the sheet shows a sign;
   * `positive-out`: spending is positive, as on a credit card.
   */
  readonly sign: "where-signed" | "positive-in" | "positive-out";
  readonly direction: Direction;
  readonly directionDigits: Readonly<Record<string, Direction>>;
  /** Transaction types of a wallet that state the direction where its flag says "neither"; whole words, first fit. */
  readonly typeDirections: readonly (readonly [type: RegExp, direction: Direction])[];
  readonly statusWords: Readonly<Record<string, RowStatus>>;
  /** Status words that mean something else on rows whose flag says "neither in nor out". */
  readonly neitherStatusWords: Readonly<Record<string, RowStatus>>;
  /** The status when the file has no status column or leaves it blank. */
  readonly blankStatus: RowStatus;
  /** Headings whose values are kept, named, behind the remark. */
  readonly keepInRemark: readonly string[];
}

/** What holds where a layout says nothing else. */
export const usualRules: StatementRules = {
  sides: "own",
  unit: "major",
  sign: "where-signed",
  direction: "unknown",
  directionDigits: {},
  typeDirections: [],
  statusWords: {},
  neitherStatusWords: {},
  blankStatus: "unknown",
  keepInRemark: [],
};
