import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticAccountNumber, syntheticCard } from "../scenario/synthetic-numbers.ts";
import { type PastedFault, plainNumber, sortPastedAccounts } from "./pasted-accounts.ts";
import { nameInitials, nameMatches, readQuery } from "./search-query.ts";

const none = (): undefined => undefined;

/** The ways in which people and programs spoil a number without losing a digit of it. */
const dressings: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => number.replace(/(\d{4})(?=\d)/g, "$1 "),
  (number) => number.replace(/(\d{4})(?=\d)/g, "$1-"),
  (number) => number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (number) => `'${number}`,
  (number) => `="${number}"`,
  (number) => `  ${number}\u3000`,
  (number) => `${number}.00`,
  (number) => `\u200b${number}\ufeff`,
];

describe("pasted accounts", () => {
  it("C10: every number is found again, however it was dressed and separated, in its line", () => {
    const dressed = fc.record({
      number: fc.oneof(
        fc.nat({ max: 99_999_999 }).map((serial) => syntheticCard("98", serial)),
        fc.nat({ max: 99_999_999 }).map((serial) => syntheticAccountNumber("98", serial)),
      ),
      dressing: fc.constantFrom(...dressings),
      separator: fc.constantFrom("\n", "\r\n", "\t", ",", "，", "；", "、", ";\n"),
    });
    fc.assert(
      fc.property(fc.array(dressed, { maxLength: 50 }), (list) => {
        const pasted = list.map(({ number, dressing, separator }) => dressing(number) + separator).join("");
        const known = new Set(list.flatMap(({ number }, index) => (index % 2 === 0 ? [number] : [])));
        const sorted = sortPastedAccounts(pasted, (number) => (known.has(number) ? ["A1"] : undefined));
        expect(sorted.map(({ number }) => number)).toEqual(list.map(({ number }) => number));
        for (const one of sorted) {
          expect(one.standing).toBe(known.has(one.number) ? "known" : "unknown");
          expect(one.cases).toEqual(known.has(one.number) ? ["A1"] : []);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each<[string, PastedFault]>([
    ["6.22202E+18", "scientific-notation"],
    ["6.22202Ｅ+１８", "scientific-notation"],
    ["6.2e18", "scientific-notation"],
    ["629998000000001000", "digits-lost"],
    ["990012345678901000", "digits-lost"],
    ["6299****1234", "masked"],
    ["6299XXXX1234", "masked"],
    ["62999800O0000123", "letters-among-digits"],
    ["6299\ufffd8000", "undecodable"],
    ["1234567", "too-short"],
    ["9".repeat(33), "too-long"],
    ["6299980000000001", "check-digit"],
    ["张三", "no-number"],
  ])("C10: %s is malformed: %s", (pasted, fault) => {
    expect(sortPastedAccounts(pasted, none)).toMatchObject([{ standing: "malformed", fault }]);
  });

  it("C10: wallets and mail addresses are numbers too, and what is known is taken as it is", () => {
    expect(
      sortPastedAccounts("wxid_ab12cd34\nzhang@example.com\n2088123456789012", none).map((one) => one.fault),
    ).toEqual([null, null, null]);
    expect(plainNumber("wxid_ab12cd34")).toBe("wxid_ab12cd34");
    expect(plainNumber("6299981234567890-00001")).toBe("6299981234567890");
    expect(sortPastedAccounts("1234567", () => [])).toMatchObject([{ standing: "known", fault: null }]);
  });

  it("C10: nothing that was pasted is dropped: words beside a number, and numbers pasted twice, are told", () => {
    const sorted = sortPastedAccounts("6299 9812 3456 7890 张三\n\n6299981234567890", none);
    expect(sorted.map(({ line, number, sameAsLine }) => [line, number, sameAsLine])).toEqual([
      [1, "6299981234567890", null],
      [1, "张三", null],
      [3, "6299981234567890", 1],
    ]);
  });

  it("C10: hostile text ends in entries, quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const one of sortPastedAccounts(text, none)) expect(one.standing === "malformed").toBe(one.fault !== null);
      }),
      { seed: 2 },
    );
    expect(sortPastedAccounts("1 ".repeat(100_000), none)).toHaveLength(1);
    expect(plainNumber("９".repeat(10))).toBe("9999999999");
  });
});

describe("searching", () => {
  const readings: Readonly<Record<string, readonly string[]>> = {
    单: ["dan", "shan", "chan"],
    雄: ["xiong"],
    信: ["xin"],
    张: ["zhang"],
    三: ["san"],
  };
  const readingsOf = (character: string): readonly string[] => readings[character] ?? [];

  it.each([
    ["1234", { kind: "last-four", tail: "1234" }],
    [" １２３ｘ ", { kind: "last-four", tail: "123X" }],
    ["6299 9812 3456", { kind: "number", number: "629998123456" }],
    ["99010019900307123x", { kind: "number", number: "99010019900307123X" }],
    ["ZS", { kind: "letters", letters: "zs" }],
    ["张三", { kind: "words", words: "张三" }],
    ["\0 \u3000", { kind: "nothing" }],
  ])("C9: %j is read as %j", (typed, query) => {
    expect(readQuery(typed)).toEqual(query);
  });

  it("C9: a name is found by characters and by the initials of any of its readings", () => {
    expect(nameInitials("单雄信", readingsOf)).toEqual(["dxx", "sxx", "cxx"]);
    for (const typed of ["dxx", "SXX", "xx", "雄信", "单"]) {
      expect(nameMatches("单雄信", readQuery(typed), readingsOf), typed).toBe(true);
    }
    for (const typed of ["zs", "信雄", "1234", ""])
      expect(nameMatches("单雄信", readQuery(typed), readingsOf), typed).toBe(false);
    expect(nameMatches("A1贸易", readQuery("a1"), readingsOf)).toBe(true);
  });

  it("C9: a long name of many readings stays within sixteen keys", () => {
    expect(nameInitials("单".repeat(50), readingsOf)).toHaveLength(16);
    expect(nameInitials("·—", readingsOf)).toEqual([]);
  });
});
