import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleEntry } from "../../test/generators/audit-log.ts";
import { entryBytes, toStorableEntry } from "./audit-entry.ts";
import { type CanonicalValue, canonicalBytes } from "./canonical-bytes.ts";
import { retirementRule } from "./retention.ts";

const text = (value: CanonicalValue): string => new TextDecoder().decode(canonicalBytes("label", value));

describe("canonicalBytes", () => {
  it("A1: keys in order, no blanks, whole numbers, UTF-8, under a label", () => {
    expect(text({ b: [1, -2, true, null], a: "张三\n" })).toBe('label\n{"a":"张三\\n","b":[1,-2,true,null]}');
  });

  it("A1: what a JSON column gives back, in whatever key order, has the same bytes", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(text(JSON.parse(JSON.stringify(turned)))).toBe(text(value));
        expect(JSON.parse(text(value).slice(6))).toEqual(value);
      }),
      { seed: 1 },
    );
  });

  it("A1: two values have the same bytes only when they are the same", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(text(left) === text(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
      { seed: 2 },
    );
  });

  it.each([[0.5], [2 ** 53], [Number.NaN], ["\0"], ["\ud800"], [{ a: undefined as never }]])(
    "A1: %j has no one form and is refused",
    (value) => {
      expect(() => text(value)).toThrow(/no one form in bytes: at \$/);
    },
  );

  it("A2: any text that a caller sends can be logged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hostile) => {
        const entry = toStorableEntry({ ...sampleEntry(0), purpose: hostile, details: { [hostile]: [hostile] } });
        expect(entryBytes(entry).length).toBeGreaterThan(0);
        expect(entry.purpose.length).toBe(hostile.length);
      }),
      { seed: 3 },
    );
    expect(toStorableEntry({ ...sampleEntry(0), purpose: "a\0\ud800" }).purpose).toBe("a\ufffd\ufffd");
  });
});

describe("retirementRule", () => {
  const day = 86_400_000;

  it("A9: an entry goes when the days of the rule in force at its instant are over; decisions stay", () => {
    const opened = { atMs: 10 * day, action: "person.open" };
    const opening = {
      verb: "open",
      basis: "test",
      keepDays: 1_825,
      code: "open",
      effectiveFromMs: 0,
      effectiveToMs: null,
    };
    expect(retirementRule(opened, [opening], 1_835 * day - 1)).toBeUndefined();
    expect(retirementRule(opened, [opening], 1_835 * day)?.code).toBe("open");
    expect(retirementRule({ ...opened, action: "order.sign" }, [opening], 1e15)).toBeUndefined();
  });

  it("A9: the entry's date picks the row, and without a row it stays", () => {
    const row = { verb: "search", basis: "test", keepDays: 10 };
    const rules = [
      { ...row, code: "old", effectiveFromMs: day, effectiveToMs: 2 * day },
      { ...row, code: "new", effectiveFromMs: 2 * day, effectiveToMs: null, keepDays: 20 },
    ];
    expect(retirementRule({ atMs: 0, action: "case.search" }, rules, 1e15)).toBeUndefined();
    expect(retirementRule({ atMs: 2 * day - 1, action: "case.search" }, rules, 12 * day)?.code).toBe("old");
    expect(retirementRule({ atMs: 2 * day, action: "case.search" }, rules, 12 * day)).toBeUndefined();
  });
});
