import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DwellCounts, pooledHazards, shrunkHazards, stayingChance } from "./survival-curve.ts";

const runs = { numRuns: 500, seed: 20_240_305 };
const minute = 60_000;
const day = 1_440 * minute;

const span = fc.nat(900 * day);
const parts = fc.array(
  fc.record({
    weight: fc.integer({ min: 1, max: 10 }),
    ageMs: fc.integer({ min: 0, max: 1_200 * day }),
    leaves: fc.boolean(),
  }),
  { maxLength: 30 },
);

function countsOf(seen: readonly { weight: number; ageMs: number; leaves: boolean }[]): DwellCounts {
  const counts = new DwellCounts();
  for (const { weight, ageMs, leaves } of seen) {
    if (leaves) counts.addLeaving(weight, ageMs);
    else counts.addStaying(weight, ageMs);
  }
  return counts;
}

describe("the survival curve", () => {
  it("tells chances between 0 and 1 that never rise with time", () => {
    fc.assert(
      fc.property(parts, parts, fc.tuple(span, span, span), (city, own, [from, more, later]) => {
        const hazards = shrunkHazards(countsOf(own), pooledHazards(countsOf(city), 2), 8);
        const sooner = stayingChance(hazards, from, from + more);
        const longer = stayingChance(hazards, from, from + more + later);
        expect(longer).toBeGreaterThanOrEqual(0);
        expect(sooner).toBeLessThanOrEqual(1);
        expect(longer).toBeLessThanOrEqual(sooner + 1e-12);
      }),
      runs,
    );
  });

  it("chains: staying to an age and then on is staying all along", () => {
    fc.assert(
      fc.property(parts, fc.nat(800 * day), fc.nat(800 * day), (seen, first, second) => {
        const hazards = pooledHazards(countsOf(seen), 2);
        const along = stayingChance(hazards, 0, first + second);
        expect(stayingChance(hazards, 0, first) * stayingChance(hazards, first, first + second)).toBeCloseTo(along, 9);
      }),
      runs,
    );
  });

  it("gives back the shares that were seen when there are many of them", () => {
    const counts = new DwellCounts();
    counts.addLeaving(7_000, 5 * minute);
    counts.addStaying(3_000, 10 * day);
    const hazards = pooledHazards(counts, 2);
    expect(stayingChance(hazards, 0, 10 * minute)).toBeCloseTo(0.3, 2);
    expect(stayingChance(hazards, 10 * minute, 5 * day)).toBeGreaterThan(0.95);
  });

  it("learns of money of any age: what is paid after months or years is not taken to stay", () => {
    for (const ageDays of [61, 100, 200, 500, 1_500]) {
      const counts = new DwellCounts();
      counts.addLeaving(4_000, ageDays * day);
      counts.addStaying(6_000, 2_000 * day);
      const hazards = pooledHazards(counts, 2);
      const chance = stayingChance(hazards, 60 * day, 2_000 * day);
      expect(chance).toBeGreaterThan(0.4);
      expect(chance).toBeLessThan(0.72);
    }
  });

  it("draws an account without history to its like, and one with much to itself", () => {
    const city = new DwellCounts();
    city.addLeaving(900, minute);
    city.addStaying(100, 5 * day);
    const prior = pooledHazards(city, 2);
    expect(shrunkHazards(new DwellCounts(), prior, 8)).toEqual(prior);
    const keeper = new DwellCounts();
    keeper.addStaying(10_000, 5 * day);
    expect(stayingChance(shrunkHazards(keeper, prior, 8), 0, day)).toBeGreaterThan(0.99);
  });
});
