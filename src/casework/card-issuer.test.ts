import { describe, expect, it } from "vitest";
import { cardIssuer, type IssuedRange } from "./card-issuer.ts";
import { cardRanges } from "./card-ranges.ts";

const ranges: readonly IssuedRange[] = [
  { prefix: "622202", digits: 19, bank: "甲" },
  { prefix: "62220212", digits: 19, bank: "乙" },
  { prefix: "622203", digits: 16, bank: "甲" },
  { prefix: "622203", digits: 19, bank: "乙" },
];

describe("whose card a number is", () => {
  it("C13: the longest prefix of its length says it, when the check digit holds", () => {
    expect(cardIssuer("6222021234567890128", ranges)).toEqual({ bank: "乙", standing: "card" });
    expect(cardIssuer("6222020000000000000", ranges)).toEqual({ bank: "甲", standing: "card" });
    expect(cardIssuer("6222021234567890121", ranges)).toBeNull();
    expect(cardIssuer("622202123456789012", ranges)).toBeNull();
  });

  it("C13: while it is typed it is said only where every card that begins so is one bank's", () => {
    expect(cardIssuer("622202", ranges)).toEqual({ bank: "甲", standing: "typing" });
    expect(cardIssuer("62220212345", ranges)).toEqual({ bank: "乙", standing: "typing" });
    expect(cardIssuer("622203", ranges)).toBeNull();
    expect([cardIssuer("62220", ranges), cardIssuer("622209", ranges), cardIssuer("", ranges)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("C13: what is no card has no bank, whatever its digits", () => {
    expect(cardIssuer("1102021234567890128", ranges)).toBeNull();
    expect(cardIssuer("zhifubao@example", ranges)).toBeNull();
  });

  it("C13: the table has each range once, of lengths that cards have", () => {
    const keys = cardRanges.flatMap(({ digits, prefixes }) => prefixes.map((prefix) => `${prefix}/${digits}`));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^62\d{4,8}\/(?:16|17|18|19)$/.test(key))).toBe(true);
  });
});
