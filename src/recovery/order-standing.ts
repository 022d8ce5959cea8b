import { dayMs, hourMs } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { endOfMeasure } from "./measure.ts";
import type { Measure, Order, OrderKind } from "./order.ts";

/** How an order stands at a moment. */
export type OrderStanding =
  | "draft"
  | "awaiting-approval"
  | "signed"
  | "sent"
  | "queued"
  | "answered"
  | "in-force"
  | "expiring"
  | "renewed"
  | "lapsed"
  | "released"
  | "withdrawn";

/**
 * How an order stands at `nowMs`, told from what was recorded: a measure lapses on the dot, whether a program ran or
 * not (rule R8). `answered` is the end of orders that hold nothing: queries, papers, refusals, answers too late.
 */
export function standingOf(order: Order, rules: readonly LegalRule[], nowMs: number): OrderStanding {
  if (order.withdrawn !== null) return "withdrawn";
  if (order.measure !== null) return standingOfMeasure(order.measure, { kind: order.kind, rules, nowMs });
  if (order.answer !== null) return order.answer.outcome === "queued" ? "queued" : "answered";
  if (order.sent !== null) return "sent";
  if (order.signatures.length >= signaturesWanted(order.kind)) return "signed";
  return order.signatures.length > 0 ? "awaiting-approval" : "draft";
}

/** Freezes and returns need a second person before they go out; the others go on one signature (rule R6). */
export function signaturesWanted(kind: OrderKind): 1 | 2 {
  switch (kind) {
    case "query":
    case "stop-payment":
    case "protective-hold":
    case "release":
      return 1;
    case "freeze":
    case "renewal":
    case "return":
      return 2;
  }
}

function standingOfMeasure(
  measure: Measure,
  { kind, rules, nowMs }: { readonly kind: OrderKind; readonly rules: readonly LegalRule[]; readonly nowMs: number },
): OrderStanding {
  const endMs = endOfMeasure(measure);
  if (nowMs >= endMs) return measure.releasedMs === null ? "lapsed" : "released";
  if (nowMs >= endMs - firstAlarmMs(kind, rules, endMs)) return "expiring";
  return measure.periods.length > 1 ? "renewed" : "in-force";
}

/** How long before its end a measure of this kind is expiring. */
export function firstAlarmMs(kind: OrderKind, rules: readonly LegalRule[], endMs: number): number {
  const { hoursBefore, daysBefore } = ruleAt(rules, "alarms", endMs).params;
  return kind === "freeze" ? (daysBefore[0] ?? 0) * dayMs : (hoursBefore[0] ?? 0) * hourMs;
}
