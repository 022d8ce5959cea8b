import { expect, test } from "vitest";
import type { Say } from "../../design/language.tsx";
import { wordsEn } from "../../design/words-en.ts";
import { dwellText } from "./dwell-text.ts";
import { waitText } from "./wait-text.ts";

const say: Say = (key, values = {}) =>
  wordsEn[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));

test("how long money lay is told by its two largest units, and no time at all as 0 s", () => {
  const seconds = [0, 59, 60, 3_605, 86_400, 100_000_000];
  expect(seconds.map((one) => dwellText(one * 1000, say))).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 h",
    "1 d",
    "1157 d 9 h",
  ]);
});

test("a bank's response time is told in minutes below an hour, and exactly above", () => {
  expect([5, 60, 90].map((minutes) => waitText(minutes, say))).toEqual(["5 min", "1 h", "1 h 30 min"]);
});
