import { fromWallClock, type TimePrecision } from "../../flows/china-time.ts";
import { foldWidth } from "./clean-text.ts";

/** A time and how finely it was stated. */
export interface TimeReading {
  /** ms since 1970 UTC: the start of the interval that the text stands for. */
  readonly atMs: number;
  readonly precision: TimePrecision;
  /** The text said 24:00, which is 00:00 of the next day. */
  readonly rolledForward: boolean;
}

/** What a bare number in a time column may be besides a written-out date. */
export interface SerialDates {
  /** The workbook counts days from 1904 instead of 1900. */
  readonly date1904: boolean;
  /** `any`: a person named this column as the time, so a count of days from 0 is one too; else only 1954 to 2119. */
  readonly serials: "plausible" | "any";
}

/**
 * Reads one written time, in every form of the formats document; values without a zone are China time.
 * @param text a cell without outer blanks.
 * @returns `undefined` when the text is no time, or names a day or hour that does not exist.
 */
export function readTime(text: string, serials: SerialDates): TimeReading | undefined {
  return readIso(text) ?? readOther(foldWidth(text).trim(), serials);
}

/**
 * Joins a date cell and a bare time cell (`214951`, `94951`, `21:49:51`, `21时49分`). An empty time leaves the day.
 * @returns `undefined` when either half is unreadable.
 */
export function readDateAndTime(date: string, time: string, serials: SerialDates): TimeReading | undefined {
  const day = readTime(date, serials);
  if (day === undefined || time === "") return day;
  const clock = readClock(foldWidth(time));
  if (clock === undefined) {
    const whole = readTime(time, serials);
    return whole !== undefined && sameChinaDay(whole.atMs, day.atMs) ? whole : undefined;
  }
  const midnight = day.atMs - ((((day.atMs + chinaOffsetMs) % dayMs) + dayMs) % dayMs);
  return { atMs: midnight + clock.ms, precision: clock.precision, rolledForward: clock.ms === dayMs };
}

/** Whether the text is a time of day alone. */
export function isBareClock(text: string): boolean {
  return readClock(foldWidth(text)) !== undefined;
}

/** `2020-01-02 15:04:05` and `2020/01/02 15:04:05`, the common case, by position. */
function readIso(text: string): TimeReading | undefined {
  if (text.length !== 19 || text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return undefined;
  const mark = text.charCodeAt(4);
  if ((mark !== 0x2d && mark !== 0x2f) || text.charCodeAt(7) !== mark || text.charCodeAt(10) !== 0x20) return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const atMs = atClock((year * 100 + two(text, 5)) * 100 + two(text, 8), [
    two(text, 11),
    two(text, 14),
    two(text, 17),
    0,
  ]);
  return atMs === undefined ? undefined : { atMs, precision: "second", rolledForward: two(text, 11) === 24 };
}

function readOther(text: string, serials: SerialDates): TimeReading | undefined {
  if (/^\d+$/.test(text)) return readDigits(text, serials);
  if (/^\d{1,5}\.\d+$/.test(text)) return readSerial(Number(text), serials);
  if (/^\d{8}[ -]/.test(text)) return readDateAndTime(text.slice(0, 8), text.slice(9).trim(), serials);
  return readWritten(text);
}

function readDigits(text: string, serials: SerialDates): TimeReading | undefined {
  switch (text.length) {
    case 17:
      return compact(text, "millisecond");
    case 14:
      return compact(text, "second");
    case 13:
      return { atMs: Number(text), precision: "millisecond", rolledForward: false };
    case 12:
      return compact(text, "minute");
    case 10:
      return /^(19|20)/.test(text) ? (compact(text, "hour") ?? epochSeconds(text)) : epochSeconds(text);
    case 8:
      return compact(text, "day");
    default:
      return text.length <= 5 ? readSerial(Number(text), serials) : undefined;
  }
}

function epochSeconds(text: string): TimeReading {
  return { atMs: Number(text) * 1_000, precision: "second", rolledForward: false };
}

/** Written-out digits, year first, as far as the precision goes. */
function compact(text: string, precision: TimePrecision): TimeReading | undefined {
  const part = (from: number, length: number): number =>
    text.length > from ? Number(text.slice(from, from + length)) : 0;
  const clock: Clock = [part(8, 2), part(10, 2), part(12, 2), part(14, 3)];
  const atMs = atClock(part(0, 8), clock);
  return atMs === undefined ? undefined : { atMs, precision, rolledForward: clock[0] === 24 };
}

/**
 * Days since 1899-12-30 (or 1904-01-01) in China's wall clock, as spreadsheets count. A smaller number in a column that
 * a person named as the time is a simulation's step: days since 1970-01-01.
 */
function readSerial(days: number, serials: SerialDates): TimeReading | undefined {
  if (days > latestSerial || (days < earliestSerial && serials.serials === "plausible")) return undefined;
  const epochDays = days < earliestSerial ? 0 : serials.date1904 ? 24_107 : 25_569;
  const atMs = Math.round((days - epochDays) * 86_400) * 1_000 - chinaOffsetMs;
  return { atMs, precision: Number.isInteger(days) ? "day" : "second", rolledForward: false };
}

/** Dashes, slashes, dots, Chinese, DB2, with fraction and zone. */
function readWritten(text: string): TimeReading | undefined {
  const match = written.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, half, hour, minute, second, fraction, zone] = match;
  const late = half === "下午" || half === "晚上" || half?.toUpperCase() === "PM";
  const hours = Number(hour ?? 0) + (late && Number(hour) < 12 ? 12 : 0);
  const ms = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const at = atClock((Number(year) * 100 + Number(month)) * 100 + Number(day), [
    hours,
    Number(minute ?? 0),
    Number(second ?? 0),
    ms,
  ]);
  if (at === undefined) return undefined;
  const shift = zone === undefined ? 0 : zoneShiftMs(zone);
  return { atMs: at + shift, precision: writtenPrecision(hour, minute, second, fraction), rolledForward: hours === 24 };
}

