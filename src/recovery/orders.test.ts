import { describe, expect, it } from "vitest";
import { china } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { answerOrder, orderOfTask, statedBalance } from "./answer-order.ts";
import { approvalWanted } from "./approval.ts";
import { dayMs, hourMs } from "./china-calendar.ts";
import { defaultRules } from "./default-rules.ts";
import { amendOrder, draftOrder, redraftOrder } from "./draft-order.ts";
import { clocksOf } from "./order-clocks.ts";
import type { OrderFacts } from "./order-obstacles.ts";
import { standingOf } from "./order-standing.ts";
import type { Order, OrderAnswer, OrderKind, OrderRequest } from "./order.ts";
import { type Decision, refusalSentence } from "./refusal.ts";
import { demandRelease, reviewOrder } from "./review-order.ts";
import { noteTaskNumber, sendOrder, signOrder, withdrawOrder } from "./sign-order.ts";

const rules = defaultRules;
const startMs = china("2025-08-31 10:00");

const request: OrderRequest = {
  id: "O1",
  kind: "stop-payment",
  caseId: "C1",
  unitCode: "330200000000",
  account: { key: "6222000000000001", bank: "演示银行", holder: "示例甲", isCorporate: false, province: "33" },
  amountMinor: toMinorUnits(5_000_00),
  tracedMinor: toMinorUnits(5_000_00),
  basis: {
    receipt: { payer: "6222000000000099", amountMinor: toMinorUnits(5_000_00), atMs: startMs - hourMs, serial: "" },
    sources: ["report:R1"],
    score: null,
  },
  term: "ordinary",
  hold: null,
  targetId: null,
};

function facts(accountOrders: readonly Order[] = [], filedMs: number | null = startMs - dayMs): OrderFacts {
  return { rules, filedMs, homeProvince: "33", accountOrders, decidedReturns: [] };
}

function done<Decided>(decision: Decision<Decided>): Decided {
  if ("refused" in decision) throw new Error(decision.refused.map((one) => refusalSentence(one, "en")).join("; "));
  return decision.decided;
}

function codes(decision: Decision<unknown>): readonly string[] {
  return "refused" in decision ? decision.refused.map(({ code }) => code) : [];
}

function draft(change: Partial<OrderRequest> = {}): Order {
  return done(draftOrder({ ...request, ...change }, { by: "analyst", atMs: startMs }, rules));
}

/** Signed by the duty officer and, where it takes two, by the head of the county's police. */
function signed(order: Order, given: OrderFacts = facts()): Order {
  const one = done(signOrder(order, { by: "officer", level: "officer", atMs: startMs }, given));
  if (standingOf(one, rules, startMs) === "signed") return one;
  return done(signOrder(one, { by: "head", level: "city", atMs: startMs }, given));
}

function sent(order: Order, given: OrderFacts = facts()): Order {
  return done(sendOrder(signed(order, given), { by: "officer", atMs: startMs, taskNumber: `T-${order.id}` }, given));
}

const stoppedMs = startMs + hourMs / 2;
function full(amountMinor: number, effectiveMs: number = stoppedMs): OrderAnswer {
  return {
    outcome: "full",
    effectiveMs,
    amountMinor: toMinorUnits(amountMinor),
    recorded: { by: "officer", atMs: effectiveMs + hourMs },
    stated: { atMs: effectiveMs, balanceMinor: toMinorUnits(6_000_00) },
  };
}

function answered(order: Order, answer: OrderAnswer, target: Order | null = null): Order {
  return done(answerOrder(order, answer, { rules, target })).order;
}

function freeze(change: Partial<OrderRequest> = {}): Order {
  return answered(sent(draft({ id: "F1", kind: "freeze", ...change })), full(5_000_00));
}

