import { SluiceError } from "../errors/sluice-error.ts";
import { daysInMonth, fromWallClock, toWallClock, type WallClock } from "../flows/china-time.ts";

export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** 2000-01-01 and 2200-01-01 in China: clocks are counted between them. */
const [earliestMs, latestMs] = [946_656_000_000, 7_258_060_800_000];

/**
 * `months` calendar months later at the same wall clock in China; a day that the month lacks falls on its last (rule R3).
 * @throws SluiceError RECOVERY_NO_SUCH_DATE for an instant outside the years 2000 to 2199.
 */
export function addMonths(atMs: number, months: number): number {
  const clock = toWallClock(checkedInstant(atMs));
  const count = clock.year * 12 + clock.month - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return instantOf({ ...clock, year, month, day: Math.min(clock.day, daysInMonth(year, month)) });
}

/** The beginning, in China, of the day that holds `atMs`. */
export function startOfDay(atMs: number): number {
  return instantOf({ ...toWallClock(checkedInstant(atMs)), hour: 0, minute: 0, second: 0, millisecond: 0 });
}

/**
 * The first instant after `days` whole days that follow the day of `atMs`: the day itself is not counted (rule R4), so
 * a notice of 30 days put up on 1 June ends with 1 July, and its day 31 begins at 00:00 of 2 July.
 */
export function afterFullDays(atMs: number, days: number): number {
  return startOfDay(atMs) + (days + 1) * dayMs;
}

/** 0 (Sunday) to 6, in China. */
export function weekdayOf(atMs: number): number {
  // 2000-01-01 was a Saturday.
  return (6 + (startOfDay(atMs) - earliestMs) / dayMs) % 7;
}

/** @throws SluiceError RECOVERY_NO_SUCH_DATE. */
export function checkedInstant(atMs: number): number {
  if (Number.isSafeInteger(atMs) && atMs >= earliestMs && atMs < latestMs) return atMs;
  throw new SluiceError("RECOVERY_NO_SUCH_DATE", { seen: atMs });
}

function instantOf(clock: WallClock): number {
  const atMs = fromWallClock(clock);
  if (atMs !== undefined) return atMs;
  throw new SluiceError("RECOVERY_NO_SUCH_DATE", { seen: `${clock.year}-${clock.month}-${clock.day}` });
}
