import { toCurrency } from "../../money/currency.ts";
import { toMinorUnits, type MinorUnits } from "../../money/minor-units.ts";
import type { TimePrecision } from "../../flows/china-time.ts";
import type { Channel, Direction, MovementKind, Party, RowStatus, StatementRow } from "../../flows/statement-row.ts";
import { directionCodes, movementCodes, precisionCodes, statusCodes } from "../../flows/witness-columns.ts";

/** Columns of table `rows` after the reading's key, in the order of `RowLineWriter`: a `StatementRow` in the engine. */
export const rowColumns: readonly (readonly [name: string, type: string])[] = [
  ["sheet", "UInt16"],
  ["row", "UInt32"],
  ["at_ms", "Int64"],
  ["precision", "UInt8"],
  ["amount_minor", "Int64"],
  ["direction", "UInt8"],
  ["own_balance_minor", "Nullable(Int64)"],
  ["other_balance_minor", "Nullable(Int64)"],
  ["status", "UInt8"],
  ["movement", "UInt8"],
  ["flags", "UInt32"],
  ...partyColumns("own"),
  ...partyColumns("other"),
  ...texts("currency time_text serial order_no log_no voucher_no reverses_serial summary remark"),
  ...texts("transaction_type cash_flag ip mac terminal place branch branch_code teller merchant merchant_no"),
];

/** A row of table `rows` as JSONEachRow gives it; 64-bit integers come quoted. */
export type RowRecord = Readonly<Record<string, string | number | null>>;

/** The statement row that a record of table `rows` was written from. */
export function rowFromRecord(record: RowRecord): StatementRow {
  return {
    place: { sheet: Number(record["sheet"]), row: Number(record["row"]) },
    own: party(record, "own"),
    other: party(record, "other"),
    timeText: text(record, "time_text"),
    atMs: Number(record["at_ms"]),
    precision: code<TimePrecision>(precisionCodes, record["precision"]),
    amountMinor: toMinorUnits(Number(record["amount_minor"])),
    direction: code<Direction>(directionCodes, record["direction"]),
    currency: toCurrency(text(record, "currency")),
    ownBalanceMinor: balance(record, "own_balance_minor"),
    otherBalanceMinor: balance(record, "other_balance_minor"),
    status: code<RowStatus>(statusCodes, record["status"]),
    movement: code<MovementKind>(movementCodes, record["movement"]),
    serial: text(record, "serial"),
    orderNo: text(record, "order_no"),
    logNo: text(record, "log_no"),
    voucherNo: text(record, "voucher_no"),
    reversesSerial: text(record, "reverses_serial"),
    summary: text(record, "summary"),
    remark: text(record, "remark"),
    transactionType: text(record, "transaction_type"),
    cashFlag: text(record, "cash_flag"),
    channel: channel(record),
    flags: Number(record["flags"]),
  };
}

function party(record: RowRecord, side: "own" | "other"): Party {
  return {
    card: text(record, `${side}_card`),
    account: text(record, `${side}_account`),
    subId: text(record, `${side}_sub_id`),
    name: text(record, `${side}_name`),
    idNo: text(record, `${side}_id_no`),
    bank: text(record, `${side}_bank`),
  };
}

function channel(record: RowRecord): Channel {
  return {
    ip: text(record, "ip"),
    mac: text(record, "mac"),
    terminal: text(record, "terminal"),
    place: text(record, "place"),
    branch: text(record, "branch"),
    branchCode: text(record, "branch_code"),
    teller: text(record, "teller"),
    merchant: text(record, "merchant"),
    merchantNo: text(record, "merchant_no"),
  };
}

function text(record: RowRecord, column: string): string {
  return String(record[column] ?? "");
}

function balance(record: RowRecord, column: string): MinorUnits | null {
  const value = record[column];
  return value === null || value === undefined ? null : toMinorUnits(Number(value));
}

function code<T extends string>(codes: readonly T[], value: string | number | null | undefined): T {
  const found = codes[Number(value)];
  if (found === undefined) throw new RangeError(`code ${String(value)} is not one of ${codes.join(", ")}`);
  return found;
}

function partyColumns(side: string): (readonly [string, string])[] {
  return texts("card account sub_id name id_no bank").map(([name, type]) => [`${side}_${name}`, type] as const);
}

function texts(names: string): (readonly [string, string])[] {
  return names.split(" ").map((name) => [name, "String"] as const);
}
