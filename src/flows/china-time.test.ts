import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysInMonth, formatChinaTime, fromWallClock, toWallClock } from "./china-time.ts";

const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) });

/** The slow twin: the platform's own calendar, eight hours on. */
function platformText(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().replace("T", " ").replace("Z", "");
}

describe("China time", () => {
  it("agrees with the platform's calendar on every instant", () => {
    fc.assert(
      fc.property(instants, (atMs) => {
        expect(formatChinaTime(atMs, "millisecond")).toBe(platformText(atMs));
      }),
    );
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(instants, (atMs) => {
        expect(fromWallClock(toWallClock(atMs))).toBe(atMs);
      }),
    );
  });

  it("shows no more than the precision", () => {
    const atMs = Date.UTC(2024, 2, 5, 6, 3, 22, 7);
    expect(formatChinaTime(atMs, "day")).toBe("2024-03-05");
    expect(formatChinaTime(atMs, "hour")).toBe("2024-03-05 14");
    expect(formatChinaTime(atMs, "minute")).toBe("2024-03-05 14:03");
    expect(formatChinaTime(atMs, "second")).toBe("2024-03-05 14:03:22");
  });

  it.each([
    [2023, 2, 29],
    [1900, 2, 29],
    [2024, 13, 1],
    [2024, 4, 31],
    [2024, 0, 1],
  ])("refuses %d-%d-%d, which does not exist", (year, month, day) => {
    expect(fromWallClock({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 })).toBeUndefined();
  });

  it("knows leap years by the Gregorian rule", () => {
    expect([2000, 2023, 2024, 2100].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
  });
});
