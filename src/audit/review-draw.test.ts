import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "./audit-entry.ts";
import { isLookup, reviewReasons } from "./review-draw.ts";
import { chainStart, sealEntries } from "./seal-entries.ts";

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const entry = (n: number, change: Partial<AuditEntry> = {}): AuditEntry => {
  const who = { userId: "u1", userName: "员", unitCode: "330200000000" };
  const what = { action: "person.open", subject: "report:1", purpose: "A1", details: {} };
  return { n, id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`, atMs: n, ...who, ...what, ...change };
};

describe("the draw for review", () => {
  it("A11: draws 2 % of what is looked up, the same again from the same log", () => {
    const entries = Array.from({ length: 20_000 }, (_, at) => entry(at + 1));
    const draw = (): number[] => {
      const seals = sealEntries(chainStart, entries, digest);
      return seals.flatMap((seal, at) => (reviewReasons(entries[at] ?? entry(0), seal).length > 0 ? [seal.seq] : []));
    };
    const drawn = draw();
    expect(drawn.length).toBeGreaterThan(340);
    expect(drawn.length).toBeLessThan(460);
    expect(draw()).toEqual(drawn);
  });

  it("A11: the lowest fiftieth of all hashes is drawn, and nothing above it", () => {
    const lot = (share: number): string =>
      Math.floor(share * 2 ** 32)
        .toString(16)
        .padStart(8, "0") + "f".repeat(56);
    expect(reviewReasons(entry(1), { chainHash: lot(0) })).toEqual(["drawn"]);
    expect(reviewReasons(entry(1), { chainHash: lot(0.019_999) })).toEqual(["drawn"]);
    expect(reviewReasons(entry(1), { chainHash: lot(0.020_001) })).toEqual([]);
  });

  it("A11: a looking-up of oneself or a colleague is always reviewed", () => {
    const never = { chainHash: "f".repeat(64) };
    expect(reviewReasons(entry(1, { details: { flags: ["self", "x"] } }), never)).toEqual(["self"]);
    expect(reviewReasons(entry(1, { details: { flags: ["colleague"] } }), never)).toEqual(["colleague"]);
    expect(reviewReasons(entry(1, { details: { flags: "self" } }), never)).toEqual([]);
    expect(reviewReasons(entry(1, { action: "order.sign", details: { flags: ["self"] } }), never)).toEqual([]);
  });

  it("A11: openings, searches and exports are drawn from, by persons; reading the log is not", () => {
    const looked = (action: string, userId = "u1"): boolean => isLookup({ action, userId });
    const lookups = [
      "case.open",
      "records.search",
      "account.known",
      "case.export",
      "look.whose",
      "return.open-proposal",
    ];
    expect(lookups.filter((action) => !looked(action))).toEqual([]);
    expect([looked("audit.open"), looked("review.search"), looked("order.sign"), looked("case.open", "")]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