describe("stop-payment", () => {
  it("R6: goes out on one signature; R8: ends 48 hours after the bank's moment, on the dot", () => {
    const order = answered(sent(draft()), full(5_000_00));
    const endMs = stoppedMs + 48 * hourMs;
    expect(standingOf(order, rules, stoppedMs)).toBe("in-force");
    expect(standingOf(order, rules, endMs - 12 * hourMs)).toBe("expiring");
    expect(standingOf(order, rules, endMs - 1)).toBe("expiring");
    expect(standingOf(order, rules, endMs)).toBe("lapsed");
  });

  it("R11: a third one on an account is refused, whatever the case; those that never took effect do not count", () => {
    const first = answered(sent(draft({ id: "S1", caseId: "C7" })), full(5_000_00));
    const tooLate = answered(sent(draft({ id: "S2" })), {
      outcome: "too-late",
      recorded: { by: "officer", atMs: startMs + hourMs },
      stated: null,
    });
    const pending = sent(draft({ id: "S3" }), facts([first, tooLate]));
    const third = draft({ id: "S4" });
    const signature = { by: "officer", level: "officer", atMs: startMs } as const;
    expect(codes(signOrder(third, signature, facts([first, tooLate])))).toEqual([]);
    expect(codes(signOrder(third, signature, facts([first, tooLate, pending, third])))).toEqual(["stops-used-up"]);
  });

  it("R12: a second person reviews; refused, a release is due within the hours of the rule", () => {
    const order = sent(draft());
    const review = { atMs: startMs + hourMs, verdict: "refused", words: "金额不符" } as const;
    expect(codes(reviewOrder(order, { ...review, by: "officer" }, rules))).toEqual(["same-person"]);
    const refused = done(reviewOrder(order, { ...review, by: "second" }, rules));
    expect(refused.releaseDue).toMatchObject({ reason: "review-refused", dueMs: startMs + 3 * hourMs });
    expect(codes(reviewOrder(refused, { ...review, by: "third" }, rules))).toEqual(["not-now"]);
    const unsent = done(reviewOrder(signed(draft()), { ...review, by: "second" }, rules));
    const send = { by: "officer", atMs: startMs, taskNumber: "" };
    expect(codes(sendOrder(unsent, send, facts()))).toEqual(["review-refused"]);
  });

  it("R9: needs its receipt and an amount", () => {
    const empty = { ...request, basis: { ...request.basis, receipt: null }, amountMinor: toMinorUnits(0) };
    expect(codes(draftOrder(empty, { by: "a", atMs: startMs }, rules))).toEqual(["amount-missing", "receipt-missing"]);
  });

  it("R9: nobody signs what would reach no bank", () => {
    const order = draft({ account: { ...request.account, bank: " " } });
    expect(codes(signOrder(order, { by: "o", level: "officer", atMs: startMs }, facts()))).toEqual(["bank-missing"]);
  });

  it("R6: a draft may be changed until somebody signs it", () => {
    const changes = { amountMinor: toMinorUnits(4_000_00) };
    expect(done(amendOrder(draft(), changes, rules)).amountMinor).toBe(4_000_00);
    expect(codes(amendOrder(signed(draft()), changes, rules))).toEqual(["not-now"]);
    expect(codes(amendOrder(draft(), { amountMinor: toMinorUnits(-1) }, rules))).toEqual(["amount-missing"]);
  });

  it("R10: may not rest on a score alone", () => {
    const order = draft({ basis: { ...request.basis, sources: [], score: "0.97" } });
    expect(codes(signOrder(order, { by: "o", level: "officer", atMs: startMs }, facts()))).toEqual([
      "score-without-sources",
    ]);
  });
});

