import { toMinorUnits } from "../../src/money/minor-units.ts";
import { dayMs } from "../../src/recovery/china-calendar.ts";
import { decideReturn, signReturn, withdrawReturn } from "../../src/recovery/decide-return.ts";
import { defaultRules } from "../../src/recovery/default-rules.ts";
import { isHolding } from "../../src/recovery/measure.ts";
import { type BankReceipt, orderPayments, recordReceipt } from "../../src/recovery/pay-return.ts";
import { planReturn, type ProposedShares } from "../../src/recovery/plan-return.ts";
import {
  answerObjection,
  examineGoodFaith,
  fileObjection,
  fileVictimClaim,
  publishNotice,
  recordCheck,
} from "../../src/recovery/prepare-return.ts";
import type { Decision } from "../../src/recovery/refusal.ts";
import { payableFromMs } from "../../src/recovery/return-obstacles.ts";
import { returnStanding, type VictimReturn } from "../../src/recovery/victim-return.ts";
import { act, followUp, type HistoryStep, orderThrough, pick, somebody } from "./order-history.ts";
import { decidedOf, type RecoveryWorld } from "./recovery-world.ts";

/** Plans a return out of a freeze in force; the shares may be far beyond what anybody may get. */
export function planSomeReturn(world: RecoveryWorld, step: HistoryStep): void {
  const [, a, b, c] = step;
  const frozen = [...world.orders.values()].filter((order) => order.kind === "freeze" && isHolding(order, world.nowMs));
  const freeze = pick(frozen, a);
  if (world.losses.size === 0 || openReturns(world).length > 2) return;
  if (freeze === undefined) return orderThrough(world, step);
  const reserve =
    b % 7 === 0 ? { ...act(world, 0), amountMinor: toMinorUnits(1 + (c % 9)), words: "可能还有被害人" } : null;
  const request = {
    id: world.nextId("R"),
    attribution: attributionOf(world, [a, b, c]),
    reserve,
    acceptingUnit: "甲",
    freezingUnit: "甲",
  };
  keep(world, planReturn(request, act(world, a), world.returnFacts(freeze)));
}

function openReturns(world: RecoveryWorld): readonly VictimReturn[] {
  return [...world.returns.values()].filter((one) => !["paid", "withdrawn"].includes(returnStanding(one)));
}

/** Two losses a victim; what a real attribution says besides has no part in a plan. */
function attributionOf(world: RecoveryWorld, [a, b, c]: readonly [number, number, number]): ProposedShares {
  const ids = [...world.losses.keys()];
  const victims = [ids.slice(0, 2), ids.slice(2)]
    .filter((losses) => losses.length > 0)
    .map((losses, index) => ({ name: `V${index}`, losses, shareMinor: toMinorUnits((index === 0 ? b : c) % 80) }));
  const method = (["DIRECT", "TIMESTAMP", "PRO_RATA", "PRO_RATA"] as const)[a % 4] ?? "DIRECT";
  return { method, victims };
}

/** Does the next three things that a return needs. */
export function pushReturn(world: RecoveryWorld, [what, a, b, c]: HistoryStep): void {
  for (const more of [0, 1, 2]) pushOnce(world, [what, a + more, b + more, c + more]);
}

/** Does what a return, most often the oldest, needs next; where the law makes it wait, time goes on. */
function pushOnce(world: RecoveryWorld, step: HistoryStep): void {
  const open = openReturns(world);
  const plan = pick(open, step[3] % 3 === 0 ? step[1] : 0);
  const freeze = world.orders.get(plan?.freezeId ?? "");
  if (plan === undefined || freeze === undefined) return planSomeReturn(world, step);
  const facts = world.returnFacts(freeze);
  switch (returnStanding(plan)) {
    case "planned":
    case "on-notice":
    case "awaiting-approval":
      if (plan.method === "PRO_RATA" && plan.notice === null) return putUpNotice(world, plan, step);
      keep(world, signReturn(plan, somebody(world, plan.signatures.length === 0 ? 1 : 4), facts));
      return;
    case "approved": {
      const decided = decideReturn(plan, { ...act(world, 4), number: "1" }, facts);
      keep(world, decided);
      if ("refused" in decided) waitForNotice(world, plan, step);
      return;
    }
    case "decided":
    case "part-paid":
      return pay(world, plan, step);
    case "with-bank":
      return step[3] % 3 === 0 ? receipt(world, plan, step) : pay(world, pick(open, step[3]) ?? plan, step);
    case "paid":
    case "withdrawn":
  }
}

/** To the very moment from which a notice lets pay, or to the last one before it. */
function waitForNotice(world: RecoveryWorld, plan: VictimReturn, step: HistoryStep): void {
  const fromMs = payableFromMs(plan, { rules: defaultRules }) ?? world.nowMs;
  const waitMs = fromMs - world.nowMs - (step[1] % 4 === 0 ? 1 : 0);
  if (waitMs > 0) world.advance(waitMs);
  else if (step[1] % 3 === 0) keep(world, withdrawReturn(plan, { ...act(world, 1), words: "重新拟订" }));
}

