import { describe, expect, it } from "vitest";
import { china, sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { dayMs } from "./china-calendar.ts";
import { decideReturn, signReturn, withdrawReturn } from "./decide-return.ts";
import { defaultHolidays } from "./default-holidays.ts";
import { defaultRules } from "./default-rules.ts";
import { orderPayments, paidOut, recordReceipt } from "./pay-return.ts";
import { planReturn, type ProposedShares, remainderMinor } from "./plan-return.ts";
import {
  answerObjection,
  examineGoodFaith,
  fileObjection,
  fileVictimClaim,
  publishNotice,
  receivePaper,
  recordCheck,
  sendPaper,
} from "./prepare-return.ts";
import type { Decision } from "./refusal.ts";
import { returnClocks } from "./return-clocks.ts";
import type { ReturnFacts } from "./return-facts.ts";
import { type GoodFaithClaim, returnStanding, type VictimReturn } from "./victim-return.ts";

const frozenMs = china("2026-03-02 10:00");
const noticeMs = china("2026-06-01 10:00");
const payMs = china("2026-07-02 00:00");

const freeze = sampleFreeze(frozenMs, china("2026-09-02 10:00"));

const losses = [
  { lossId: "L1", lossMinor: toMinorUnits(90), returnedOtherwiseMinor: toMinorUnits(0) },
  { lossId: "L2", lossMinor: toMinorUnits(60), returnedOtherwiseMinor: toMinorUnits(0) },
];

function facts(change: Partial<ReturnFacts> = {}): ReturnFacts {
  return { rules: defaultRules, holidays: defaultHolidays, freeze, goodFaith: [], losses, returns: [], ...change };
}

const proposal: ProposedShares = {
  method: "PRO_RATA",
  victims: [
    { name: "甲", losses: ["L1"], shareMinor: toMinorUnits(60) },
    { name: "乙", losses: ["L2"], shareMinor: toMinorUnits(40) },
  ],
};

function done<Decided>(decision: Decision<Decided>): Decided {
  if ("refused" in decision) throw new Error(JSON.stringify(decision.refused));
  return decision.decided;
}

function codes(decision: Decision<unknown>): readonly string[] {
  return "refused" in decision ? decision.refused.map(({ code }) => code) : [];
}

const by = (name: string, atMs: number): { readonly by: string; readonly atMs: number } => ({ by: name, atMs });

function planned(attribution: ProposedShares = proposal, given: ReturnFacts = facts()): VictimReturn {
  const request = { id: "R1", attribution, reserve: null, acceptingUnit: "甲局", freezingUnit: "甲局" };
  return done(planReturn(request, by("analyst", noticeMs), given));
}

function approved(plan: VictimReturn): VictimReturn {
  const one = done(signReturn(plan, { ...by("officer", noticeMs), level: "county" }, facts()));
  return done(signReturn(one, { ...by("head", noticeMs), level: "city" }, facts()));
}

function onNotice(plan: VictimReturn = planned()): VictimReturn {
  return done(publishNotice(plan, { ...by("officer", noticeMs), place: "本局网站" }, facts()));
}

function decided(plan: VictimReturn = approved(onNotice())): VictimReturn {
  return done(decideReturn(plan, { ...by("head", payMs), number: "甬公刑返字[2026]1号" }, facts({ returns: [plan] })));
}

function claimed(plan: VictimReturn, victim: string, isOriginal = true): VictimReturn {
  const claim = { filed: by("officer", payMs), accountKey: `${victim}的账户`, isOriginal, exception: null };
  return (["identity", "case-file", "original-account"] as const).reduce(
    (one, kind) => done(recordCheck(one, victim, { ...by("officer", payMs), kind })),
    done(fileVictimClaim(plan, victim, claim)),
  );
}

const carry = {
  ...by("officer", payMs),
  officers: ["民警一", "民警二"],
  payments: [{ id: "P1", victim: "甲" }],
} as const;

function receipt(plan: VictimReturn, paymentId: string): Parameters<typeof recordReceipt>[2] {
  const payment = plan.payments.find(({ id }) => id === paymentId);
  const amountMinor = payment?.amountMinor ?? toMinorUnits(0);
  return {
    ...by("officer", payMs + dayMs),
    paymentId,
    paid: true,
    amountMinor,
    accountKey: payment?.accountKey ?? "",
    serial: "8",
    words: "",
  };
}

describe("returns", () => {
  it("R20: from plan over notice, approval, decision and payment to the bank's receipt, on day 31", () => {
    const ready = claimed(decided(), "甲");
    const carried = done(orderPayments(ready, carry, facts({ returns: [ready] })));
    const paid = done(recordReceipt(carried, freeze, receipt(carried, "P1")));
    expect([planned(), onNotice(), decided(), carried, paid.plan].map(returnStanding)).toEqual([
      "planned",
      "on-notice",
      "decided",
      "with-bank",
      "part-paid",
    ]);
    expect(paid.freeze.measure?.heldMinor).toBe(40);
    expect(paid.payouts).toEqual([{ paymentId: "P1", lossId: "L1", accountKey: freeze.account.key, amountMinor: 60 }]);
    expect(paidOut([paid.plan])).toEqual({ returnedMinor: 60, originalRouteMinor: 60 });
  });

  it("R22: no decision and no payment before day 31 of the notice", () => {
    const plan = approved(onNotice());
    const early = { ...by("head", payMs - 1), number: "1" };
    expect(codes(decideReturn(plan, early, facts({ returns: [plan] })))).toEqual(["notice-running"]);
    const without = approved(planned());
    expect(codes(decideReturn(without, early, facts({ returns: [without] })))).toEqual(["notice-missing"]);
  });

  it("R22: the renewal comes first where notice and bank's days outlast the freeze", () => {
    // Day 31 of a notice of 29 July is 29 August, a Saturday; the bank's third working day ends with 2 September.
    const notice = (day: number): ReturnType<typeof publishNotice> =>
      publishNotice(planned(), { ...by("officer", china(`2026-07-${day} 10:00`)), place: "网站" }, facts());
    expect(codes(notice(29))).toEqual(["renewal-first"]);
    expect(codes(notice(24))).toEqual([]);
  });

  it("R23: a holder's open claim blocks its amount, and comes before any decision; upheld, for good", () => {
    const claim: GoodFaithClaim = {
      id: "G1",
      accountKey: freeze.account.key,
      holder: "某商户",
      amountMinor: toMinorUnits(30),
      evidence: { order: "订单", delivery: "签收", price: "货款" },
      filed: by("duty", noticeMs),
      examined: null,
    };
    const cut = planned(proposal, facts({ goodFaith: [claim] }));
    expect(cut.shares.map(({ amountMinor }) => amountMinor)).toEqual([42, 28]);
    expect(remainderMinor(cut)).toBe(30);
    const decision = { ...by("head", payMs), number: "1" };
    const plan = approved(onNotice());
    const given = facts({ goodFaith: [claim], returns: [plan] });
    expect(codes(decideReturn(plan, decision, given))).toEqual(["good-faith-unexamined", "good-faith-open"]);
    const verdict = { ...by("head", payMs), words: "已查" };
    const upheld = done(examineGoodFaith(claim, { ...verdict, upheld: true }));
    expect(codes(decideReturn(plan, decision, { ...given, goodFaith: [upheld] }))).toEqual(["good-faith-open"]);
    const rejected = done(examineGoodFaith(claim, { ...verdict, upheld: false }));
    expect(codes(decideReturn(plan, decision, { ...given, goodFaith: [rejected] }))).toEqual([]);
    const ready = claimed(claimed(decided(), "甲"), "乙");
    const late = { ...given, returns: [ready] };
    expect(codes(orderPayments(ready, carry, late))).toEqual([]);
    const both = { ...carry, payments: [...carry.payments, { id: "P2", victim: "乙" }] };
    expect(codes(orderPayments(ready, both, late))).toEqual(["good-faith-open"]);
  });

  it("R23: what is reserved for victims not known yet is not shared out", () => {
    const reserve = { ...by("head", noticeMs), amountMinor: toMinorUnits(50), words: "可能还有被害人" };
    const request = { id: "R1", attribution: proposal, reserve, acceptingUnit: "甲局", freezingUnit: "甲局" };
    const plan = done(planReturn(request, by("analyst", noticeMs), facts()));
    expect(plan.shares.map(({ amountMinor }) => amountMinor)).toEqual([30, 20]);
    expect(remainderMinor(plan)).toBe(50);
  });

  it("R24: an objection blocks the payment that it concerns, and no other", () => {
    const objection = { id: "X1", by: "甲的债主", words: "份额有误", filed: by("duty", payMs), victims: ["甲"] };
    const plan = done(fileObjection(claimed(claimed(decided(), "甲"), "乙"), objection));
    const other = { ...carry, payments: [{ id: "P2", victim: "乙" }] };
    expect(codes(orderPayments(plan, carry, facts({ returns: [plan] })))).toEqual(["objection-open"]);
    expect(codes(orderPayments(plan, other, facts({ returns: [plan] })))).toEqual([]);
    const answer = { ...by("head", payMs), words: "不成立", upheld: false };
    const cleared = done(answerObjection(plan, "X1", answer));
    expect(codes(orderPayments(cleared, carry, facts({ returns: [cleared] })))).toEqual([]);
    expect(codes(answerObjection(cleared, "X1", answer))).toEqual(["objection-unknown"]);
  });

  it("R24: never to another account than the one paid from without the recorded exception", () => {
    const other = claimed(decided(), "甲", false);
    expect(codes(orderPayments(other, carry, facts({ returns: [other] })))).toEqual(["not-own-account"]);
    const exception = { ...by("officer", payMs), words: "原账户已销户" };
    const claim = { filed: by("officer", payMs), accountKey: "他行账户", isOriginal: false, exception };
    const refiled = done(fileVictimClaim(other, "甲", claim));
    expect(codes(orderPayments(refiled, carry, facts({ returns: [refiled] })))).toEqual(["checks-missing"]);
  });

  it("R24: not above the loss, whatever was returned elsewhere", () => {
    const other = done(orderPayments(claimed(decided(), "甲"), carry, facts()));
    const elsewhere = { ...other, id: "R0", freezeId: "F0" };
    expect(planned(proposal, facts({ returns: [elsewhere] })).shares[0]?.amountMinor).toBe(30);
    const ready = claimed(decided(), "甲");
    expect(codes(orderPayments(ready, carry, facts({ returns: [ready, elsewhere] })))).toEqual(["above-loss"]);
  });

  it("R24: two officers, the city's approval by another person, a claim, and a freeze in force", () => {
    const one = done(signReturn(onNotice(), { ...by("officer", noticeMs), level: "county" }, facts()));
    const second = (name: string, level: "county" | "city"): readonly string[] =>
      codes(signReturn(one, { ...by(name, noticeMs), level }, facts()));
    expect([second("officer", "city"), second("analyst", "city"), second("head", "county")]).toEqual([
      ["same-person"],
      ["same-person"],
      ["level-too-low"],
    ]);
    const ready = claimed(decided(), "甲");
    const alone = { ...carry, officers: ["民警一", "民警一"] } as const;
    expect(codes(orderPayments(ready, alone, facts({ returns: [ready] })))).toEqual(["officers-missing"]);
    expect(codes(orderPayments(decided(), carry, facts()))).toEqual(["claim-missing"]);
    expect(codes(orderPayments(ready, { ...carry, atMs: china("2026-09-02 10:00") }, facts()))).toEqual([
      "freeze-not-in-force",
    ]);
    expect(codes(orderPayments(approved(onNotice()), carry, facts()))).toContain("not-now");
  });

  it("R24: a payment is ordered once; what the bank could not pay is ordered anew", () => {
    const carried = done(orderPayments(claimed(decided(), "甲"), carry, facts()));
    expect(codes(orderPayments(carried, carry, facts({ returns: [carried] })))).toContain("victim-unknown");
    const told = receipt(carried, "P1");
    const more = { ...told, amountMinor: toMinorUnits(61) };
    expect(codes(recordReceipt(carried, freeze, more))).toEqual(["receipt-differs"]);
    const failed = done(recordReceipt(carried, freeze, { ...told, paid: false, words: "账户已销" }));
    expect([failed.payouts, returnStanding(failed.plan)]).toEqual([[], "decided"]);
    const anew = { ...carry, payments: [{ id: "P9", victim: "甲" }] };
    expect(codes(orderPayments(failed.plan, anew, facts({ returns: [failed.plan] })))).toEqual([]);
  });

  it("R21: a late victim's return is planned out of what is left; finished payouts stay", () => {
    const carried = done(orderPayments(claimed(decided(), "甲"), carry, facts()));
    const first = done(recordReceipt(carried, freeze, receipt(carried, "P1")));
    const late: ProposedShares = {
      method: "DIRECT",
      victims: [{ name: "丙", losses: ["L3"], shareMinor: toMinorUnits(70) }],
    };
    const loss = { lossId: "L3", lossMinor: toMinorUnits(70), returnedOtherwiseMinor: toMinorUnits(0) };
    const given = facts({ freeze: first.freeze, losses: [...losses, loss], returns: [first.plan] });
    expect(planned(late, given).shares[0]?.amountMinor).toBe(40);
    expect(first.plan.payments[0]?.receipt?.paid).toBe(true);
  });

  it("R24: papers of another accepting unit are there before the decision, tracked both ways", () => {
    const request = { id: "R1", attribution: proposal, reserve: null, acceptingUnit: "乙局", freezingUnit: "甲局" };
    let plan = onNotice(done(planReturn(request, by("analyst", noticeMs), facts())));
    const decision = { ...by("head", payMs), number: "1" };
    for (const kind of ["filing", "interview", "account-proof", "identity", "application"] as const) {
      const way = { kind, fromUnit: "乙局", toUnit: "甲局", sent: by("officer", noticeMs) };
      expect(codes(decideReturn(approved(plan), decision, facts()))).toEqual(["papers-missing"]);
      plan = done(receivePaper(done(sendPaper(plan, way)), kind, by("clerk", noticeMs)));
    }
    const ready = done(decideReturn(approved(plan), decision, facts()));
    const back = { kind: "decision", fromUnit: "甲局", toUnit: "乙局", sent: by("officer", payMs) } as const;
    expect(done(sendPaper(ready, back)).papers.at(-1)).toMatchObject({ toUnit: "乙局", received: null });
    expect(codes(sendPaper(ready, { ...back, toUnit: "丙局" }))).toEqual(["papers-missing"]);
  });

  it("R21: nothing is planned without a share, by no method or out of a freeze that ended", () => {
    const request = { id: "R1", attribution: proposal, reserve: null, acceptingUnit: "甲局", freezingUnit: "甲局" };
    const none = { ...request, attribution: { ...proposal, victims: [] } };
    expect(codes(planReturn(none, by("a", noticeMs), facts()))).toEqual(["nothing-to-return"]);
    const method = { ...request, attribution: { ...proposal, method: "NONE" } as const };
    expect(codes(planReturn(method, by("a", noticeMs), facts()))).toEqual(["nothing-to-return"]);
    expect(codes(planReturn(request, by("a", china("2026-09-02 10:00")), facts()))).toEqual(["freeze-not-in-force"]);
  });

  it("R15: clocks of the notice and of the bank's three working days", () => {
    const [notice] = returnClocks(onNotice(), facts(), noticeMs);
    expect(notice).toMatchObject({ code: "notice-ends", dueMs: payMs });
    const carried = done(orderPayments(claimed(decided(), "甲"), carry, facts()));
    expect(returnClocks(carried, facts(), payMs)[0]).toMatchObject({
      code: "bank-return",
      dueMs: china("2026-07-08 00:00"),
    });
    const given = done(withdrawReturn(decided(), { ...by("head", payMs), words: "重新拟订" }));
    expect(returnClocks(given, facts(), payMs)).toEqual([]);
  });
});
