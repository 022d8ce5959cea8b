/** Days from 1899-12-30, where Excel's serials begin once its invented 1900-02-29 is past, to 1970-01-01. */
const daysToEpoch = 25_569;
const daysFrom1900To1904 = 1_462;
/** 9999-12-31, the last day Excel knows. */
const lastSerial = 2_958_465;
const daySeconds = 86_400;

/** What a number format shows. */
export type FormatKind = "number" | "date" | "date-minute" | "date-second" | "time";

/** Built-in formats that show dates or times, East Asian ones included, by id. */
const builtInFormats: ReadonlyMap<number, FormatKind> = new Map([
  ...kinds("date", [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]),
  ...kinds("time", [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56]),
  ...kinds("date-minute", [22]),
]);

/** What the number format with this id and code shows. */
export function formatKind(id: number, code: string): FormatKind {
  return builtInFormats.get(id) ?? formatKindOfCode(code);
}

/** What a format code such as `yyyy-mm-dd hh:mm:ss` shows: literals, colours and conditions are looked past. */
export function formatKindOfCode(code: string): FormatKind {
  const [section = ""] = code.split(";");
  const bare = section.replace(/\[(h+|m+|s+)\]/gi, "$1").replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "");
  if (/general/i.test(bare)) return "number";
  const hasDay = /[yd年月日]/i.test(bare) || /^[^hs]*m[^hs]*$/i.test(bare);
  const hasTime = /[hs时分秒]/i.test(bare);
  if (!hasDay) return hasTime ? "time" : "number";
  if (!hasTime) return "date";
  return /[s秒]/i.test(bare) ? "date-second" : "date-minute";
}

/**
 * The text of a date cell: `YYYY-MM-DD`, with ` HH:MM` or ` HH:MM:SS` when the format shows them or the value has
 * them, `HH:MM:SS` for a bare time, so that nobody takes a day for midnight. A serial out of range stays a number.
 */
export function dateText(serial: number, kind: FormatKind, date1904: boolean): string {
  if (kind === "number" || !(serial >= 0 && serial <= lastSerial)) return numberText(serial);
  const seconds = Math.round(serial * daySeconds);
  const days = Math.floor(seconds / daySeconds);
  const time = new Date((seconds - days * daySeconds) * 1_000).toISOString().slice(11, 19);
  if (kind === "time" && days === 0) return time;
  const sinceEpoch = days + (date1904 ? daysFrom1900To1904 : days < 60 ? 1 : 0) - daysToEpoch;
  const day = new Date(sinceEpoch * daySeconds * 1_000).toISOString().slice(0, 10);
  if (kind === "date" && time === "00:00:00") return day;
  return `${day} ${kind === "date-minute" && time.endsWith(":00") ? time.slice(0, 5) : time}`;
}

/** A number as Excel knows it, to 15 significant digits, written out in full. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isSafeInteger(value)) return String(value);
  return writtenOut(String(Number(value.toPrecision(15))));
}

/**
 * A number as an xlsx stores it. Plain digits are kept as they stand, however many: some writers store 19 of them
 * exactly where a double could not. What Excel wrote with 17 digits reads as it shows it.
 */
export function storedNumberText(stored: string): string {
  if (/^-?\d+(\.\d{1,2})?$/.test(stored)) return stored;
  const value = Number(stored);
  return stored.trim() === "" || Number.isNaN(value) ? stored : numberText(value);
}

/** Whether a number in a cell of the type number has more digits than such a cell keeps, and shows it. */
export function isSpoiled(text: string): boolean {
  return text.length >= 18 && /^\d+0000$/.test(text);
}

function writtenOut(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = "", first = "", rest = "", power = "0"] = match;
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, "0")}${point < digits.length ? `.${digits.slice(point)}` : ""}`;
}

function kinds(kind: FormatKind, ids: readonly number[]): readonly (readonly [number, FormatKind])[] {
  return ids.map((id) => [id, kind] as const);
}
