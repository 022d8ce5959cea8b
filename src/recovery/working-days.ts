import { formatChinaTime } from "../flows/china-time.ts";
import { dayMs, startOfDay, weekdayOf } from "./china-calendar.ts";
import type { RuleMark } from "./legal-rule.ts";

/** The days off and the weekend days worked of one year, as announced for it. Days are `YYYY-MM-DD`. */
export interface HolidayYear {
  readonly year: number;
  readonly basis: string;
  readonly mark: RuleMark;
  readonly daysOff: readonly string[];
  /** Weekend days that are worked (调休). */
  readonly workedWeekends: readonly string[];
}

/** The end of a time counted in working days. */
export interface WorkingDaysEnd {
  /** The first instant after the last working day. */
  readonly endMs: number;
  /** The last year whose holidays were counted as known; `certain` is false where a later year was reached. */
  readonly certain: boolean;
}

/**
 * `count` working days after the day of `fromMs`, which is not counted itself (rules R4, R5). In a year whose holidays
 * are not known every Monday to Friday counts, and the answer says that it is not certain.
 */
export function afterWorkingDays(fromMs: number, count: number, calendar: readonly HolidayYear[]): WorkingDaysEnd {
  let [dayStartMs, left, certain] = [startOfDay(fromMs), count, true];
  while (left > 0) {
    dayStartMs += dayMs;
    const day = dayKind(dayStartMs, calendar);
    if (!day.known) certain = false;
    if (day.worked) left--;
  }
  return { endMs: dayStartMs + dayMs, certain };
}

function dayKind(dayStartMs: number, calendar: readonly HolidayYear[]): { worked: boolean; known: boolean } {
  const date = formatChinaTime(dayStartMs, "day");
  const year = calendar.find((one) => date.startsWith(`${one.year}-`));
  const weekday = weekdayOf(dayStartMs);
  const isWeekend = weekday === 0 || weekday === 6;
  if (year === undefined) return { worked: !isWeekend, known: false };
  const worked = isWeekend ? year.workedWeekends.includes(date) : !year.daysOff.includes(date);
  return { worked, known: true };
}
