import { expect, it } from "vitest";
import { bankYields } from "./request-yields.ts";

it("counts everything as brought back while no bank has answered", () => {
  expect(bankYields([])("江城银行")).toEqual({ yieldPpm: 1_000_000, answered: 0 });
});

it("draws a bank's yield to that of all banks, the less the more it has answered", () => {
  const outcomes = [
    { bank: "甲", askedMinor: 100, broughtBackMinor: 0 },
    { bank: "乙", askedMinor: 200, broughtBackMinor: 200 },
  ];
  const yieldOf = bankYields(outcomes);
  expect(yieldOf("丙")).toEqual({ yieldPpm: 500_000, answered: 0 });
  expect(yieldOf("甲")).toEqual({ yieldPpm: 375_000, answered: 1 });
  expect(yieldOf("乙")).toEqual({ yieldPpm: 625_000, answered: 1 });
});
