import { cleanText, stripCell } from "./cells/clean-text.ts";
import { readAccountNumber } from "./cells/read-account-number.ts";
import { readCurrency } from "./cells/read-currency.ts";
import { isDirectionWord } from "./cells/read-direction.ts";
import { readMoney } from "./cells/read-money.ts";
import { readStatus } from "./cells/read-status.ts";
import { isBareClock, readTime } from "./cells/read-time.ts";
import type { FieldKind } from "./field-table.ts";

/** How many values of a sample a column fills, and which share of those looks like the kind. */
export interface ValueFit {
  readonly filled: number;
  readonly share: number;
}

/** Measures a column of the sample against a kind of field. */
export function valueFit(rows: readonly (readonly string[])[], column: number, kind: FieldKind): ValueFit {
  let filled = 0;
  let fitting = 0;
  for (const row of rows) {
    const value = kind === "direction" ? stripCell(row[column] ?? "") : cleanText(row[column] ?? "");
    if (value === "") continue;
    filled++;
    if (looksLike(value, kind)) fitting++;
  }
  return { filled, share: filled === 0 ? 0 : fitting / filled };
}

function looksLike(value: string, kind: FieldKind): boolean {
  switch (kind) {
    case "number":
      return /\d{4}|@|\*\d|\d\*/.test(readAccountNumber(value).number);
    case "money":
      return Number.isFinite(readMoney(value, 6)) && !/^\d{11,}$/.test(value);
    case "time":
      return (
        (value.length > 4 && isBareClock(value)) ||
        readTime(value, { date1904: false, serials: "plausible" }) !== undefined
      );
    case "clock":
      return isBareClock(value);
    case "direction":
      return isDirectionWord(value);
    case "status":
      return readStatus(value, {}) !== undefined || /^\d{1,2}$/.test(value);
    case "currency":
      return readCurrency(value) !== undefined;
    case "digits":
      return /^\d+$/.test(value);
    case "text":
      return true;
  }
}
