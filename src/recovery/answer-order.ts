import { toMinorUnits } from "../money/minor-units.ts";
import { addMonths, hourMs } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { endOfMeasure, overRefusals } from "./measure.ts";
import { minuteText } from "./minute-text.ts";
import type { Measure, Order, OrderAnswer, StatedBalance } from "./order.ts";
import { type Decision, type Refusal, refuseIf, unless } from "./refusal.ts";
import { standingRefusals } from "./sign-order.ts";

/** An order after its answer, and the measure that it renewed or released as it stands then. */
export interface Answered {
  readonly order: Order;
  readonly target: Order | null;
}

type DoneAnswer = Extract<OrderAnswer, { readonly outcome: "full" | "partial" }>;

/**
 * Takes a bank's answer to an order that was sent, or that was queued behind another unit's (rule R13). A stop-payment's
 * 48 hours and a freeze's months count from the moment that the bank states; a renewal begins where the old period
 * ends, whenever it was signed. Answers that cannot be true are refused.
 * @param target the measure that a renewal or release is about, else `null`.
 */
export function answerOrder(
  order: Order,
  answer: OrderAnswer,
  { rules, target }: { readonly rules: readonly LegalRule[]; readonly target: Order | null },
): Decision<Answered> {
  const refused = [
    ...standingRefusals(order, ["sent", "queued"], { rules, atMs: answer.recorded.atMs }),
    ...timeRefusals(order, answer),
    ...fitRefusals(order, answer, target),
  ];
  return unless(refused, () => {
    const answered = { ...order, answer };
    if (answer.outcome !== "full" && answer.outcome !== "partial") return { order: answered, target };
    return withEffect(answered, answer, { rules, target });
  });
}

/** The balance that an answer states, for the engine to bind (tracing rule T17); `null`: it states none. */
export function statedBalance({ answer, account }: Order): StatedBalance | null {
  const stated = answer?.stated ?? null;
  return stated === null ? null : { accountKey: account.key, ...stated };
}

/** The order that an imported answer closes: the one sent under this number that still awaits one (rule R13). */
export function orderOfTask(orders: readonly Order[], task: string): Decision<Order> {
  const waiting = orders.filter(
    ({ sent, answer }) => sent?.taskNumber === task && task !== "" && (answer === null || answer.outcome === "queued"),
  );
  const [order, second] = waiting;
  if (order === undefined) return { refused: [{ code: "task-unknown", details: { task } }] };
  if (second === undefined) return { decided: order };
  return { refused: [{ code: "task-twice", details: { task, orders: waiting.length } }] };
}

function timeRefusals({ sent, answer: earlier }: Order, answer: OrderAnswer): readonly Refusal[] {
  const sentMs = sent?.atMs ?? 0;
  const recordedMs = answer.recorded.atMs;
  const times = [
    recordedMs,
    ...("effectiveMs" in answer ? [answer.effectiveMs] : []),
    ...(answer.stated === null ? [] : [answer.stated.atMs]),
  ];
  const wrong = times.find((atMs) => !Number.isSafeInteger(atMs) || atMs < sentMs || atMs > recordedMs);
  const isEarlier = earlier !== null && recordedMs < earlier.recorded.atMs;
  return refuseIf(wrong !== undefined || isEarlier, "answer-out-of-time", {
    seen: Number.isSafeInteger(wrong) ? minuteText(wrong ?? recordedMs) : String(wrong),
    sent: minuteText(sentMs),
    recorded: minuteText(recordedMs),
  });
}

