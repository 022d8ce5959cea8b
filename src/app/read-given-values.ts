import { precisionMs } from "../flows/china-time.ts";
import { firstInstantNamed, lastInstantOf } from "../flows/last-instant.ts";
import { readMoney } from "../intake/cells/read-money.ts";
import { readTime } from "../intake/cells/read-time.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";

/** An amount in yuan as losses files take it (`1,234.50`), in minor units; `undefined` for other texts and below zero. */
export function readGivenYuan(given: string): MinorUnits | undefined {
  const text = given.trim();
  const amountMinor = text === "" ? Number.NaN : readMoney(text, 2);
  return Number.isSafeInteger(amountMinor) && amountMinor >= 0 ? toMinorUnits(amountMinor) : undefined;
}

/** The first and the last ms that a time as losses files take it names (`2025/2/5 12:10`: that minute). */
export function readGivenInstant(given: string): { readonly firstMs: number; readonly lastMs: number } | undefined {
  const [firstMs, lastMs] = [firstInstantNamed(given), lastInstantOf(given)];
  if (firstMs !== undefined && lastMs !== undefined) return { firstMs, lastMs };
  const time = readTime(given.trim(), { date1904: false, serials: "plausible" });
  return time && { firstMs: time.atMs, lastMs: time.atMs + precisionMs[time.precision] - 1 };
}
