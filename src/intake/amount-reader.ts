import { type Direction, flagBit } from "../flows/statement-row.ts";
import { type Currency, decimalsOfCurrency } from "../money/currency.ts";
import { stripCell } from "./cells/clean-text.ts";
import { readDirection } from "./cells/read-direction.ts";
import { readMoney, TOO_LARGE, TOO_MANY_DECIMALS } from "./cells/read-money.ts";
import { type Cells, hasColumn, textReader } from "./column-reader.ts";
import type { FieldName } from "./field-table.ts";
import type { MoneyUnit } from "./heading-key.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";
import type { RejectReason } from "./reject-reasons.ts";

/** A row that cannot be read, and the field at fault. */
export interface Rejection {
  readonly reason: RejectReason;
  readonly field: FieldName | "";
}

/** An absolute amount in minor units, its direction and the marks on both. */
export interface AmountReading {
  readonly amountMinor: number;
  readonly direction: Direction;
  readonly flags: number;
}

/** Reads a row's amount in a currency. */
export type ReadAmount = (row: Cells, currency: Currency) => AmountReading | Rejection;

/** The amount's reader for a sheet: a column with signs or a flag, or a pair of columns for out and in. */
export function amountReader(map: ColumnMap, rules: StatementRules, sample: readonly Cells[]): ReadAmount {
  const paired = hasColumn(map, "amountIn") && hasColumn(map, "amountOut");
  if (!hasColumn(map, "amount") || (paired && !hasColumn(map, "direction"))) return pairReader(map, rules);
  return singleReader(map, rules, sample);
}

/** Reads a column of money; `NaN` when it is blank or the column is missing, infinities as in `readMoney`. */
export function moneyReader(
  map: ColumnMap,
  rules: StatementRules,
  field: FieldName,
): (row: Cells, currency: Currency) => MoneyCell {
  const text = textReader(map, field);
  const unit = map.unit.get(map.column.get(field) ?? -1) ?? rules.unit;
  return (row, currency) => {
    const value = text(row);
    return value === "" || value === "/" ? null : readMoney(value, decimalsOfUnit(unit, currency));
  };
}

/** `null`: blank; a safe integer: minor units; otherwise unreadable in one of the ways of `readMoney`. */
export type MoneyCell = number | null;

function singleReader(map: ColumnMap, rules: StatementRules, sample: readonly Cells[]): ReadAmount {
  const money = moneyReader(map, rules, "amount");
  const text = textReader(map, "amount");
  const flag = map.column.get("direction");
  const signed = rules.sign !== "where-signed" || sample.some((row) => /^[-+(（－＋−]/.test(text(row)));
  return (row, currency) => {
    const value = money(row, currency);
    if (value === null) return { reason: "amount-missing", field: "amount" };
    if (!Number.isFinite(value)) return { reason: faultOf(value), field: "amount" };
    const flagged = flag === undefined ? "unknown" : readDirection(stripCell(row[flag] ?? ""), rules.directionDigits);
    const explicit = value < 0 || text(row).startsWith("+");
    const readsSign = explicit || (signed && flag === undefined);
    const bySign = readsSign ? signDirection(value, rules, text(row)) : "unknown";
    const zero = value === 0 ? zeroBit : 0;
    const amountMinor = Math.abs(value);
    if (flagged === "unknown" && bySign !== "unknown")
      return { amountMinor, direction: bySign, flags: zero | fromSignBit };
    const disagrees = explicit && value !== 0 && flagged !== "unknown" && bySign !== flagged;
    return { amountMinor, direction: flagged, flags: zero | (disagrees ? disagreeBit : 0) };
  };
}

/** A zero has the sign that is written before it, or none. */
function signDirection(value: number, rules: StatementRules, text: string): Direction {
  const sign = value !== 0 ? value : text.startsWith("+") ? 1 : text.startsWith("-") ? -1 : 0;
  if (sign === 0) return "unknown";
  return sign > 0 === (rules.sign !== "positive-out") ? "in" : "out";
}

/** Columns for out and in: the filled one counts; two amounts in one row are nobody's to choose between. */
function pairReader(map: ColumnMap, rules: StatementRules): ReadAmount {
  const [moneyOut, moneyIn] = [moneyReader(map, rules, "amountOut"), moneyReader(map, rules, "amountIn")];
  const flag = map.column.get("direction");
  return (row, currency) => {
    const [out, into] = [moneyOut(row, currency), moneyIn(row, currency)];
    if (out !== null && !Number.isFinite(out)) return { reason: faultOf(out), field: "amountOut" };
    if (into !== null && !Number.isFinite(into)) return { reason: faultOf(into), field: "amountIn" };
    if (out === null && into === null) return { reason: "amount-missing", field: missingSide(map) };
    const [outMinor, inMinor] = [out ?? 0, into ?? 0];
    if (outMinor !== 0 && inMinor !== 0) return { reason: "both-sides-filled", field: "amountOut" };
    const value = outMinor === 0 ? inMinor : outMinor;
    const direction = sideOf(out, into);
    const flagged = flag === undefined ? "unknown" : readDirection(stripCell(row[flag] ?? ""), rules.directionDigits);
    const disagrees = (value < 0 && inMinor !== 0) || (flagged !== "unknown" && flagged !== direction);
    const flags =
      (value === 0 ? zeroBit : 0) | (direction === "unknown" ? 0 : fromColumnBit) | (disagrees ? disagreeBit : 0);
    return { amountMinor: Math.abs(value), direction, flags };
  };
}

function sideOf(out: MoneyCell, into: MoneyCell): Direction {
  if (out !== null && out !== 0) return "out";
  if (into !== null && into !== 0) return "in";
  return out === null ? "in" : into === null ? "out" : "unknown";
}

function missingSide(map: ColumnMap): FieldName {
  return hasColumn(map, "amountOut") ? "amountOut" : "amountIn";
}

function faultOf(value: number): RejectReason {
  if (value === TOO_MANY_DECIMALS) return "amount-too-many-decimals";
  return value === TOO_LARGE ? "amount-too-large" : "amount-unreadable";
}

/** Decimals of the written unit down to the currency's minor unit. */
function decimalsOfUnit(unit: MoneyUnit, currency: Currency): number {
  switch (unit) {
    case "major":
      return decimalsOfCurrency(currency);
    case "fen":
      return 0;
    case "ten-thousand":
      return decimalsOfCurrency(currency) + 4;
  }
}

const zeroBit = flagBit("zero-amount");
const disagreeBit = flagBit("sign-and-flag-disagree");
const fromSignBit = flagBit("direction-from-sign");
const fromColumnBit = flagBit("direction-from-column");
