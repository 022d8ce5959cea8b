import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CNY, toCurrency } from "./currency.ts";
import { formatDecimal, formatGrouped } from "./format-money.ts";
import { toMinorUnits } from "./minor-units.ts";
import { parseDecimal } from "./parse-decimal.ts";

const amounts = fc.maxSafeInteger().map(toMinorUnits);

describe("parseDecimal", () => {
  it("M3: reads back what formatDecimal wrote, in every currency", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom("CNY", "JPY", "KWD").map(toCurrency), (amount, currency) => {
        expect(parseDecimal(formatDecimal(amount, currency), currency)).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });

  it.each([
    ["0.1", 10],
    [".50", 50],
    ["1.", 100],
    ["+12.340", 1234],
    ["-0.00", 0],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("M2: reads %s as %d", (text, minor) => {
    expect(parseDecimal(text, CNY)).toBe(minor);
  });

  it.each([
    ["", "MONEY_NOT_AN_AMOUNT"],
    [".", "MONEY_NOT_AN_AMOUNT"],
    ["1e3", "MONEY_NOT_AN_AMOUNT"],
    ["1,000", "MONEY_NOT_AN_AMOUNT"],
    ["1.001", "MONEY_TOO_MANY_DECIMALS"],
    ["90071992547409.92", "MONEY_TOO_LARGE"],
  ])("M1, M2: refuses %s as %s", (text, code) => {
    expect(() => parseDecimal(text, CNY)).toThrow(expect.objectContaining({ code }));
  });
});

describe("formatGrouped", () => {
  it.each([
    [123456789, "1,234,567.89"],
    [-5, "−0.05"],
    [0, "0.00"],
    [99999, "999.99"],
  ])("writes %d as %s", (minor, text) => {
    expect(formatGrouped(toMinorUnits(minor), CNY)).toBe(text);
  });
});

describe("toMinorUnits", () => {
  it("M1: refuses fractions and what is too large", () => {
    expect(() => toMinorUnits(0.5)).toThrow(expect.objectContaining({ code: "MONEY_NOT_AN_AMOUNT" }));
    expect(() => toMinorUnits(2 ** 53)).toThrow(expect.objectContaining({ code: "MONEY_TOO_LARGE" }));
  });
});
