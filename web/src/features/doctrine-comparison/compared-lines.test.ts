import { expect, test } from "vitest";
import type { TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { comparedLines } from "./compared-lines.ts";
import { mostCompared, readCompared, spreadOf, toggled } from "./compared-traces.ts";

const account = (name: string, atRestMinor: readonly number[], exitedMinor: readonly number[]) => ({
  account: name,
  holder: "",
  currency: "CNY",
  atRestMinor,
  lostSightMinor: atRestMinor.map(() => 0),
  exitedMinor,
  spreadMinor: 0,
});

const comparison: TraceComparisonView = {
  traces: [
    { trace: null, doctrine: "fifo", purpose: "beside" },
    { trace: null, doctrine: "libr", purpose: "beside" },
  ],
  totals: [],
  losses: {
    rows: [{ loss: "L1", victim: "甲", currency: "CNY", sheets: [null, null], spreadMinor: 0 }],
    total: 1,
  },
  accounts: {
    rows: [account("a", [5, 5], [9, 1]), account("b", [3, 1], [2, 2]), account("c", [7, 7], [0, 0])],
    total: 3,
  },
};

test("T14: accounts that differ most come first, by the amount that is looked at; equal ones by what they have", () => {
  const order = (measure: "atRestMinor" | "exitedMinor") =>
    comparedLines(comparison, measure).accounts.map(({ id, spreadMinor }) => [id, spreadMinor]);
  expect(order("atRestMinor")).toEqual([
    ["b", 2],
    ["c", 0],
    ["a", 0],
  ]);
  expect(order("exitedMinor")).toEqual([
    ["a", 8],
    ["b", 0],
    ["c", 0],
  ]);
});

test("T14: a loss that a trace does not have is no amount, and counts as nothing in the spread", () => {
  expect(comparedLines(comparison, "atRestMinor").losses[0]?.amounts).toEqual([null, null]);
  expect(spreadOf([null, 7])).toBe(7);
});

test("an address that names nothing compares all doctrines; the last is not taken away, and no more than the most added", () => {
  expect(readCompared(null)).toHaveLength(5);
  expect(readCompared("fifo,fifo,0a1b")).toEqual(["fifo", "0a1b"]);
  expect(toggled(["fifo"], "fifo")).toEqual(["fifo"]);
  expect(toggled(["fifo", "libr"], "fifo")).toEqual(["libr"]);
  const full = Array.from({ length: mostCompared }, (_, place) => String(place));
  expect(toggled(full, "fifo")).toEqual(full);
});
