/** How finely a time was stated. A coarse time is an interval that begins at `atMs` (tracing rule T6). */
export type TimePrecision = "millisecond" | "second" | "minute" | "hour" | "day";

/** Length in ms of the interval that a time of each precision stands for. */
export const precisionMs: Readonly<Record<TimePrecision, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** China Standard Time is UTC+8 all year (no daylight saving since 1991). */
const offsetMs = 8 * 3_600_000;

/** A wall-clock reading in China. Month 1–12, day 1–31. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/**
 * Milliseconds since 1970-01-01T00:00Z of a wall clock in China, or `undefined` when no such date or time exists.
 * Days are counted as in Howard Hinnant's "chrono-compatible low-level date algorithms" (proleptic Gregorian).
 */
export function fromWallClock(clock: WallClock): number | undefined {
  if (clock.month < 1 || clock.month > 12 || clock.day < 1 || clock.day > daysInMonth(clock.year, clock.month))
    return undefined;
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59 || clock.millisecond > 999) return undefined;
  const days = daysFromCivil(clock.year, clock.month, clock.day);
  const time = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000 + clock.millisecond;
  return days * 86_400_000 + time - offsetMs;
}

/** The wall clock in China at `atMs`. */
export function toWallClock(atMs: number): WallClock {
  const local = atMs + offsetMs;
  const days = Math.floor(local / 86_400_000);
  const time = local - days * 86_400_000;
  return {
    ...civilFromDays(days),
    hour: Math.floor(time / 3_600_000),
    minute: Math.floor(time / 60_000) % 60,
    second: Math.floor(time / 1_000) % 60,
    millisecond: time % 1_000,
  };
}

/** `2024-03-05 14:03:22`, cut at the precision: a day shows no invented minutes. */
export function formatChinaTime(atMs: number, precision: TimePrecision): string {
  const clock = toWallClock(atMs);
  const date = `${two(clock.year, 4)}-${two(clock.month)}-${two(clock.day)}`;
  switch (precision) {
    case "day":
      return date;
    case "hour":
      return `${date} ${two(clock.hour)}`;
    case "minute":
      return `${date} ${two(clock.hour)}:${two(clock.minute)}`;
    case "second":
      return `${date} ${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
    case "millisecond":
      return `${date} ${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}.${two(clock.millisecond, 3)}`;
  }
}

/** Days in a month of the Gregorian calendar; month 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function two(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}
