import { describe, expect, it } from "vitest";
import { china, sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { RecoveryWorld } from "../../test/generators/recovery-world.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { answerOrder } from "./answer-order.ts";
import { decideReturn, signReturn } from "./decide-return.ts";
import { defaultRules } from "./default-rules.ts";
import { draftOrder } from "./draft-order.ts";
import { clocksOf } from "./order-clocks.ts";
import type { Order, OrderRequest } from "./order.ts";
import { orderPayments, paidOut, recordReceipt } from "./pay-return.ts";
import { planReturn } from "./plan-return.ts";
import { fileVictimClaim, publishNotice, recordCheck } from "./prepare-return.ts";
import { recoveryRates } from "./recovery-rates.ts";
import { recoverySheet } from "./recovery-sheet.ts";
import type { Decision } from "./refusal.ts";
import { restateLoss } from "./restate-loss.ts";
import { reviewOrder } from "./review-order.ts";
import { sendOrder, signOrder } from "./sign-order.ts";
import type { VictimReturn } from "./victim-return.ts";

/** 8,000 yuan reported by phone; the statement later shows 7,999.50, of which 2,999.50 had been drawn in cash. */
const reportedMinor = toMinorUnits(800_000);
const boundMinor = toMinorUnits(799_950);
const heldMinor = toMinorUnits(500_000);
const payee = "A";

function done<Decided>(decision: Decision<Decided>): Decided {
  if ("refused" in decision) throw new Error(JSON.stringify(decision.refused));
  return decision.decided;
}

/** At that moment, after everything that lapses until then was posted. */
function at(world: RecoveryWorld, text: string): { readonly by: string; readonly atMs: number } {
  world.advance(china(text) - world.nowMs);
  return { by: "duty", atMs: world.nowMs };
}

function sheetOf(world: RecoveryWorld): readonly number[] {
  const {
    lossMinor,
    returnedMinor,
    heldMinor: held,
    atRestMinor,
    exitedMinor,
    lostSightMinor,
  } = recoverySheet(world.transactions, world.nowMs).total;
  return [lossMinor, returnedMinor, held, atRestMinor, exitedMinor, lostSightMinor];
}

/** Drafts, signs by two where it takes two, and sends. */
function sent(world: RecoveryWorld, request: OrderRequest, text: string): Order {
  const act = at(world, text);
  const draft = done(draftOrder(request, act, defaultRules));
  const one = done(signOrder(draft, { ...act, level: "officer" }, world.orderFacts()));
  const head = { ...act, by: "head", level: "county" } as const;
  const two = request.kind === "freeze" ? done(signOrder(one, head, world.orderFacts())) : one;
  const order = done(sendOrder(two, { ...act, taskNumber: request.id }, world.orderFacts()));
  world.keepOrder(order);
  return order;
}

function answered(world: RecoveryWorld, order: Order, text: string): Order {
  const recorded = at(world, text);
  const stated = { atMs: recorded.atMs, balanceMinor: heldMinor };
  const outcome = order.amountMinor === heldMinor ? "full" : "partial";
  const answer = { outcome, effectiveMs: recorded.atMs, amountMinor: heldMinor, recorded, stated } as const;
  const after = done(answerOrder(order, answer, { rules: defaultRules, target: null })).order;
  world.keepOrder(after);
  return after;
}

const receipt = { payer: "V", amountMinor: reportedMinor, atMs: china("2026-03-01 23:40"), serial: "" };
const { account } = sampleFreeze(0, 1);
const wanted: OrderRequest = {
  id: "S1",
  kind: "stop-payment",
  caseId: "C1",
  unitCode: "330200000000",
  account: { ...account, key: payee },
  amountMinor: reportedMinor,
  tracedMinor: reportedMinor,
  basis: { receipt, sources: ["report:1"], score: null },
  term: "ordinary",
  hold: null,
  targetId: null,
};

describe("a night", () => {
  it("R8, R12, R15, R22, R24, R30–R34: from a call at 00:00 to the return on day 31, every 分", () => {
    const world = new RecoveryWorld();
    at(world, "2026-03-02 00:00");
    const pending = { bucket: "lost-sight", place: payee, amountMinor: reportedMinor, paymentId: null } as const;
    world.keepLoss({ lossId: "L1", lossMinor: reportedMinor, traced: [pending], payouts: [] });
    expect(sheetOf(world)).toEqual([800_000, 0, 0, 0, 0, 800_000]);

    const stop = answered(world, sent(world, wanted, "2026-03-02 00:05"), "2026-03-02 00:20");
    expect(sheetOf(world)).toEqual([800_000, 0, 500_000, 0, 0, 300_000]);
    const clocks = clocksOf(stop, world.orderFacts(), world.nowMs);
    expect(clocks.map(({ code, dueMs, warnings }) => [code, dueMs, warnings])).toEqual([
      ["review", china("2026-03-02 12:05"), []],
      ["stop-payment-ends", china("2026-03-04 00:20"), ["case-not-filed"]],
    ]);
    const review = { ...at(world, "2026-03-02 09:00"), by: "second", verdict: "upheld", words: "相符" } as const;
    world.keepOrder(done(reviewOrder(stop, review, defaultRules)));

    world.filedMs = at(world, "2026-03-02 10:00").atMs;
    at(world, "2026-03-02 15:00");
    const traced = [
      { bucket: "at-rest", place: payee, amountMinor: heldMinor, paymentId: null },
      { bucket: "exited", place: "cash", amountMinor: toMinorUnits(299_950), paymentId: null },
    ] as const;
    const loss = world.losses.get("L1");
    if (loss === undefined) throw new Error("no loss");
    world.keepLoss(done(restateLoss(loss, { lossMinor: boundMinor, traced }, [])));
    expect(sheetOf(world)).toEqual([799_950, 0, 500_000, 0, 299_950, 0]);

    const bound = { ...wanted, id: "F1", kind: "freeze", amountMinor: heldMinor, tracedMinor: heldMinor } as const;
    const freeze = answered(world, sent(world, bound, "2026-03-02 16:00"), "2026-03-02 17:00");
    expect(freeze.measure?.periods[0].toMs).toBe(china("2026-09-02 17:00"));
    at(world, "2026-03-05 00:00");
    expect(sheetOf(world)).toEqual([799_950, 0, 500_000, 0, 299_950, 0]);

    const plan = returnOf(world, freeze);
    const paid = done(
      recordReceipt(plan, freeze, {
        ...at(world, "2026-05-07 11:00"),
        paymentId: "P1",
        paid: true,
        amountMinor: heldMinor,
        accountKey: "V",
        serial: "1",
        words: "",
      }),
    );
    world.keepPayouts(paid.payouts, paid.freeze);
    expect(sheetOf(world)).toEqual([799_950, 500_000, 0, 0, 299_950, 0]);
    const rates = recoveryRates(recoverySheet(world.transactions, world.nowMs).total, paidOut([paid.plan]));
    expect([rates.held, rates.returned, rates.originalRoute].map(({ basisPoints }) => basisPoints)).toEqual([
      6_250, 10_000, 10_000,
    ]);
    expect(recoverySheet(world.transactions, china("2026-03-02 12:00")).total).toMatchObject({
      lossMinor: 800_000,
      heldMinor: 500_000,
    });
  });
});

/** Plan, notice of 5 April, approval; decided and ordered of the bank on 6 May, which is day 31. */
function returnOf(world: RecoveryWorld, freeze: Order): VictimReturn {
  const facts = world.returnFacts(freeze);
  const shares = [{ name: "被害人", losses: ["L1"], shareMinor: heldMinor }];
  const request = { id: "R1", reserve: null, acceptingUnit: "甲局", freezingUnit: "甲局" };
  const attribution = { method: "PRO_RATA", victims: shares } as const;
  const notice = { ...at(world, "2026-04-05 09:00"), place: "本局网站" };
  let plan = done(planReturn({ ...request, attribution }, notice, facts));
  plan = done(publishNotice(plan, notice, facts));
  plan = done(signReturn(plan, { ...notice, by: "officer", level: "county" }, facts));
  plan = done(signReturn(plan, { ...notice, by: "head", level: "city" }, facts));
  const dayBefore = { ...at(world, "2026-05-05 23:59"), number: "1" };
  expect(decideReturn(plan, dayBefore, facts)).toMatchObject({ refused: [{ code: "notice-running" }] });
  const day31 = at(world, "2026-05-06 00:00");
  plan = done(decideReturn(plan, { ...day31, number: "1" }, facts));
  const claim = { filed: day31, accountKey: "V", isOriginal: true, exception: null };
  plan = done(fileVictimClaim(plan, "被害人", claim));
  for (const kind of ["identity", "case-file", "original-account"] as const) {
    plan = done(recordCheck(plan, "被害人", { ...day31, kind }));
  }
  const payments = [{ id: "P1", victim: "被害人" }];
  return done(orderPayments(plan, { ...day31, officers: ["民警一", "民警二"], payments }, facts));
}