describe("freeze", () => {
  const first = { by: "officer", level: "officer", atMs: startMs } as const;

  it("R6: the second person comes first and is never the same; R7: of the level that is wanted", () => {
    const one = done(signOrder(draft({ kind: "freeze" }), first, facts()));
    expect(standingOf(one, rules, startMs)).toBe("awaiting-approval");
    const send = { by: "officer", atMs: startMs, taskNumber: "" };
    expect(codes(sendOrder(one, send, facts()))).toEqual(["not-now"]);
    for (const by of ["officer", "analyst"]) {
      expect(codes(signOrder(one, { by, level: "city", atMs: startMs }, facts()))).toEqual(["same-person"]);
    }
    expect(codes(signOrder(one, { by: "head", level: "officer", atMs: startMs }, facts()))).toEqual(["level-too-low"]);
    expect(codes(signOrder(one, { by: "head", level: "county", atMs: startMs }, facts()))).toEqual([]);
  });

  it.each<[Partial<OrderRequest>, string]>([
    [{ amountMinor: toMinorUnits(5_000_01) }, "above-traced"],
    [{ amountMinor: null }, "whole-account"],
    [{ account: { ...request.account, isCorporate: true } }, "corporate-account"],
    [{ account: { ...request.account, province: "44" } }, "outside-province"],
    [{ account: { ...request.account, province: "" } }, "outside-province"],
    [{ term: "major" }, "longer-term"],
  ])("R7: %j needs the city's approval: %s", (change, reason) => {
    const order = draft({ kind: "freeze", ...change });
    expect(approvalWanted(order, facts())).toEqual({ level: "city", reasons: [reason] });
  });

  it("R9: none before the case is filed", () => {
    for (const filedMs of [null, startMs + 1]) {
      expect(codes(signOrder(draft({ kind: "freeze" }), first, facts([], filedMs)))).toEqual(["case-not-filed"]);
    }
  });

  it("R8: six months, on the month's last day; a renewal starts at the old end", () => {
    const frozen = freeze();
    expect(frozen.measure?.periods[0].toMs).toBe(china("2026-02-28 10:30"));
    const signMs = china("2026-02-01 10:30");
    const renewal = renewalOf(frozen, signMs);
    const { target } = done(answerOrder(renewal, full(0, signMs), { rules, target: frozen }));
    expect(target?.measure?.periods[1]).toEqual({
      fromMs: china("2026-02-28 10:30"),
      toMs: china("2026-08-28 10:30"),
      orderId: "N1",
    });
    expect(standingOf(target ?? frozen, rules, china("2026-03-01 10:30"))).toBe("renewed");
  });

  it("R8: what lapsed is not renewed", () => {
    const frozen = freeze();
    const late = china("2026-02-28 10:30");
    const renewal = done(
      draftOrder({ ...request, id: "N1", kind: "renewal", targetId: "F1" }, { by: "analyst", atMs: late }, rules),
    );
    expect(codes(signOrder(renewal, { ...first, atMs: late }, facts([frozen])))).toEqual(["measure-over"]);
  });

  it("R16: behind another unit's it holds nothing until it comes first, and counts from then", () => {
    const recorded = { by: "officer", atMs: stoppedMs };
    const queued = answered(sent(draft({ kind: "freeze" })), {
      outcome: "queued",
      behindUnit: "另一单位",
      behindEndsMs: startMs + 40 * dayMs,
      recorded,
      stated: null,
    });
    expect(standingOf(queued, rules, stoppedMs)).toBe("queued");
    expect(clockCodes(queued, stoppedMs)).toEqual(["queue-ends"]);
    const effectiveMs = startMs + 40 * dayMs;
    const first16 = answered(queued, full(5_000_00, effectiveMs));
    expect(first16.measure?.periods[0].fromMs).toBe(effectiveMs);
  });

  it("R14: a release within three days; a partial one keeps the disputed amount", () => {
    const frozen = freeze();
    const foundMs = startMs + 5 * dayMs;
    const keepMinor = toMinorUnits(1_000_00);
    const due = done(demandRelease(frozen, { by: "x", atMs: foundMs, reason: "unconnected", keepMinor }, rules));
    expect(due.releaseDue?.dueMs).toBe(foundMs + 3 * dayMs);
    expect(clocksOf(due, facts([due]), foundMs + 3 * dayMs)[0]).toMatchObject({ code: "release", overdue: true });
    const release = releaseOf(due, foundMs);
    const answer = { ...full(4_000_00, foundMs), outcome: "partial" } as OrderAnswer;
    const { target } = done(answerOrder(release, answer, { rules, target: due }));
    expect(target).toMatchObject({
      releaseDue: { doneMs: foundMs },
      measure: { heldMinor: 1_000_00, releasedMs: null },
    });
    const whole = done(answerOrder(release, full(5_000_00, foundMs), { rules, target: due })).target;
    expect(standingOf(whole ?? due, rules, foundMs)).toBe("released");
  });
});

describe("answers", () => {
  it("R13: one that cannot be true is refused", () => {
    const order = sent(draft());
    const before = { ...full(5_000_00), effectiveMs: startMs - 1 };
    const after = { ...full(5_000_00), effectiveMs: startMs + 9 * hourMs };
    const more = full(5_000_01);
    const less = { ...full(5_000_00), outcome: "partial" } as OrderAnswer;
    const tried = [before, after, more, less].map((one) => codes(answerOrder(order, one, { rules, target: null })));
    expect(tried).toEqual([
      ["answer-out-of-time"],
      ["answer-out-of-time"],
      ["answer-does-not-fit"],
      ["answer-does-not-fit"],
    ]);
  });

  it("R13: closes the one order of its task number, and a failure becomes a new request", () => {
    const order = sent(draft());
    expect(done(orderOfTask([order, draft({ id: "O2" })], "T-O1")).id).toBe("O1");
    expect(codes(orderOfTask([order, { ...order, id: "O3" }], "T-O1"))).toEqual(["task-twice"]);
    expect(codes(orderOfTask([order], ""))).toEqual(["task-unknown"]);
    expect(done(orderOfTask([done(noteTaskNumber(order, "P-7"))], "P-7")).id).toBe("O1");
    expect(codes(noteTaskNumber(signed(draft()), "P-7"))).toEqual(["not-now"]);
    const answer: OrderAnswer = {
      outcome: "refused",
      reason: "wrong-receipt",
      words: "流水号不符",
      recorded: { by: "officer", atMs: stoppedMs },
      stated: null,
    };
    const refused = answered(order, answer);
    expect(standingOf(refused, rules, stoppedMs)).toBe("answered");
    expect(codes(orderOfTask([refused], "T-O1"))).toEqual(["task-unknown"]);
    const again = redraftOrder(refused, { id: "O9", by: "analyst", atMs: stoppedMs });
    expect(again).toMatchObject({ id: "O9", answer: null, sent: null, basis: order.basis });
  });

  it("R13: a stated balance is a witness", () => {
    expect(statedBalance(freeze())).toEqual({
      accountKey: request.account.key,
      atMs: stoppedMs,
      balanceMinor: 6_000_00,
    });
  });
});

