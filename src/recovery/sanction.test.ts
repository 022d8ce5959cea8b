import { describe, expect, it } from "vitest";
import { china } from "../../test/generators/sample-freeze.ts";
import { dayMs } from "./china-calendar.ts";
import { defaultRules } from "./default-rules.ts";
import type { Decision } from "./refusal.ts";
import { type Sanction, type SanctionProposal, sanctionStanding } from "./sanction.ts";
import {
  answerComplaint,
  contestSanction,
  decideSanction,
  liftSanction,
  proposeSanction,
  sanctionClocks,
  serveSanction,
} from "./sanction-steps.ts";

const nowMs = china("2026-03-02 10:00");
const proposal: SanctionProposal = {
  id: "S1",
  caseId: "C1",
  unitCode: "330200000000",
  subject: { kind: "person", name: "示例", idNumber: "99010019900307123X", accounts: [] },
  ground: "accounts",
  count: 3,
  hasLargeEffect: false,
  factMs: china("2025-06-01 00:00"),
  basis: { receipt: null, sources: ["row:1"], score: null },
};

function decided(decision: Decision<Sanction>): Sanction {
  if ("decided" in decision) return decision.decided;
  throw new Error(decision.refused.map(({ code }) => code).join());
}
function refusals(decision: Decision<Sanction>): readonly string[] {
  return "refused" in decision ? decision.refused.map(({ code }) => code) : [];
}
const propose = (change: Partial<SanctionProposal> = {}): Decision<Sanction> =>
  proposeSanction({ ...proposal, ...change }, { by: "analyst", atMs: nowMs }, defaultRules);
const approval = { by: "head", atMs: nowMs, level: "city", approved: true, words: "" } as const;
const alone = { rules: defaultRules, running: [] };
const approved = (change: Partial<SanctionProposal> = {}): Sanction =>
  decided(decideSanction(decided(propose(change)), approval, alone));

describe("sanctions", () => {
  it("R37: rest on source rows: neither a score nor a proposal without them is taken", () => {
    const basis = { receipt: null, sources: [], score: "0.97" };
    expect(refusals(propose({ basis }))).toEqual(["score-without-sources", "sources-missing"]);
    expect(refusals(propose({ basis: { ...basis, sources: [" "], score: null } }))).toEqual(["sources-missing"]);
  });

  it("R37: the second person is another, of the city; below the number of the rule, with large effect, of the province", () => {
    const one = decided(propose());
    expect(refusals(decideSanction(one, { ...approval, by: "analyst" }, alone))).toEqual(["same-person"]);
    expect(refusals(decideSanction(one, { ...approval, level: "county" }, alone))).toEqual(["level-too-low"]);
    expect(refusals(propose({ count: 2 }))).toEqual(["below-number"]);
    const below = decided(propose({ count: 2, hasLargeEffect: true }));
    expect(refusals(decideSanction(below, approval, alone))).toEqual(["level-too-low"]);
    expect(decided(decideSanction(below, { ...approval, level: "province" }, alone)).decision?.term).not.toBeNull();
    expect(refusals(propose({ ground: "false-identity", count: 0 }))).toEqual([]);
  });

  it("R38: facts of 2018, 2020, 2023 and 2025 give four different results", () => {
    const terms = ["2018", "2020", "2023", "2025"].map(
      (year) => approved({ factMs: china(`${year}-06-01 00:00`) }).decision?.term,
    );
    expect(terms.map((term) => [term?.ruleFrom, term?.toMs, term?.covers.join()])).toEqual([
      ["2017-01-01", china("2031-03-02 10:00"), "financial,credit"],
      ["2019-04-01", china("2031-03-02 10:00"), "financial,credit"],
      ["2022-12-01", china("2031-03-02 10:00"), "financial,telecom,internet,credit"],
      ["2024-12-01", china("2028-03-02 10:00"), "financial,telecom,credit"],
    ]);
    expect(new Set(terms.map((term) => JSON.stringify(term))).size).toBe(4);
  });

  it("R38: a conviction before the rule knew it is refused; since 2024 it lasts three years", () => {
    expect(refusals(propose({ ground: "convicted", factMs: china("2018-06-01 00:00") }))).toEqual([
      "ground-not-in-rule",
    ]);
    expect(approved({ ground: "convicted" }).decision?.term?.toMs).toBe(china("2029-03-02 10:00"));
    expect(refusals(propose({ factMs: nowMs + 1 }))).toEqual(["fact-to-come"]);
  });

  it("R38: repeated listing runs on from the end of the one before, to five years in all", () => {
    const first = approved().decision?.term;
    if (!first) throw new Error("no term");
    const laterMs = china("2027-01-01 00:00");
    const again = (running: readonly (typeof first)[]): Sanction["decision"] =>
      decided(decideSanction(decided(propose()), { ...approval, atMs: laterMs }, { rules: defaultRules, running }))
        .decision;
    const second = again([first])?.term;
    expect(second).toMatchObject({ fromMs: first.toMs, toMs: china("2030-03-02 10:00") });
    if (!second) throw new Error("no term");
    expect(again([first, second])?.term).toMatchObject({ fromMs: second.toMs, toMs: china("2031-03-02 10:00") });
  });

  it("R39: a complaint is answered by other hands within its time; upheld, the sanction is lifted", () => {
    const served = decided(serveSanction(approved(), { by: "officer", atMs: nowMs + 1, how: "直接送达" }));
    expect(refusals(serveSanction(served, { by: "officer", atMs: nowMs + 2, how: "再送" }))).toEqual(["not-now"]);
    const contested = decided(contestSanction(served, { by: "officer", atMs: nowMs + 2, words: "并未出借" }));
    expect(sanctionStanding(contested, nowMs + 3)).toBe("contested");
    expect(sanctionClocks(contested, defaultRules, nowMs + 3).map(({ code }) => code)).toEqual([
      "sanction-complaint",
      "sanction-ends",
    ]);
    const answer = { atMs: nowMs + dayMs, upheld: true, words: "查明被冒用" };
    for (const by of ["analyst", "head"]) {
      expect(refusals(answerComplaint(contested, { ...answer, by }))).toEqual(["same-person"]);
    }
    const lifted = decided(answerComplaint(contested, { ...answer, by: "other" }));
    expect(sanctionStanding(lifted, answer.atMs)).toBe("lifted");
    const kept = decided(answerComplaint(contested, { ...answer, by: "other", upheld: false }));
    expect(sanctionStanding(kept, answer.atMs)).toBe("in-force");
    expect(refusals(answerComplaint(kept, { ...answer, by: "other" }))).toEqual(["not-now"]);
  });

  it("R46: ends by itself on the dot, and what ended is neither lifted nor contested", () => {
    const one = approved();
    const endMs = one.decision?.term?.toMs ?? 0;
    expect([endMs - 1, endMs].map((atMs) => sanctionStanding(one, atMs))).toEqual(["in-force", "ended"]);
    expect(refusals(liftSanction(one, { by: "head", atMs: endMs, words: "x" }))).toEqual(["not-now"]);
    expect(refusals(liftSanction(one, { by: "analyst", atMs: nowMs, words: "x" }))).toEqual(["same-person"]);
    const refused = decided(
      decideSanction(decided(propose()), { ...approval, approved: false, words: "证据不足" }, alone),
    );
    expect(sanctionStanding(refused, nowMs)).toBe("refused");
  });
});
