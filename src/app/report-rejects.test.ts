import { expect, it } from "vitest";
import type { OpenReject } from "./rejected-rows.ts";
import { nameRejects, rejectsBetween } from "./report-rejects.ts";

const reject = (sha256: string, row: number): OpenReject => ({
  kind: "underived",
  outcome: "rejected-direction",
  place: { sha256, sheet: 0, row },
});
const at = (sha256: string, row: number) => ({ sha256, sheet: 0, row });

it("a rejected row counts for a break only strictly between its two rows, in whichever way the statement runs", () => {
  const between = rejectsBetween([reject("a", 9), reject("a", 5), reject("a", 7), reject("b", 6)]);
  expect(between(at("a", 5), at("a", 9))).toBe(1);
  expect(between(at("a", 10), at("a", 4))).toBe(3);
  expect(between(at("a", 7), at("a", 7))).toBe(0);
  expect(between(at("a", 4), at("b", 10))).toBe(0);
});

it("names the rejected rows of these files only, with their reason", () => {
  expect(nameRejects([reject("a", 5), reject("b", 6)], new Map([["b", "b.csv"]]))).toEqual([
    { path: "b.csv", sheet: 0, row: 6, field: "", reason: "rejected-direction" },
  ]);
});
