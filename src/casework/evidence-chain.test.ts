import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChainFinding, type CustodyLink, custodyFindings, usesItUp } from "./evidence-chain.ts";

const kinds = ["source", "extraction", "fixing", "hand-over", "examination", "storage", "comparison"] as const;

/** A chain without a break: each link begins where the last ended, with its seal and what it left. */
function soundChain(length: number): CustodyLink[] {
  return Array.from({ length }, (_, index) => ({
    kind: kinds[index % kinds.length] ?? "storage",
    person: `警员${index}`,
    place: "物证室",
    atMs: index * 100,
    untilMs: index * 100 + 100,
    sealIn: `F${index}`,
    sealOut: `F${index + 1}`,
    amount: { before: 100 - index, used: 1, after: 99 - index },
    sha256: "ab".repeat(32),
  }));
}

const breaks: readonly {
  readonly kind: ChainFinding["kind"];
  readonly by: (link: CustodyLink) => Partial<CustodyLink>;
  readonly from: number;
}[] = [
  { kind: "data-missing", by: () => ({ person: "" }), from: 0 },
  { kind: "data-missing", by: () => ({ place: "" }), from: 0 },
  { kind: "order-broken", by: (link) => ({ atMs: (link.atMs ?? 0) - 50 }), from: 1 },
  { kind: "seal-changed", by: () => ({ sealIn: "F-else" }), from: 1 },
  { kind: "amount-wrong", by: ({ amount }) => ({ amount: amount && { ...amount, used: amount.used + 1 } }), from: 0 },
  { kind: "gap", by: (link) => ({ atMs: (link.atMs ?? 0) + 50 }), from: 1 },
];

describe("a chain of custody", () => {
  it("C12: a sound chain has no finding, and each break is found at its link", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), fc.constantFrom(...breaks), (length, at, broken) => {
        const links = soundChain(length);
        expect(custodyFindings(links)).toEqual([]);
        const link = broken.from + (at % (length - broken.from));
        const spoiled = links.map((one, index) => (index === link ? { ...one, ...broken.by(one) } : one));
        const lengthMs = broken.kind === "gap" ? 50 : 0;
        expect(custodyFindings(spoiled)).toEqual([{ kind: broken.kind, link, lengthMs }]);
      }),
      { seed: 9 },
    );
  });

  it("C12: content that changed is found across links without a hash", () => {
    const links = soundChain(4).map((link, index) => ({ ...link, sha256: ["aa", "", "", "bb"][index] ?? "" }));
    expect(custodyFindings(links)).toEqual([{ kind: "content-changed", link: 3, lengthMs: 0 }]);
  });

  it("C12: the test that uses the last of a sample is told beforehand", () => {
    expect(usesItUp({ amount: { before: 5, used: 5, after: 0 } })).toBe(true);
    expect(usesItUp({ amount: { before: 5, used: 4, after: 1 } })).toBe(false);
    expect(usesItUp({ amount: null })).toBe(false);
  });
});
