import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../../../test/generators/any-text.ts";
import { formatChinaTime, fromWallClock, toWallClock } from "../../flows/china-time.ts";
import { readDateAndTime, readTime, type SerialDates, type TimeReading } from "./read-time.ts";

const plausible: SerialDates = { date1904: false, serials: "plausible" };

function shown(reading: TimeReading | undefined): string {
  return reading === undefined ? "no time" : `${formatChinaTime(reading.atMs, "millisecond")} ${reading.precision}`;
}

describe("every form of the formats document's section 7", () => {
  test.each([
    ["20200102150405", "2020-01-02 15:04:05.000 second"],
    ["202001021504", "2020-01-02 15:04:00.000 minute"],
    ["2020010215", "2020-01-02 15:00:00.000 hour"],
    ["1577948645", "2020-01-02 15:04:05.000 second"],
    ["20200102", "2020-01-02 00:00:00.000 day"],
    ["1577948645000", "2020-01-02 15:04:05.000 millisecond"],
    ["2020-01-02-15.04.05.123456", "2020-01-02 15:04:05.123 millisecond"],
    ["2020-01-02-15.04.05.000000", "2020-01-02 15:04:05.000 second"],
    ["2020-01-02 15:04:05", "2020-01-02 15:04:05.000 second"],
    ["2020/1/2", "2020-01-02 00:00:00.000 day"],
    ["2020/1/2 9:5", "2020-01-02 09:05:00.000 minute"],
    ["2020.1.2", "2020-01-02 00:00:00.000 day"],
    ["2020年1月2日 15时4分5秒", "2020-01-02 15:04:05.000 second"],
    ["2020年1月2日15时4分5秒", "2020-01-02 15:04:05.000 second"],
    ["2020年1月2日", "2020-01-02 00:00:00.000 day"],
    ["43832.627835", "2020-01-02 15:04:05.000 second"],
    ["43832", "2020-01-02 00:00:00.000 day"],
    ["2026-01-27 11:53:50 +0800 CST", "2026-01-27 11:53:50.000 second"],
    ["2020-01-02T07:04:05Z", "2020-01-02 15:04:05.000 second"],
    ["2020-01-02T15:04:05.250+09:00", "2020-01-02 14:04:05.250 millisecond"],
    ["２０２０-01-02 15:04:05", "2020-01-02 15:04:05.000 second"],
    ["2020-01-02 24:00:00", "2020-01-03 00:00:00.000 second"],
    ["2020-01-02 3:04:05 PM", "no time"],
  ])("%s", (text, wanted) => {
    expect(shown(readTime(text, plausible))).toBe(wanted);
  });
});

test("24:00 is marked as rolled forward", () => {
  expect(readTime("2020-01-02 24:00:00", plausible)?.rolledForward).toBe(true);
  expect(readTime("2020-01-02 23:59:59", plausible)?.rolledForward).toBe(false);
});

test("a workbook of 1904 counts from 1904", () => {
  expect(shown(readTime("42370", { date1904: true, serials: "plausible" }))).toBe("2020-01-02 00:00:00.000 day");
});

test("a bare small number is a day only where a person said so", () => {
  expect(readTime("1", plausible)).toBeUndefined();
  expect(shown(readTime("1", { date1904: false, serials: "any" }))).toBe("1970-01-02 00:00:00.000 day");
});

test.each(["2020-02-30", "20201301", "2020-01-02 25:00:00", "2020-01-02 10:60:00", "昨天", "", "12:30", "1.5.2020"])(
  "%s is no time",
  (text) => {
    expect(readTime(text, plausible)).toBeUndefined();
  },
);

test.each([
  ["2020/1/2", "15:04:05", "2020-01-02 15:04:05.000 second"],
  ["20200102", "214951", "2020-01-02 21:49:51.000 second"],
  ["20200102", "94951", "2020-01-02 09:49:51.000 second"],
  ["20200102", "21:49", "2020-01-02 21:49:00.000 minute"],
  ["20200102", "21时49分51秒", "2020-01-02 21:49:51.000 second"],
  ["20200102", "", "2020-01-02 00:00:00.000 day"],
  ["20200102", "2020-01-02 15:04:05", "2020-01-02 15:04:05.000 second"],
  ["20200102", "2020-01-03 15:04:05", "no time"],
  ["20200102", "999999", "no time"],
])("date %s and time %s are one time", (date, time, wanted) => {
  expect(shown(readDateAndTime(date, time, plausible))).toBe(wanted);
});

test("a moment written in any form is read back, as far as the form goes", () => {
  const moment = fc.integer({ min: Date.UTC(1955, 0, 1), max: Date.UTC(2099, 0, 1) }).map((ms) => ms - (ms % 1_000));
  fc.assert(
    fc.property(moment, (atMs) => {
      const { year, month, day, hour, minute, second } = toWallClock(atMs);
      const two = (value: number): string => String(value).padStart(2, "0");
      const digits = `${year}${two(month)}${two(day)}${two(hour)}${two(minute)}${two(second)}`;
      const clock = `${hour}:${minute}:${second}`;
      const forms = [
        digits,
        formatChinaTime(atMs, "second"),
        formatChinaTime(atMs, "second").replaceAll("-", "/"),
        `${year}/${month}/${day} ${clock}`,
        `${year}年${month}月${day}日 ${hour}时${minute}分${second}秒`,
        `${year}-${two(month)}-${two(day)}-${two(hour)}.${two(minute)}.${two(second)}.000000`,
        `${formatChinaTime(atMs, "second")} +0800 CST`,
      ];
      for (const form of forms) expect([form, readTime(form, plausible)?.atMs]).toEqual([form, atMs]);
      expect(readDateAndTime(digits.slice(0, 8), digits.slice(8), plausible)?.atMs).toBe(atMs);
      expect(readTime(digits.slice(0, 8), plausible)?.atMs).toBe(
        fromWallClock({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 }),
      );
    }),
    { seed: 7 },
  );
});

test("no text makes it throw, and what it reads is a whole number of ms", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.stringMatching(/^[\d./: 年月日-]{1,24}$/)), (text) => {
      const reading = readTime(text, { date1904: false, serials: "any" });
      expect(reading === undefined || Number.isSafeInteger(reading.atMs)).toBe(true);
      const joined = readDateAndTime(text, text, plausible);
      expect(joined === undefined || Number.isSafeInteger(joined.atMs)).toBe(true);
    }),
    { seed: 7, numRuns: 1_000 },
  );
});
