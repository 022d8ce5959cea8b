import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMinorUnits } from "./minor-units.ts";
import { splitByWeight } from "./split-by-weight.ts";

const weights = fc
  .array(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((weight) => weight > 0));

/** The slow twin: hands out the units one at a time, each to the part furthest below its exact share. */
function splitOneByOne(total: number, list: readonly number[]): number[] {
  const sum = list.reduce((a, b) => a + b, 0);
  const parts = list.map((weight) => Math.floor((total * weight) / sum));
  while (parts.reduce((a, b) => a + b, 0) < total) {
    const gaps = list.map((weight, index) => total * weight - (parts[index] ?? 0) * sum);
    const index = gaps.indexOf(Math.max(...gaps));
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}

describe("splitByWeight", () => {
  it("M4: parts sum to the whole and are within one unit of the exact share", () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), weights, (total, list) => {
        const parts = splitByWeight(toMinorUnits(total), list);
        const sum = list.reduce((a, b) => a + BigInt(b), 0n);
        expect(parts.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(total));
        parts.forEach((part, index) => {
          const floor = (BigInt(total) * BigInt(list[index] ?? 0)) / sum;
          expect(BigInt(part) - floor === 0n || BigInt(part) - floor === 1n).toBe(true);
        });
      }),
    );
  });

  it("M5: equals the twin that hands out unit by unit", () => {
    const small = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 8 }).filter((l) => l.some((w) => w > 0));
    fc.assert(
      fc.property(fc.nat({ max: 200 }), small, (total, list) => {
        expect(splitByWeight(toMinorUnits(total), list)).toEqual(splitOneByOne(total, list));
      }),
    );
  });

  it("refuses weights that sum to zero", () => {
    expect(() => splitByWeight(toMinorUnits(1), [0, 0])).toThrow(expect.objectContaining({ code: "MONEY_BAD_SPLIT" }));
  });
});
