import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visitRows } from "./tie-spans.ts";

describe("visitRows", () => {
  it("T7: finds what any order of the rows of a span could reach", () => {
    const edges = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { minLength: 1, maxLength: 12 });
    const cuts = fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 6 });
    fc.assert(
      fc.property(edges, cuts, fc.constantFrom("forwards" as const, "backwards" as const), (rows, drawn, direction) => {
        const ends = drawn.filter((row) => row < rows.length).sort((a, b) => a - b);
        const spans = ends.flatMap((first, index) => {
          const last = ends[index + 1];
          return index % 2 === 0 && last !== undefined ? [{ first, last }] : [];
        });
        const reached = new Set([0]);
        visitRows({ length: rows.length, direction }, spans, (row) => {
          const [from, to] = direction === "forwards" ? rows[row]! : rows[row]!.toReversed();
          if (!reached.has(from!) || reached.has(to!)) return false;
          reached.add(to!);
          return true;
        });
        // The twin: each stretch, a span or a single row, again and again until nothing is new.
        const expected = new Set([0]);
        const inSpan = (row: number): number => spans.findIndex(({ first, last }) => row >= first && row <= last);
        const order = direction === "forwards" ? [...rows.keys()] : [...rows.keys()].reverse();
        for (const row of order) {
          const span = spans[inSpan(row)] ?? { first: row, last: row };
          for (let again = 0; again < rows.length; again++) {
            for (let one = span.first; one <= span.last; one++) {
              const [from, to] = direction === "forwards" ? rows[one]! : rows[one]!.toReversed();
              if (expected.has(from!)) expected.add(to!);
            }
          }
        }
        expect(reached).toEqual(expected);
      }),
      { numRuns: 2_000, seed: 20_240_305 },
    );
  });
});
