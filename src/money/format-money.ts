import { type Currency, decimalsOfCurrency } from "./currency.ts";
import type { MinorUnits } from "./minor-units.ts";

/** Plain decimal text that `parseDecimal` reads back to the same amount (rule M3): `-1234.50`. */
export function formatDecimal(amountMinor: MinorUnits, currency: Currency): string {
  const decimals = decimalsOfCurrency(currency);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, "0");
  const sign = amountMinor < 0 ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** As people read it: `1,234,567.89`, negative with a true minus sign. */
export function formatGrouped(amountMinor: MinorUnits, currency: Currency): string {
  const [whole = "", fraction] = formatDecimal(amountMinor, currency).replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amountMinor < 0 ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}
