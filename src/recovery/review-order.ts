import { checkedInstant, dayMs, hourMs } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { isHolding, overRefusals } from "./measure.ts";
import type { Act, Order, ReleaseReason, Review } from "./order.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import { isSigned } from "./sign-order.ts";

/**
 * The second person's look at a stop-payment or a hold that went out on one signature (rule R12). Refused: what was not
 * sent yet cannot be sent any more, and what was sent has to be released.
 */
export function reviewOrder(order: Order, review: Review, rules: readonly LegalRule[]): Decision<Order> {
  const isReviewed = order.kind === "stop-payment" || order.kind === "protective-hold";
  const before = [order.drafted.by, ...order.signatures.map(({ by }) => by)];
  const refused = [
    ...refuseIf(!isReviewed || !isSigned(order) || order.review !== null || order.withdrawn !== null, "not-now", {
      standing: order.review === null ? "draft" : "reviewed",
    }),
    ...refuseIf(before.includes(review.by), "same-person", { by: review.by }),
  ];
  return unless(refused, () => {
    const reviewed = { ...order, review };
    const mayHold = order.sent !== null && (order.answer === null || isHolding(order, review.atMs));
    if (review.verdict === "upheld" || !mayHold) return reviewed;
    return withReleaseDue(reviewed, { by: review.by, atMs: review.atMs, reason: "review-refused" }, rules);
  });
}

/** Why and how far a measure is to be let go of; `keepMinor`: the disputed amount that stays held. */
export interface ReleaseDemand extends Act {
  readonly reason: ReleaseReason;
  readonly keepMinor?: Order["tracedMinor"];
}

/**
 * Says that a measure has to be released: at the holder's wish (a victim's own card), found not to concern the case, a
 * grievance upheld, the case closed. The bank still holds until the release order is answered (rule R14).
 */
export function demandRelease(order: Order, demand: ReleaseDemand, rules: readonly LegalRule[]): Decision<Order> {
  const isOwnCard = order.kind === "protective-hold";
  const refused = [
    ...overRefusals(order, checkedInstant(demand.atMs)),
    ...refuseIf(demand.reason === "holder-asked" && !isOwnCard, "not-now", { standing: order.kind }),
  ];
  return unless(refused, () => withReleaseDue(order, demand, rules));
}

function withReleaseDue(order: Order, demand: ReleaseDemand, rules: readonly LegalRule[]): Order {
  const { reason, by, atMs, keepMinor = 0 as Order["tracedMinor"] } = demand;
  const dueMs = atMs + graceMs(reason, rules, atMs);
  const open = order.releaseDue?.doneMs === null ? order.releaseDue.dueMs : dueMs;
  // The earlier day stays: a second finding gives nobody more time.
  return { ...order, releaseDue: { reason, by, atMs, keepMinor, dueMs: Math.min(dueMs, open), doneMs: null } };
}

function graceMs(reason: ReleaseReason, rules: readonly LegalRule[], atMs: number): number {
  switch (reason) {
    case "review-refused":
      return ruleAt(rules, "stop-payment-review", atMs).params.releaseWithinHours * hourMs;
    case "holder-asked":
      return ruleAt(rules, "protective-hold", atMs).params.liftWithinHours * hourMs;
    case "unconnected":
    case "grievance-upheld":
    case "case-closed":
      return ruleAt(rules, "release", atMs).params.days * dayMs;
  }
}
