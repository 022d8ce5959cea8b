import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveSheet } from "../../test/conformance/naive-recovery.ts";
import { doStep } from "../../test/generators/recovery-history.ts";
import { RecoveryWorld } from "../../test/generators/recovery-world.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { hourMs } from "./china-calendar.ts";
import { groupBy } from "./group-by.ts";
import type { Order } from "./order.ts";
import { recoverySheet } from "./recovery-sheet.ts";
import type { ReturnPayment, VictimReturn } from "./victim-return.ts";

const histories = Number(process.env["SLUICE_HISTORIES"] ?? 5_000);
const number = fc.nat({ max: 10_000 });
const steps = fc.array(fc.tuple(number, number, number, number), { minLength: 20, maxLength: 60 });

describe("recovery histories", () => {
  it(`R20–R24, R30–R33: ${histories} random ones`, { timeout: 600_000 }, () => {
    const reached = { paid: 0, onNotice: 0, byException: 0, lateVictims: 0, lapses: 0 };
    const property = fc.property(steps, (list) => {
      const world = new RecoveryWorld();
      for (const step of list) doStep(world, step);
      world.advance(hourMs);
      const plans = [...world.returns.values()];
      const faults = [
        ...ledgerFaults(world),
        ...orderFaults(world),
        ...plans.flatMap((plan) => returnFaults(world, plan)),
      ];
      expect(faults.filter((words) => words !== "")).toEqual([]);
      const paid = plans.filter(({ payments }) => payments.some(wasPaid));
      reached.paid += paid.length;
      reached.onNotice += paid.filter(({ method }) => method === "PRO_RATA").length;
      reached.byException += paid.filter((plan) => plan.payments.some((one) => wasPaid(one) && !one.isOriginal)).length;
      reached.lateVictims += new Set(paid.map(({ freezeId }) => freezeId)).size < paid.length ? 1 : 0;
      reached.lapses += world.transactions.filter(({ cause }) => cause === "lapse").length;
    });
    fc.assert(property, { seed: 4, numRuns: histories });
    // The histories are worth their time only where they come to all of this.
    expect(Object.entries(reached).filter(([, count]) => count < histories / 100)).toEqual([]);
  });
});

