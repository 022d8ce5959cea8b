import { type Currency, toCurrency } from "../../../src/money/currency.ts";
import { formatGrouped } from "../../../src/money/format-money.ts";
import { toMinorUnits } from "../../../src/money/minor-units.ts";

const signOf: Readonly<Record<string, string>> = { CNY: "¥", USD: "US$", EUR: "€", GBP: "£", HKD: "HK$", JPY: "JP¥" };

/** `¥1,234,567.89`; a negative amount has a true minus before the sign. */
export function moneyText(amountMinor: number, currency: string): string {
  const text = formatGrouped(toMinorUnits(amountMinor), toCurrency(currency));
  const sign = signOf[currency] ?? `${currency} `;
  return text.startsWith("−") ? `−${sign}${text.slice(1)}` : sign + text;
}

/** The same beside the exact figure, for long sums: `123.46 万元`. Empty below ten thousand and for other currencies. */
export function roughMoneyText(amountMinor: number, currency: string): string {
  if (currency !== ("CNY" as Currency) || Math.abs(amountMinor) < 1_000_000) return "";
  const [unit, divisor] = Math.abs(amountMinor) >= 10_000_000_000 ? ["亿元", 1e10] : ["万元", 1e6];
  return `${(amountMinor / divisor).toFixed(2)} ${unit}`;
}

/** `6222 0212 3456 7890 123`: digits in groups of four from the left; other texts stay as they are. */
export function groupedNumber(number: string): string {
  return /^\d{8,}$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, "$1 ") : number;
}

/** `6222…0123` for the narrow places of the map; what is short stays whole. */
export function shortNumber(number: string): string {
  return number.length > 10 ? `${number.slice(0, 4)}…${number.slice(-4)}` : number;
}

/** A share in millionths as a percentage, one digit after the point. */
export function percentText(ppm: number): string {
  const tenths = Math.round(ppm / 1_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}