describe("protective hold", () => {
  const hold = { reason: "正在被骗", endMs: startMs + 24 * hourMs, livingMinor: toMinorUnits(500_00) };

  it("R17: needs a reason and an end within the rule, leaves living costs, and is lifted on request", () => {
    const wanted = { ...request, kind: "protective-hold", amountMinor: null } as const;
    const act = { by: "analyst", atMs: startMs };
    expect(codes(draftOrder(wanted, act, rules))).toEqual(["hold-terms-missing"]);
    const long = { ...hold, endMs: startMs + 73 * hourMs };
    expect(codes(draftOrder({ ...wanted, hold: long }, act, rules))).toEqual(["hold-too-long"]);
    const held = answered(sent(draft({ ...wanted, hold })), full(9_000_00));
    expect(standingOf(held, rules, hold.endMs)).toBe("lapsed");
    const asked = done(demandRelease(held, { by: "duty", atMs: stoppedMs, reason: "holder-asked" }, rules));
    expect(asked.releaseDue?.dueMs).toBe(stoppedMs + 2 * hourMs);
    expect(codes(demandRelease(freeze(), { by: "d", atMs: stoppedMs, reason: "holder-asked" }, rules))).toEqual([
      "not-now",
    ]);
  });
});

describe("clocks", () => {
  it("R15: sorted, with alarms 12, 4 and 1 hours before, and warnings while the case is not filed", () => {
    const order = answered(sent(draft()), full(5_000_00));
    const endMs = stoppedMs + 48 * hourMs;
    const clocks = clocksOf(order, facts([order], null), endMs - 4 * hourMs);
    expect(clocks.map(({ code, overdue }) => [code, overdue])).toEqual([
      ["review", true],
      ["stop-payment-ends", false],
    ]);
    expect(clocks[1]).toMatchObject({
      dueMs: endMs,
      warnings: ["case-not-filed"],
      alarms: [
        { atMs: endMs - 12 * hourMs, rung: true },
        { atMs: endMs - 4 * hourMs, rung: true },
        { atMs: endMs - hourMs, rung: false },
      ],
    });
    expect(clockCodes(order, endMs)).toEqual(["review"]);
  });

  it("R15: a freeze warns 30, 15, 7, 3 and 1 days before; what was sent waits for the bank's answer", () => {
    const [clock] = clocksOf(freeze(), facts(), stoppedMs);
    const days = clock?.alarms.map(({ atMs }) => (clock.dueMs - atMs) / dayMs);
    expect(days).toEqual([30, 15, 7, 3, 1]);
    expect(clockCodes(sent(draft()), startMs)).toEqual(["bank-answer", "review"]);
  });

  it("a withdrawn order has none", () => {
    const taken = done(withdrawOrder(signed(draft()), { by: "officer", atMs: startMs, words: "重复" }, rules));
    expect([standingOf(taken, rules, startMs), clockCodes(taken, startMs)]).toEqual(["withdrawn", []]);
  });
});

function clockCodes(order: Order, atMs: number): readonly string[] {
  return clocksOf(order, facts([order]), atMs).map(({ code }) => code);
}

function renewalOf(frozen: Order, atMs: number): Order {
  return followUp("renewal", frozen, atMs);
}

function releaseOf(frozen: Order, atMs: number): Order {
  return followUp("release", frozen, atMs);
}

function followUp(kind: OrderKind, target: Order, atMs: number): Order {
  const wanted = { ...request, id: "N1", kind, amountMinor: null, targetId: target.id };
  const given = facts([target]);
  const one = done(draftOrder(wanted, { by: "analyst", atMs }, rules));
  const two = done(signOrder(one, { by: "officer", level: "officer", atMs }, given));
  const three = kind === "renewal" ? done(signOrder(two, { by: "head", level: "city", atMs }, given)) : two;
  return done(sendOrder(three, { by: "officer", atMs, taskNumber: "N" }, given));
}
