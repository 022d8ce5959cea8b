import { toCurrency, decimalsOfCurrency } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { TimePrecision } from "../flows/china-time.ts";
import { legible } from "./xml-text.ts";

/** What a cell of a spreadsheet holds before it is written. */
export type SheetCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "count"; readonly count: number }
  /** A share in millionths. */
  | { readonly kind: "percent"; readonly ppm: number }
  | { readonly kind: "money"; readonly amountMinor: number; readonly currency: string }
  | { readonly kind: "time"; readonly atMs: number; readonly precision: TimePrecision };

/** A cell as the spreadsheet library takes it, with its number format. */
export interface WrittenCell {
  readonly value: string | number | Date;
  readonly format: string;
}

/** Excel keeps 15 significant digits: an amount with more is written as text, exact and visible. */
const largestExactMinor = 999_999_999_999_999;
const chinaOffsetMs = 8 * 3_600_000;

/**
 * Text is neutralised: a cell that would begin with `=`, `+`, `-`, `@`, a tab or a line end (what spreadsheets take for
 * a formula, also after a round trip through csv) gets an apostrophe before it. The one true number format of money is
 * `#,##0.00`; an amount of 15 digits or fewer is the double nearest to it, which Excel shows and sums as that decimal.
 */
export function writeCell(cell: SheetCell): WrittenCell {
  switch (cell.kind) {
    case "text":
      return { value: neutralise(legible(cell.text)), format: "@" };
    case "count":
      return { value: cell.count, format: "0" };
    case "percent":
      return { value: cell.ppm / 1_000_000, format: "0.0%" };
    case "money":
      return writeMoney(cell.amountMinor, cell.currency);
    case "time":
      // exceljs writes a Date by its UTC reading; the shift makes that China's wall clock.
      return { value: new Date(cell.atMs + chinaOffsetMs), format: timeFormats[cell.precision] };
  }
}

/** Puts an apostrophe before what a spreadsheet would read as a formula. */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

function writeMoney(amountMinor: number, code: string): WrittenCell {
  const currency = toCurrency(code);
  const text = formatDecimal(toMinorUnits(amountMinor), currency);
  if (Math.abs(amountMinor) > largestExactMinor) return { value: neutralise(text), format: "@" };
  const decimals = decimalsOfCurrency(currency);
  return { value: Number(text), format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}` };
}

const timeFormats: Readonly<Record<TimePrecision, string>> = {
  millisecond: "yyyy-mm-dd hh:mm:ss.000",
  second: "yyyy-mm-dd hh:mm:ss",
  minute: "yyyy-mm-dd hh:mm",
  hour: "yyyy-mm-dd hh",
  day: "yyyy-mm-dd",
};