function fitRefusals(order: Order, answer: OrderAnswer, target: Order | null): readonly Refusal[] {
  const needsTarget = order.kind === "renewal" || order.kind === "release";
  if (needsTarget && target?.id !== order.targetId) {
    return [{ code: "target-missing", details: { target: order.targetId ?? "" } }];
  }
  const isDone = answer.outcome === "full" || answer.outcome === "partial";
  const amount = isDone ? answer.amountMinor : 0;
  const details = { outcome: answer.outcome, amount, ordered: `${order.kind} ${order.amountMinor ?? "–"}` };
  if (answer.outcome === "queued") return refuseIf(order.kind !== "freeze", "answer-does-not-fit", details);
  if (!isDone) return [];
  const isAmount = Number.isSafeInteger(amount) && amount >= 0;
  const overMeasure = needsTarget && target !== null ? overRefusals(target, answer.effectiveMs) : [];
  return [...refuseIf(!isAmount || !fitsAmount(order, answer, target), "answer-does-not-fit", details), ...overMeasure];
}

function fitsAmount(
  { kind, amountMinor: ordered, targetId }: Order,
  { outcome, amountMinor }: DoneAnswer,
  target: Order | null,
): boolean {
  const isPartial = outcome === "partial";
  switch (kind) {
    case "query":
      return amountMinor === 0;
    case "renewal":
      return !isPartial && targetId !== null;
    case "release": {
      const heldMinor = target?.measure?.heldMinor ?? 0;
      return isPartial ? amountMinor > 0 && amountMinor < heldMinor : amountMinor <= heldMinor;
    }
    case "stop-payment":
    case "protective-hold":
    case "freeze":
    case "return":
      if (ordered === null) return !isPartial || amountMinor > 0;
      return isPartial ? amountMinor > 0 && amountMinor < ordered : amountMinor === ordered;
  }
}

function withEffect(
  order: Order,
  answer: DoneAnswer,
  { rules, target }: { readonly rules: readonly LegalRule[]; readonly target: Order | null },
): Answered {
  const { effectiveMs } = answer;
  switch (order.kind) {
    case "query":
    case "return":
      return { order, target };
    case "stop-payment": {
      const toMs = effectiveMs + ruleAt(rules, "stop-payment", effectiveMs).params.hours * hourMs;
      return { order: withMeasure(order, answer, toMs), target };
    }
    case "protective-hold":
      return { order: withMeasure(order, answer, order.hold?.endMs ?? effectiveMs), target };
    case "freeze": {
      const months = ruleAt(rules, "freeze", effectiveMs).params[order.term];
      return { order: withMeasure(order, answer, addMonths(effectiveMs, months)), target };
    }
    case "renewal":
      return { order, target: target === null ? null : renewed(target, order, rules) };
    case "release":
      return { order, target: target === null ? null : released(target, order.id, answer) };
  }
}

function withMeasure(order: Order, { effectiveMs, amountMinor }: DoneAnswer, toMs: number): Order {
  const period = { fromMs: effectiveMs, toMs, orderId: order.id };
  return { ...order, measure: { periods: [period], heldMinor: amountMinor, releasedMs: null } };
}

function renewed(target: Order, renewal: Order, rules: readonly LegalRule[]): Order {
  if (target.measure === null) return target;
  const fromMs = endOfMeasure(target.measure);
  const toMs = addMonths(fromMs, ruleAt(rules, "freeze", fromMs).params[renewal.term]);
  const periods: Measure["periods"] = [...target.measure.periods, { fromMs, toMs, orderId: renewal.id }];
  return { ...target, measure: { ...target.measure, periods } };
}

/** A full release ends the measure, a partial one leaves the rest held. */
function released(target: Order, releaseId: string, answer: DoneAnswer): Order {
  const { outcome, effectiveMs, amountMinor, recorded } = answer;
  if (target.measure === null) return { ...target, withdrawn: { ...recorded, words: releaseId } };
  const heldMinor = toMinorUnits(outcome === "full" ? 0 : target.measure.heldMinor - amountMinor);
  const releasedMs = outcome === "full" ? effectiveMs : null;
  const due = target.releaseDue;
  const isDone = due !== null && due.doneMs === null && heldMinor <= due.keepMinor;
  const releaseDue = isDone ? { ...due, doneMs: effectiveMs } : due;
  return { ...target, releaseDue, measure: { ...target.measure, heldMinor, releasedMs } };
}
