import { approvalWanted, secondPersonRefusals } from "./approval.ts";
import { type OrderFacts, obstaclesOf } from "./order-obstacles.ts";
import { type OrderStanding, signaturesWanted, standingOf } from "./order-standing.ts";
import type { Act, Order, Signature } from "./order.ts";
import type { LegalRule } from "./legal-rule.ts";
import { type Decision, type Refusal, refuseIf, unless } from "./refusal.ts";

/**
 * Signs a draft. The first signature may be the drafter's; where a second person comes first (freeze, renewal, return)
 * the second one is never the drafter's nor the first signatory's, and of the level that the order needs (R6, R7).
 */
export function signOrder(order: Order, signature: Signature, facts: OrderFacts): Decision<Order> {
  const isSecond = order.signatures.length > 0;
  const before = [order.drafted.by, ...order.signatures.map(({ by }) => by)];
  const refused = [
    ...standingRefusals(order, ["draft", "awaiting-approval"], { rules: facts.rules, atMs: signature.atMs }),
    ...obstaclesOf(order, facts, signature.atMs),
    ...(isSecond ? secondPersonRefusals(signature, before, approvalWanted(order, facts)) : []),
  ];
  return unless(refused, () => ({ ...order, signatures: [...order.signatures, signature] }));
}

/** Sends a signed order, by whatever way; `taskNumber` is empty where the bank gives one later (rule R9). */
export function sendOrder(
  order: Order,
  sent: Act & { readonly taskNumber: string },
  facts: OrderFacts,
): Decision<Order> {
  const refused = [
    ...standingRefusals(order, ["signed"], { rules: facts.rules, atMs: sent.atMs }),
    ...obstaclesOf(order, facts, sent.atMs),
    ...refuseIf(order.review?.verdict === "refused", "review-refused"),
  ];
  return unless(refused, () => ({ ...order, sent }));
}

/** Notes the number that the bank or the platform gave an order that was sent. */
export function noteTaskNumber(order: Order, taskNumber: string): Decision<Order> {
  const { sent } = order;
  if (sent === null) return { refused: [{ code: "not-now", details: { standing: "signed" } }] };
  return { decided: { ...order, sent: { ...sent, taskNumber } } };
}

/** Takes back an order that has not been sent. */
export function withdrawOrder(
  order: Order,
  withdrawn: Act & { readonly words: string },
  rules: readonly LegalRule[],
): Decision<Order> {
  const refused = standingRefusals(order, ["draft", "awaiting-approval", "signed"], { rules, atMs: withdrawn.atMs });
  return unless(refused, () => ({ ...order, withdrawn }));
}

/** Refuses what the order's standing does not allow. */
export function standingRefusals(
  order: Order,
  allowed: readonly OrderStanding[],
  { rules, atMs }: { readonly rules: readonly LegalRule[]; readonly atMs: number },
): readonly Refusal[] {
  const standing = standingOf(order, rules, atMs);
  return refuseIf(!allowed.includes(standing), "not-now", { standing });
}

/** That both signatures an order needs are there. */
export function isSigned({ kind, signatures }: Order): boolean {
  return signatures.length >= signaturesWanted(kind);
}
