import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakLines, type LineMeasure, mayBreak } from "./break-lines.ts";

/** 28 full characters a line; a Latin one is half as wide. */
const measure: LineMeasure = {
  lineWidth: 28,
  indent: 2,
  widthOf: (text) => Array.from(text).reduce((sum, character) => sum + (character < "\u0250" ? 0.5 : 1), 0),
};

function texts(text: string): readonly string[] {
  return breakLines(text, measure).map(({ pieces }) => pieces.join(""));
}

describe("breaking lines", () => {
  test("W2: 28 characters a line, 26 in the first", () => {
    expect(texts("字".repeat(60)).map((line) => line.length)).toEqual([26, 28, 6]);
  });

  test("W2: a mark that would begin a line takes the character before it along", () => {
    expect(texts(`${"字".repeat(26)}。完`)).toEqual(["字".repeat(25), "字。完"]);
    expect(texts(`${"字".repeat(25)}（甲）`)).toEqual(["字".repeat(25), "（甲）"]);
  });

  test("W2: a figure stays whole with what it counts", () => {
    expect(texts(`${"字".repeat(23)}人民币123,456.78元整`)[1]).toMatch(/^123,456\.78元/);
    expect(texts(`${"字".repeat(22)}账号6222021234567890128的`)[1]).toMatch(/^6222021234567890128/);
  });

  test("W2: whatever the text, nothing is lost, no line is too long, and lines break where they may", () => {
    const alphabet = fc.constantFrom(...Array.from("字国元0123456789，。（）《》“”ab,. 、—…"));
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 300 }), (text) => {
        const lines = breakLines(text, measure);
        expect(lines.map(({ pieces }) => pieces.join("")).join("")).toBe(text);
        for (const [index, { pieces, width }] of lines.entries()) {
          expect(width).toBeLessThanOrEqual(index === 0 ? 26 : 28);
          const next = lines[index + 1]?.pieces[0];
          const someGoodPlace = pieces.slice(1).some((piece, at) => mayBreak(pieces[at] ?? "", piece));
          if (next !== undefined && someGoodPlace) expect(mayBreak(pieces.at(-1) ?? "", next)).toBe(true);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
