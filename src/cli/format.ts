import type { Language } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { type Currency, toCurrency } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";

/** `¥1,234,567.89`; other currencies by their code: `USD 12.00`. */
export function moneyText(amountMinor: number, currency: string): string {
  const code: Currency = toCurrency(currency);
  const mark = code === "CNY" ? "¥" : `${code} `;
  const grouped = formatGrouped(toMinorUnits(Math.abs(amountMinor)), code);
  return `${amountMinor < 0 ? "−" : ""}${mark}${grouped}`;
}

/** Accounts in groups of four, as people read them; what is no account says what it is. */
export function accountText(account: AccountView): string {
  return account.key.startsWith("@") ? account.key : groupedDigits(account.number);
}

/** The account that a key names, as `accountText`. */
export function keyText(key: string): string {
  return key.startsWith("@") ? key : groupedDigits(key.split("#")[0] ?? key);
}

function groupedDigits(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, "$1 ") : number;
}

/** The time of a transfer, no finer than it was stated. */
export function timeText(transfer: TransferView): string {
  return formatChinaTime(transfer.atMs, transfer.precision);
}

/** An instant to the second. */
export function instantText(atMs: number): string {
  return formatChinaTime(atMs, "second");
}

/** `1,234` */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `3.2 s`, `850 ms` */
export function durationText(ms: number, language: Language): string {
  const seconds = (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
  return language === "zh" ? `${seconds} 秒` : `${seconds} s`;
}
