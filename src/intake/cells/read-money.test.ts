import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "../../../test/generators/any-text.ts";
import { CNY } from "../../money/currency.ts";
import { parseDecimal } from "../../money/parse-decimal.ts";
import { readMoney, TOO_LARGE, TOO_MANY_DECIMALS, UNREADABLE } from "./read-money.ts";

test.each([
  ["1020", 102000],
  ["1,020.00", 102000],
  ["1，020.00", 102000],
  ["¥1,020.5", 102050],
  ["￥28.16", 2816],
  ["28.16元", 2816],
  ["人民币28.16元整", 2816],
  ["(12.50)", -1250],
  ["（12.50）", -1250],
  ["-12.50", -1250],
  ["12.50-", -1250],
  ["+10000.00", 1000000],
  ["-¥3", -300],
  ["¥-3", -300],
  [".50", 50],
  ["-.5", -50],
  ["5.", 500],
  ["１２．３４", 1234],
  ["1 234.50", 123450],
  ["0.00", 0],
  ["1.500", 150],
  ["1.5万元", 1500000],
  ["90071992547409.91", 9007199254740991],
])("%s is %d 分", (text, wanted) => {
  expect(readMoney(text, 2)).toBe(wanted);
});

test.each(["", "-", "abc", "1,02", "1,0200", "12,34.5", ",5", "1.2.3", "6.22E+18", "--5", "(-5)", "1-2", "=1+1", "5%"])(
  "%s is no amount",
  (text) => {
    expect(readMoney(text, 2)).toBe(UNREADABLE);
  },
);

test("more decimals than the unit has, and more than is exact, are told apart", () => {
  expect(readMoney("0.001", 2)).toBe(TOO_MANY_DECIMALS);
  expect(readMoney("¥1,000.005", 2)).toBe(TOO_MANY_DECIMALS);
  expect(readMoney("90071992547409.92", 2)).toBe(TOO_LARGE);
  expect(readMoney("9".repeat(400), 2)).toBe(TOO_LARGE);
  expect(readMoney("1.5", 0)).toBe(TOO_MANY_DECIMALS);
});

test("whatever decorates an amount, it is read as the plain decimal would be", () => {
  const amount = fc.record({
    minor: fc.integer({ min: 0, max: 9_007_199_254_740_991 }),
    negative: fc.boolean(),
    mark: fc.constantFrom("", "¥", "￥", "RMB"),
    unit: fc.constantFrom("", "元", " 元", "RMB"),
    commas: fc.boolean(),
    sign: fc.constantFrom("before", "after-mark", "brackets", "behind"),
    wide: fc.boolean(),
  });
  fc.assert(
    fc.property(amount, ({ minor, negative, mark, unit, commas, sign, wide }) => {
      const digits = String(minor).padStart(3, "0");
      const whole = digits.slice(0, -2);
      const number = `${commas ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole}.${digits.slice(-2)}`;
      const minus = negative ? "-" : "";
      const signed = {
        before: `${minus}${mark}${number}${unit}`,
        "after-mark": `${mark}${minus}${number}${unit}`,
        brackets: negative ? `(${mark}${number}${unit})` : `${mark}${number}${unit}`,
        behind: `${mark}${number}${minus}${unit}`,
      }[sign];
      const text = wide
        ? signed.replace(/[0-9,.()-]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
        : signed;
      expect([text, readMoney(text, 2)]).toEqual([text, parseDecimal(`${minus}${whole}.${digits.slice(-2)}`, CNY)]);
    }),
    { seed: 11 },
  );
});

test("no text makes it throw or gives a fraction", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.stringMatching(/^[\d,.()+¥元-]{1,20}$/)), (text) => {
      const value = readMoney(text, 2);
      expect(Number.isSafeInteger(value) || !Number.isFinite(value)).toBe(true);
    }),
    { seed: 11, numRuns: 2_000 },
  );
});
