import { expect, test } from "vitest";
import { groupedNumber, moneyText, roughMoneyText, shortNumber } from "./figures.ts";

test("money is written with its sign, grouped, to the 分", () => {
  expect(moneyText(123_456_789, "CNY")).toBe("¥1,234,567.89");
  expect(moneyText(-5, "CNY")).toBe("−¥0.05");
  expect(moneyText(1_200, "JPY")).toBe("JP¥1,200");
  expect(moneyText(100, "THB")).toBe("THB 1.00");
});

test("long sums have a rough figure beside the exact one", () => {
  expect(roughMoneyText(123_456_789, "CNY")).toBe("123.46 万元");
  expect(roughMoneyText(99_999, "CNY")).toBe("");
});

test("account numbers stand in groups of four; shortened they keep both ends", () => {
  expect(groupedNumber("6222021234567890123")).toBe("6222 0212 3456 7890 123");
  expect(groupedNumber("alipay@example.com")).toBe("alipay@example.com");
  expect(shortNumber("6222021234567890123")).toBe("6222…0123");
});