/** Balanced at every date, nothing below zero, and as the slow twin lays it out of the events alone. */
function ledgerFaults({ transactions, events, nowMs }: RecoveryWorld): readonly string[] {
  const sums = transactions.map(({ postings }) => {
    const byLoss = groupBy(postings, ({ lossId }) => lossId);
    return [...byLoss.values()].map((own) => own.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  });
  const dates = [...new Set([...transactions.map(({ atMs }) => atMs), nowMs])];
  const differing = dates
    .filter((_, index) => index % 5 === 0 || index === dates.length - 1)
    .map((atMs) => ({ ledger: ledgerAt(transactions, atMs), twin: inOrder(naiveSheet(events, atMs)) }))
    .filter(({ ledger, twin }) => ledger !== twin);
  return [
    ...sums.flat().map((sum) => fault(sum !== 0, "a transaction does not balance")),
    ...differing.map(({ ledger, twin }) => `the ledger has ${ledger}, its twin ${twin}`),
  ];
}

/** The ledger's amounts by loss, bucket and place, as text; the sheet is drawn as well, and has to balance. */
function ledgerAt(transactions: RecoveryWorld["transactions"], atMs: number): string {
  expect(recoverySheet(transactions, atMs).losses.length).toBeLessThanOrEqual(4);
  const sums = new Map<string, number>();
  for (const posting of transactions.filter((one) => one.atMs <= atMs).flatMap(({ postings }) => postings)) {
    const key = `${posting.lossId} ${posting.bucket} ${posting.place}`;
    if (posting.bucket !== "lost") sums.set(key, (sums.get(key) ?? 0) + posting.amountMinor);
  }
  return inOrder(sums);
}

function inOrder(sums: ReadonlyMap<string, number>): string {
  const lines = [...sums].filter(([, amount]) => amount !== 0).map(([key, amount]) => `${key} ${amount}`);
  return lines.sort().join("; ");
}

function orderFaults({ orders, filedMs }: RecoveryWorld): readonly string[] {
  const all = [...orders.values()];
  const stops = all.filter((one) => one.kind === "stop-payment" && one.measure !== null);
  const perAccount = [...groupBy(stops, ({ account }) => account.key).values()];
  const sent = all.filter((one) => one.sent !== null);
  const freezes = sent.filter(({ kind }) => kind === "freeze" || kind === "renewal");
  return [
    ...perAccount.map((list) => fault(list.length > 2, "a third stop-payment")),
    ...sent.map(({ basis }) => fault(basis.score !== null && basis.sources.length === 0, "rests on a score alone")),
    ...freezes.flatMap(({ drafted, signatures: [first, second], sent: out }) => [
      fault(filedMs === null || filedMs > (out?.atMs ?? 0), "frozen before the case was filed"),
      fault(second === undefined || [drafted.by, first?.by].includes(second.by), "no second person"),
    ]),
  ];
}

function returnFaults(world: RecoveryWorld, plan: VictimReturn): readonly string[] {
  const freeze = world.orders.get(plan.freezeId);
  const paidBy = (plans: readonly VictimReturn[]): number =>
    plans.flatMap(({ payments }) => payments.filter(wasPaid)).reduce((sum, one) => sum + one.amountMinor, 0);
  const ofFreeze = [...world.returns.values()].filter(({ freezeId }) => freezeId === plan.freezeId);
  const frozenMinor = doneMinor(freeze);
  const beyond = [...world.losses.values()].filter(
    ({ lossMinor, payouts }) => payouts.reduce((sum, one) => sum + one.amountMinor, 0) > lossMinor,
  );
  return [
    fault(paidBy([plan]) > plan.frozenMinor - (plan.reserve?.amountMinor ?? 0), "paid what was reserved"),
    fault(paidBy(ofFreeze) > frozenMinor, "paid more than was frozen"),
    ...beyond.map(({ lossId }) => `paid above the loss ${lossId}`),
    ...plan.payments.flatMap((payment) => paymentFaults(plan, payment, freeze)),
  ];
}

function paymentFaults(plan: VictimReturn, payment: ReturnPayment, freeze: Order | undefined): readonly string[] {
  const { atMs, officers } = payment.ordered;
  const [first, second] = plan.signatures;
  const share = plan.shares.find(({ victim }) => victim === payment.victim);
  const isOpen = payment.receipt?.paid !== false;
  const objected = plan.objections.some(
    ({ filed, answer, victims }) =>
      filed.atMs < atMs &&
      (answer === null || answer.upheld || answer.atMs > atMs) &&
      (victims === null || victims.includes(payment.victim)),
  );
  const isHeld = freeze?.measure?.periods.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs) === true;
  const day = plan.method === "PRO_RATA" ? dayOfNotice(plan.notice?.atMs ?? atMs, atMs) : 31;
  return [
    fault(day < 31, "paid before day 31 of the notice"),
    fault(isOpen && !payment.isOriginal && (share?.claim?.exception ?? null) === null, "paid to another's account"),
    fault(isOpen && share?.checks.length !== 3, "paid unchecked"),
    fault(objected, "paid while an objection was open"),
    fault(!isHeld, "paid out of a freeze that had ended"),
    fault(officers[0] === officers[1], "carried by one officer"),
    fault(second?.level !== "city" || first?.by === second.by, "not approved by the city"),
    fault((plan.decision?.atMs ?? Number.POSITIVE_INFINITY) > atMs, "paid before it was decided"),
  ];
}

function doneMinor(freeze: Order | undefined): number {
  const answer = freeze?.answer ?? null;
  return answer !== null && "amountMinor" in answer ? answer.amountMinor : 0;
}

/** The fault in words where there is one, else nothing. */
function fault(holds: boolean, words: string): string {
  return holds ? words : "";
}

/** The day of a notice that an instant falls on, counted day by day on China's calendar: the next day is the first. */
function dayOfNotice(fromMs: number, atMs: number): number {
  const today = formatChinaTime(atMs, "day");
  let days = 0;
  for (let at = fromMs; at <= atMs + 24 * hourMs; at += 24 * hourMs) {
    if (formatChinaTime(at, "day") === today || days === 40) return days;
    days += 1;
  }
  return 0;
}

function wasPaid({ receipt }: ReturnPayment): boolean {
  return receipt?.paid === true;
}
