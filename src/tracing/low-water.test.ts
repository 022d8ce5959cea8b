import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LowWater } from "./low-water.ts";

describe("LowWater", () => {
  it("T8: answers the lowest seen at a moment or later, as a search over everything seen does", () => {
    const sights = fc.array(fc.record({ later: fc.nat({ max: 2 }), amountMinor: fc.nat({ max: 9 }) }));
    fc.assert(
      fc.property(sights, (list) => {
        const low = new LowWater();
        const seen: { moment: number; amountMinor: number }[] = [];
        let moment = 0;
        for (const { later, amountMinor } of list) {
          moment += later;
          low.observe(moment, amountMinor);
          seen.push({ moment, amountMinor });
          for (let since = 0; since <= moment + 1; since++) {
            const amounts = seen.filter((sight) => sight.moment >= since).map((sight) => sight.amountMinor);
            expect(low.lowestSince(since)).toBe(Math.min(...amounts));
          }
        }
      }),
      { seed: 8 },
    );
  });
});
