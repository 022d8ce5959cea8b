import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestAscent } from "./longest-ascent.ts";

/** By trying every value as the end of the longest ascent before it. */
function naiveLength(values: readonly number[]): number {
  const longest: number[] = [];
  for (const [place, value] of values.entries()) {
    const before = values.slice(0, place).map((other, at) => (other < value ? longest[at]! : 0));
    longest.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...longest);
}

describe("a longest ascent", () => {
  it("T13: ascends strictly, leaves out what must be, and is as long as one can be", () => {
    const column = fc.array(fc.record({ value: fc.nat({ max: 12 }), out: fc.integer({ min: 0, max: 4 }) }), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(column, (given) => {
        const leftOut = Uint8Array.from(given, ({ out }) => (out === 0 ? 1 : 0));
        const chosen = longestAscent(
          Uint32Array.from(given, ({ value }) => value),
          leftOut,
        );
        const values = given.filter((_, place) => chosen[place] === 1).map(({ value }) => value);
        expect(values).toEqual([...new Set(values)].toSorted((a, b) => a - b));
        expect(given.some((_, place) => chosen[place] === 1 && leftOut[place] === 1)).toBe(false);
        expect(values.length).toBe(naiveLength(given.filter(({ out }) => out !== 0).map(({ value }) => value)));
      }),
      { numRuns: 2_000, seed: 20_261_123 },
    );
  });
});
