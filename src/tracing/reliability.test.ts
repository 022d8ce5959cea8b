import { expect, it } from "vitest";
import { reliability } from "./reliability.ts";

it("compares chances with what came of them, bin by bin", () => {
  const told = [
    { chance: 0.9, observed: 1, weight: 1 },
    { chance: 0.9, observed: 0.5, weight: 1 },
    { chance: 0.1, observed: 0, weight: 2 },
    { chance: 1, observed: 1, weight: 1 },
  ];
  const table = reliability(told);
  expect(table.bins).toEqual([
    { from: 0.05, to: 0.2, predicted: 0.1, observed: 0, n: 1 },
    { from: 0.8, to: 0.95, predicted: 0.9, observed: 0.75, n: 2 },
    { from: 0.95, to: 1, predicted: 1, observed: 1, n: 1 },
  ]);
  expect(table.brier).toBeCloseTo((0.01 + 0.16 + 2 * 0.01) / 5, 12);
  expect(table.calibrationError).toBeCloseTo((2 * 0.1 + 2 * 0.15) / 5, 12);
});

it("says nothing of no chances", () => {
  expect(reliability([])).toEqual({ bins: [], brier: 0, calibrationError: 0, n: 0 });
});
