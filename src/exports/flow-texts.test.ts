import { expect, it } from "vitest";
import { dwellText, shareText } from "./flow-texts.ts";

it("a share is exact for every amount and reads 100% only for the whole", () => {
  expect(shareText(1, 3)).toBe("33.33%");
  expect(shareText(9_007_199_254_740_990, 9_007_199_254_740_991)).toBe("99.99%");
  expect(shareText(9_007_199_254_740_991, 9_007_199_254_740_991)).toBe("100.00%");
  expect(shareText(0, 0)).toBe("");
});

it("a dwell time is days and a clock, and nothing where it is unknown", () => {
  expect(dwellText(null)).toBe("");
  expect(dwellText(0)).toBe("00:00:00");
  expect(dwellText(183_845_999)).toBe("2d 03:04:05");
});
