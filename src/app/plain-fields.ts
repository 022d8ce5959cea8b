import { type ErrorDetails, SluiceError } from "../errors/sluice-error.ts";
import { fromWallClock } from "../flows/china-time.ts";
import { type Currency, decimalsOfCurrency, toCurrency } from "../money/currency.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { parseDecimal } from "../money/parse-decimal.ts";

/** A value of a plain CSV and where it stands, so that whatever is wrong with it names the line. */
export interface PlainField {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly seen: string;
}

/** @throws SluiceError PLAIN_BLANK. */
export function requireText(field: PlainField): string {
  if (field.seen === "") throw new SluiceError("PLAIN_BLANK", details(field));
  return field.seen;
}

/**
 * Reads `YYYY-MM-DD[ HH:MM[:SS[.fff]]]` as a wall clock in China; ms since 1970 UTC.
 * @throws SluiceError PLAIN_BAD_VALUE.
 */
export function readPlainTime(field: PlainField): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?)?$/.exec(field.seen);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] =
    match?.slice(1).map((digits) => Number(digits ?? 0)) ?? [];
  const atMs = match === null ? undefined : fromWallClock({ year, month, day, hour, minute, second, millisecond });
  if (atMs !== undefined) return atMs;
  throw new SluiceError("PLAIN_BAD_VALUE", { ...details(field), wanted: "YYYY-MM-DD[ HH:MM[:SS[.fff]]]" });
}

/**
 * Reads an ISO 4217 code; blank is CNY.
 * @throws SluiceError PLAIN_BAD_VALUE.
 */
export function readPlainCurrency(field: PlainField): Currency {
  try {
    return toCurrency(field.seen === "" ? "CNY" : field.seen);
  } catch (cause) {
    throw new SluiceError("PLAIN_BAD_VALUE", { ...details(field), wanted: "ISO 4217 (CNY, USD, …)" }, cause);
  }
}

/**
 * Reads a balance, which may be negative.
 * @throws SluiceError PLAIN_BAD_VALUE, PLAIN_TOO_LARGE, PLAIN_TOO_MANY_DECIMALS.
 */
export function readPlainBalance(field: PlainField, currency: Currency): MinorUnits {
  try {
    return parseDecimal(field.seen, currency);
  } catch (cause) {
    if (cause instanceof SluiceError && cause.code === "MONEY_TOO_MANY_DECIMALS") {
      const precision = { currency, decimals: decimalsOfCurrency(currency) };
      throw new SluiceError("PLAIN_TOO_MANY_DECIMALS", { ...details(field), ...precision }, cause);
    }
    if (cause instanceof SluiceError && cause.code === "MONEY_TOO_LARGE") {
      throw new SluiceError("PLAIN_TOO_LARGE", details(field), cause);
    }
    throw new SluiceError("PLAIN_BAD_VALUE", { ...details(field), wanted: "1234.56" }, cause);
  }
}

/**
 * Reads an amount, which may not be negative.
 * @throws SluiceError PLAIN_BAD_VALUE, PLAIN_TOO_LARGE, PLAIN_TOO_MANY_DECIMALS, PLAIN_NEGATIVE.
 */
export function readPlainAmount(field: PlainField, currency: Currency): MinorUnits {
  const amount = readPlainBalance(field, currency);
  if (amount < 0) throw new SluiceError("PLAIN_NEGATIVE", details(field));
  return amount;
}

function details(field: PlainField): ErrorDetails {
  return { file: field.file, line: field.line, column: field.column, seen: field.seen };
}
