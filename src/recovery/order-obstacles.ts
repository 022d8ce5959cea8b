import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { overRefusals } from "./measure.ts";
import type { Order, OrderBasis } from "./order.ts";
import { type Refusal, refuseIf } from "./refusal.ts";

/** What has to be known to decide on an order. */
export interface OrderFacts {
  readonly rules: readonly LegalRule[];
  /** When the case was filed (立案); `null`: not yet. */
  readonly filedMs: number | null;
  /** The unit's province, first two digits of its division. */
  readonly homeProvince: string;
  /** Every order on this account, over all cases, and of a renewal or release its target. */
  readonly accountOrders: readonly Order[];
  readonly decidedReturns: readonly string[];
}

/** All that forbids signing or sending the order at `atMs` (rule R9). Empty: it may go. */
export function obstaclesOf(order: Order, facts: OrderFacts, atMs: number): readonly Refusal[] {
  const common = [...scoreRefusals(order.basis), ...refuseIf(order.account.bank.trim() === "", "bank-missing")];
  switch (order.kind) {
    case "query":
    case "protective-hold":
      return common;
    case "stop-payment":
      return [...common, ...stopRefusals(order, facts, atMs)];
    case "freeze":
      return [...common, ...filingRefusals(facts, atMs)];
    case "renewal":
      return [...common, ...filingRefusals(facts, atMs), ...targetRefusals(order, facts, atMs)];
    case "release":
      return [...common, ...targetRefusals(order, facts, atMs)];
    case "return": {
      const target = order.targetId ?? "";
      return [...common, ...refuseIf(!facts.decidedReturns.includes(target), "return-not-decided", { target })];
    }
  }
}

/** Neither an order nor a sanction may rest on a score that nobody can look behind (rule R10). */
export function scoreRefusals({ score, sources }: OrderBasis): readonly Refusal[] {
  return refuseIf(score !== null && sources.length === 0, "score-without-sources", { score: score ?? "" });
}

/** How many stop-payments count for this account: those that took effect and those that still may (rule R11). */
export function stopsCounted(accountOrders: readonly Order[], accountKey: string): number {
  return accountOrders.filter(
    ({ kind, account, measure, answer, signatures, withdrawn }) =>
      kind === "stop-payment" &&
      account.key === accountKey &&
      (measure !== null || (answer === null && signatures.length > 0 && withdrawn === null)),
  ).length;
}

function stopRefusals(order: Order, { rules, accountOrders }: OrderFacts, atMs: number): readonly Refusal[] {
  const most = ruleAt(rules, "stop-payment", atMs).params.timesPerAccount;
  const others = accountOrders.filter(({ id }) => id !== order.id);
  const stops = stopsCounted(others, order.account.key);
  return refuseIf(stops >= most, "stops-used-up", { stops, most });
}

function filingRefusals({ filedMs }: OrderFacts, atMs: number): readonly Refusal[] {
  return refuseIf(filedMs === null || filedMs > atMs, "case-not-filed");
}

function targetRefusals(order: Order, { accountOrders }: OrderFacts, atMs: number): readonly Refusal[] {
  const target = accountOrders.find(({ id }) => id === order.targetId);
  if (target === undefined || target.account.key !== order.account.key) {
    return refuseIf(true, "target-missing", { target: order.targetId ?? "" });
  }
  const isRenewable = target.kind === "freeze" && target.measure !== null;
  if (order.kind === "renewal" && !isRenewable) return refuseIf(true, "target-missing", { target: target.id });
  return overRefusals(target, atMs);
}
