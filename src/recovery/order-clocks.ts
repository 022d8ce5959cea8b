import { hourMs } from "./china-calendar.ts";
import { type Clock, type ClockFacts, type ClockWarning, clockAt, sortClocks } from "./clock.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { endOfMeasure, isHolding } from "./measure.ts";
import { stopsCounted } from "./order-obstacles.ts";
import type { Order, OrderKind } from "./order.ts";

/** What an order's clocks are told from. */
export interface ClockSetting {
  readonly rules: readonly LegalRule[];
  /** When the case was filed (立案); `null`: not yet. */
  readonly filedMs: number | null;
  /** Every order on the account, over all cases. */
  readonly accountOrders: readonly Order[];
}

/**
 * Every open deadline of an order with its alarms, the next first (rule R15). A deadline that has passed stays, overdue,
 * until what it was for is done; a measure that has lapsed has none any more.
 */
export function clocksOf(order: Order, setting: ClockSetting, nowMs: number): readonly Clock[] {
  if (order.withdrawn !== null) return [];
  const facts = [
    ...reviewClock(order, setting),
    ...answerClock(order, setting),
    ...measureClock(order, setting, nowMs),
    ...queueClock(order),
    ...releaseClock(order, nowMs),
  ];
  return sortClocks(facts.map((one) => clockAt(one, setting.rules, nowMs)));
}

function reviewClock({ id, kind, signatures: [signature], review }: Order, { rules }: ClockSetting): ClockFacts[] {
  const isReviewed = kind === "stop-payment" || kind === "protective-hold";
  if (!isReviewed || signature === undefined || review !== null) return [];
  const sinceMs = signature.atMs;
  const dueMs = sinceMs + ruleAt(rules, "stop-payment-review", sinceMs).params.withinHours * hourMs;
  return [{ code: "review", subjectId: id, sinceMs, dueMs, warnings: [] }];
}

function answerClock({ id, kind, sent, answer }: Order, { rules }: ClockSetting): ClockFacts[] {
  if (sent === null || answer !== null) return [];
  const { urgentMinutes, ordinaryHours } = ruleAt(rules, "bank-answer", sent.atMs).params;
  const isUrgent = kind === "stop-payment" || kind === "protective-hold";
  const dueMs = sent.atMs + (isUrgent ? (urgentMinutes * hourMs) / 60 : ordinaryHours * hourMs);
  return [{ code: "bank-answer", subjectId: id, sinceMs: sent.atMs, dueMs, warnings: [] }];
}

function measureClock(order: Order, setting: ClockSetting, nowMs: number): ClockFacts[] {
  const { measure } = order;
  const code = endCode(order.kind);
  if (measure === null || code === null || !isHolding(order, nowMs)) return [];
  const sinceMs = measure.periods.at(-1)?.fromMs ?? nowMs;
  const warnings = code === "stop-payment-ends" ? stopWarnings(order, setting, nowMs) : [];
  return [{ code, subjectId: order.id, sinceMs, dueMs: endOfMeasure(measure), warnings }];
}

function endCode(kind: OrderKind): "stop-payment-ends" | "hold-ends" | "freeze-ends" | null {
  switch (kind) {
    case "stop-payment":
      return "stop-payment-ends";
    case "protective-hold":
      return "hold-ends";
    case "freeze":
      return "freeze-ends";
    case "query":
    case "renewal":
    case "release":
    case "return":
      return null;
  }
}

/** A freeze has to be lodged before the stop ends: what would stand in its way, or in that of a second stop. */
function stopWarnings({ account }: Order, setting: ClockSetting, nowMs: number): readonly ClockWarning[] {
  const { rules, filedMs, accountOrders } = setting;
  const most = ruleAt(rules, "stop-payment", nowMs).params.timesPerAccount;
  const warnings: ClockWarning[] = [];
  if (filedMs === null || filedMs > nowMs) warnings.push("case-not-filed");
  if (stopsCounted(accountOrders, account.key) >= most) warnings.push("no-stop-left");
  return warnings;
}

function queueClock({ id, answer, sent }: Order): ClockFacts[] {
  if (answer?.outcome !== "queued" || answer.behindEndsMs === null) return [];
  const sinceMs = sent?.atMs ?? answer.recorded.atMs;
  return [{ code: "queue-ends", subjectId: id, sinceMs, dueMs: answer.behindEndsMs, warnings: [] }];
}

function releaseClock(order: Order, nowMs: number): ClockFacts[] {
  const { id, answer, releaseDue } = order;
  const mayHold = answer === null || isHolding(order, nowMs);
  if (releaseDue === null || releaseDue.doneMs !== null || !mayHold) return [];
  return [{ code: "release", subjectId: id, sinceMs: releaseDue.atMs, dueMs: releaseDue.dueMs, warnings: [] }];
}
