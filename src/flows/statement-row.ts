import type { Currency } from "../money/currency.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import type { TimePrecision } from "./china-time.ts";

/** Where a row stands in its file: `sheet` counts from 0; `row` is the line or sheet row as a person counts it, from 1. */
export interface SourcePlace {
  readonly sheet: number;
  readonly row: number;
}

/**
 * One side of a statement row. Numbers are canonical join keys (see `account-number.ts`): trimmed, width-folded,
 * sub-account suffix cut off into `subId`. An absent value is the empty string everywhere.
 */
export interface Party {
  readonly card: string;
  readonly account: string;
  readonly subId: string;
  readonly name: string;
  readonly idNo: string;
  readonly bank: string;
}

/** Seen from the statement's own account. `unknown` is never guessed from wording; balances may prove it later. */
export type Direction = "in" | "out" | "unknown";

/** Whether the bank says the transaction went through. */
export type RowStatus = "ok" | "failed" | "unknown";

/** What moved the money when there is no counterparty account, as far as the row itself says. */
export type MovementKind = "transfer" | "cash" | "fee" | "interest" | "purchase" | "unknown";

/** Marks on a row; the position is the bit in `StatementRow.flags`. Append only. */
export const rowFlags = [
  "own-number-in-e-notation",
  "other-number-in-e-notation",
  "number-possibly-truncated",
  "number-masked",
  "sign-and-flag-disagree",
  "direction-from-column",
  "direction-from-sign",
  "zero-amount",
  "reversal-wording",
  "own-from-preamble",
  "own-from-file-name",
  "digits-in-name",
  "balance-unreadable",
  "status-code-unknown",
  "corrected-row",
  "other-balance-unreadable",
  "own-unstated",
  "time-rolled-forward",
  "direction-from-type",
  /** A spreadsheet stored the side's number as a number and lost its last digits. */
  "own-number-possibly-truncated",
  "other-number-possibly-truncated",
  /** The number holds U+FFFD: some of its bytes are no text. */
  "own-number-undecodable",
  "other-number-undecodable",
] as const;

/** Begins the stand-in number of a statement whose own account nothing names (`own-unstated`). */
export const unstatedOwnerPrefix = "unstated-";

/** One mark on a row. */
export type RowFlag = (typeof rowFlags)[number];

/** The bit of a flag in `StatementRow.flags`. */
export function flagBit(flag: RowFlag): number {
  return 2 ** rowFlags.indexOf(flag);
}

/** One transaction as one statement shows it: the canonical row that every layout is read into. */
export interface StatementRow {
  readonly place: SourcePlace;
  readonly own: Party;
  readonly other: Party;
  /** The time as it stood in the file. */
  readonly timeText: string;
  /** Start of the interval that the stated time stands for, ms since 1970 UTC. */
  readonly atMs: number;
  readonly precision: TimePrecision;
  /** Absolute amount. */
  readonly amountMinor: MinorUnits;
  readonly direction: Direction;
  readonly currency: Currency;
  /** Own balance after the row; `null` when the row states none. */
  readonly ownBalanceMinor: MinorUnits | null;
  /** Counterparty's balance after the row; `null` when the row states none. */
  readonly otherBalanceMinor: MinorUnits | null;
  readonly status: RowStatus;
  readonly movement: MovementKind;
  /** The bank's serial of the transaction (交易流水号). Never a key on its own. */
  readonly serial: string;
  /** Order, log, voucher numbers that another system's row may share. */
  readonly orderNo: string;
  readonly logNo: string;
  readonly voucherNo: string;
  /** In plain transfers: the serial of the transfer that this row reverses; empty otherwise. */
  readonly reversesSerial: string;
  readonly summary: string;
  readonly remark: string;
  readonly transactionType: string;
  readonly cashFlag: string;
  readonly channel: Channel;
  /** Bits by `flagBit`. */
  readonly flags: number;
  /** The rejected row that this row corrects; absent on every other row. */
  readonly correctionOf?: CorrectedPlace;
}

/** Where a row stood that was rejected, exported, corrected and imported again. */
export interface CorrectedPlace extends SourcePlace {
  readonly sha256: string;
}

/** How and where the transaction was made. Absent values are empty strings. */
export interface Channel {
  readonly ip: string;
  readonly mac: string;
  readonly terminal: string;
  readonly place: string;
  readonly branch: string;
  readonly branchCode: string;
  readonly teller: string;
  readonly merchant: string;
  readonly merchantNo: string;
}
