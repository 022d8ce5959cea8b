import { describe, expect, it } from "vitest";
import { benchFreeze } from "../../bench/freeze.ts";
import { buildFreezeCity } from "../../src/scenario/freeze-city.ts";

describe("the freeze choice", () => {
  it("recovers at least 90 % of what an oracle does with 20 orders, on cities where amounts alone mislead", async () => {
    const report = await benchFreeze(new AbortController().signal);
    expect(report.countedCities).toBeGreaterThanOrEqual(8);
    expect(report.capturedAt20).toBeGreaterThanOrEqual(0.9);
    for (const { captured, amountAlone, counted } of report.cities) {
      if (counted) expect(captured[20]).toBeGreaterThan(amountAlone[20]);
    }
    expect(report.calibration.calibrationError).toBeLessThan(0.05);
    expect(report.marks.recall).toBeGreaterThan(0.85);
    expect(report.marks.falseMarkRate).toBeLessThan(0.08);
  });

  it("plays cities that are the same at every making, with each loss before the orders are sent", () => {
    const [city, again] = [buildFreezeCity(7), buildFreezeCity(7)];
    expect(again.movements.length).toBe(city.movements.length);
    expect(again.statementEndsMs.size).toBe(city.statementEndsMs.size);
    expect(city.losses.every(({ atMs }) => atMs < city.nowMs)).toBe(true);
  });
});