function putUpNotice(world: RecoveryWorld, plan: VictimReturn, step: HistoryStep): void {
  const freeze = world.orders.get(plan.freezeId);
  if (freeze === undefined) return;
  const notice = { ...act(world, 1), place: "报纸" };
  const noticed = publishNotice(plan, notice, world.returnFacts(freeze));
  if ("refused" in noticed) followUp(world, freeze, { kind: "renewal", step });
  else keep(world, noticed);
}

function pay(world: RecoveryWorld, plan: VictimReturn, [, a, b, c]: HistoryStep): void {
  const freeze = world.orders.get(plan.freezeId);
  const share = pick(plan.shares, b);
  if (freeze === undefined || share === undefined) return;
  const { victim } = share;
  const exception = a % 3 === 0 ? { ...act(world, 1), words: "原账户已销户" } : null;
  const claim = { filed: act(world, 1), accountKey: `${victim}-own`, isOriginal: a % 2 === 0, exception };
  let ready = decidedOf(fileVictimClaim(plan, victim, claim)) ?? plan;
  for (const kind of ["identity", "case-file", "original-account"] as const) {
    if (c % 8 !== 0) ready = decidedOf(recordCheck(ready, victim, { ...act(world, 1), kind })) ?? ready;
  }
  world.returns.set(ready.id, ready);
  const officers = c % 9 === 0 ? (["p1", "p1"] as const) : (["p1", "p2"] as const);
  const order = { ...act(world, 1), officers, payments: [{ id: world.nextId("P"), victim }] };
  keep(world, orderPayments(ready, order, world.returnFacts(freeze)));
}

function receipt(world: RecoveryWorld, plan: VictimReturn, [, a, b]: HistoryStep): void {
  const payment = plan.payments.find((one) => one.receipt === null);
  if (payment === undefined) return;
  world.advance((b % 4) * dayMs);
  const freeze = world.orders.get(plan.freezeId);
  if (freeze === undefined) return;
  const { id: paymentId, amountMinor, accountKey } = payment;
  const told: BankReceipt = {
    ...act(world, 1),
    paymentId,
    paid: a % 5 !== 0,
    amountMinor,
    accountKey,
    serial: "1",
    words: "-",
  };
  const done = decidedOf(recordReceipt(plan, freeze, told));
  if (done === null) return;
  world.returns.set(plan.id, done.plan);
  world.keepPayouts(done.payouts, done.freeze);
}

/** Objections, claims of good faith, early decisions and payments, and returns given up: at any moment. */
export function disturbReturn(world: RecoveryWorld, step: HistoryStep): void {
  const [, a, b, c] = step;
  const plan = pick([...world.returns.values()], b);
  const freeze = world.orders.get(plan?.freezeId ?? "");
  if (plan === undefined || freeze === undefined) return;
  const answer = { ...act(world, 2), upheld: c % 4 === 0, words: "已查" };
  switch (a % 8) {
    case 0: {
      const victims = c % 2 === 0 ? null : plan.shares.slice(0, 1).map(({ victim }) => victim);
      const objection = { id: world.nextId("X"), by: "示例", words: "异议", filed: act(world, 0), victims };
      return keep(world, fileObjection(plan, objection));
    }
    case 1:
    case 2:
      return keep(world, answerObjection(plan, plan.objections.at(-1)?.id ?? "", answer));
    case 3:
      return claimGoodFaith(world, plan, c);
    case 4:
    case 5: {
      const claims = world.goodFaith.map((claim) => decidedOf(examineGoodFaith(claim, answer)) ?? claim);
      world.goodFaith = claims;
      return;
    }
    case 6:
      return pay(world, plan, step);
    case 7:
      if (c % 3 === 0) keep(world, withdrawReturn(plan, { ...act(world, 1), words: "重新拟订" }));
      else keep(world, decideReturn(plan, { ...act(world, 4), number: "2" }, world.returnFacts(freeze)));
  }
}

function claimGoodFaith(world: RecoveryWorld, { accountKey }: VictimReturn, number: number): void {
  const evidence = { order: "订单", delivery: "签收", price: "转账" };
  const amountMinor = toMinorUnits(1 + (number % 20));
  const claim = { id: world.nextId("G"), accountKey, holder: "商户", amountMinor, evidence, filed: act(world, 0) };
  world.goodFaith = [...world.goodFaith, { ...claim, examined: null }];
}

function keep(world: RecoveryWorld, decision: Decision<VictimReturn>): void {
  const plan = decidedOf(decision);
  if (plan !== null) world.returns.set(plan.id, plan);
}