function writtenPrecision(...parts: (string | undefined)[]): TimePrecision {
  const [hour, minute, second, fraction] = parts;
  if (fraction !== undefined && /[1-9]/.test(fraction)) return "millisecond";
  if (second !== undefined) return "second";
  if (minute !== undefined) return "minute";
  return hour === undefined ? "day" : "hour";
}

/** How far a zone's midnight lies behind China's. */
function zoneShiftMs(zone: string): number {
  if (zone.toUpperCase() === "Z" || zone.toUpperCase() === "UTC") return chinaOffsetMs;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
  return chinaOffsetMs - (sign === "-" ? -offset : offset);
}

function readClock(text: string): { ms: number; precision: TimePrecision } | undefined {
  if (/^\d{1,6}$/.test(text)) {
    const padded = text.padStart(6, "0");
    const ms = clockMs([two(padded, 0), two(padded, 2), two(padded, 4), 0]);
    return ms === undefined ? undefined : { ms, precision: "second" };
  }
  const match = bareClock.exec(text);
  if (match === null) return undefined;
  const [, hour, minute, second, fraction] = match;
  const ms = clockMs([
    Number(hour),
    Number(minute),
    Number(second ?? 0),
    Number((fraction ?? "").slice(0, 3).padEnd(3, "0")),
  ]);
  return ms === undefined ? undefined : { ms, precision: writtenPrecision(hour, minute, second, fraction) };
}

type Clock = readonly [hour: number, minute: number, second: number, millisecond: number];

/** ms of a time of day; 24:00:00 is allowed and means the next midnight. */
function clockMs([hour, minute, second, millisecond]: Clock): number | undefined {
  if (!(minute <= 59 && second <= 59)) return undefined;
  const ms = ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
  return ms <= dayMs ? ms : undefined;
}

let cachedDay = -1;
let cachedMidnight: number | undefined;

/** `date` is written out, as in 20240305. Statements repeat their days: the last day's midnight is kept. */
function atClock(date: number, clock: Clock): number | undefined {
  if (!(date >= 19_000_101 && date < 22_000_101)) return undefined;
  if (date !== cachedDay) {
    const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
    cachedMidnight = fromWallClock({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 });
    cachedDay = date;
  }
  const ms = clockMs(clock);
  return cachedMidnight === undefined || ms === undefined ? undefined : cachedMidnight + ms;
}

/** Two digits as a number; NaN when they are none, which no calendar accepts. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function sameChinaDay(a: number, b: number): boolean {
  return Math.floor((a + chinaOffsetMs) / dayMs) === Math.floor((b + chinaOffsetMs) / dayMs);
}

/** 1954 to 2119: other numbers are no dates of a statement. */
const earliestSerial = 20_000;
const latestSerial = 80_000;
const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;
const written =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:(?:[T\s-]+|(?<=日))(?:星期.\s*)?(上午|下午|晚上|AM|PM)?\s*(\d{1,2})(?:[:.时点](?:(\d{1,2})(?:[:.分](?:(\d{1,2})(?:[.,:](\d{1,9}))?秒?)?)?)?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?(?:\s*[A-Z]{3,4})?$/i;
const bareClock = /^(\d{1,2})[:.时点](\d{1,2})(?:[:.分](?:(\d{1,2})(?:[.,](\d{1,9}))?秒?)?)?$/;
