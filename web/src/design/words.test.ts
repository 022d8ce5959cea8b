import { expect, test } from "vitest";
import { wordsEn } from "./words-en.ts";
import { wordsZhCn } from "./words-zh-cn.ts";

const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test("both languages have the same keys, none empty, and the same places to fill", () => {
  expect(Object.keys(wordsEn)).toEqual(Object.keys(wordsZhCn));
  for (const [key, chinese] of Object.entries(wordsZhCn)) {
    const english = wordsEn[key as keyof typeof wordsEn];
    expect(chinese.length, key).toBeGreaterThan(0);
    expect(english.length, key).toBeGreaterThan(0);
    expect(places(english), key).toEqual(places(chinese));
  }
});
