import { checkedInstant, hourMs } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { minuteText } from "./minute-text.ts";
import type { Act, Order, OrderRequest } from "./order.ts";
import { type Decision, type Refusal, refuseIf, unless } from "./refusal.ts";

/** An order to which nothing has happened. */
const untouched = {
  signatures: [],
  review: null,
  sent: null,
  answer: null,
  measure: null,
  releaseDue: null,
  withdrawn: null,
} as const;

/** Drafts an order; nothing goes out by it, but what could never be sent is refused at once (rule R9). */
export function draftOrder(request: OrderRequest, drafted: Act, rules: readonly LegalRule[]): Decision<Order> {
  checkedInstant(drafted.atMs);
  const refused = [...shapeRefusals(request), ...holdRefusals(request, drafted, rules)];
  return unless(refused, () => ({ ...request, drafted, ...untouched }));
}

/** What of a draft may still be changed: not its kind, nor what it is about. */
export type OrderChanges = Partial<Omit<OrderRequest, "id" | "kind" | "caseId" | "targetId">>;

/** Changes a draft that nobody has signed; a signature is for what was read (rule R6). */
export function amendOrder(order: Order, changes: OrderChanges, rules: readonly LegalRule[]): Decision<Order> {
  const amended = { ...order, ...changes };
  const isDraft = order.signatures.length === 0 && order.withdrawn === null;
  const refused = [
    ...refuseIf(!isDraft, "not-now", { standing: order.withdrawn === null ? "signed" : "withdrawn" }),
    ...shapeRefusals(amended),
    ...holdRefusals(amended, order.drafted, rules),
  ];
  return unless(refused, () => amended);
}

/**
 * A new draft of what failed (refused, partly done, too late, never answered), with the same account, receipt and terms:
 * failures become new requests (rule R13).
 */
export function redraftOrder(failed: Order, { id, ...drafted }: Act & { readonly id: string }): Order {
  return { ...failed, id, drafted, ...untouched };
}

function shapeRefusals({ kind, amountMinor, basis, hold, targetId }: OrderRequest): readonly Refusal[] {
  const { receipt } = basis;
  const needsReceipt = kind === "stop-payment" || kind === "freeze";
  const isComplete =
    receipt !== null && receipt.payer !== "" && isAmount(receipt.amountMinor) && Number.isSafeInteger(receipt.atMs);
  const needsTarget = kind === "renewal" || kind === "release" || kind === "return";
  return [
    ...refuseIf(amountMinor !== null && !isAmount(amountMinor), "amount-missing", { seen: amountMinor ?? "" }),
    ...refuseIf(amountMinor === null && kind === "return", "amount-missing", { seen: "–" }),
    ...refuseIf(needsReceipt && !isComplete, "receipt-missing"),
    ...refuseIf(needsTarget && targetId === null, "target-missing", { target: "–" }),
    ...refuseIf(kind === "protective-hold" && (hold === null || hold.reason.trim() === ""), "hold-terms-missing"),
  ];
}

function holdRefusals({ kind, hold }: OrderRequest, { atMs }: Act, rules: readonly LegalRule[]): readonly Refusal[] {
  if (kind !== "protective-hold" || hold === null) return [];
  const latestMs = atMs + ruleAt(rules, "protective-hold", atMs).params.longestHours * hourMs;
  const details = { seen: minuteText(checkedInstant(hold.endMs)), latest: minuteText(latestMs) };
  return [
    ...refuseIf(hold.endMs <= atMs || hold.endMs > latestMs, "hold-too-long", details),
    ...refuseIf(hold.livingMinor !== 0 && !isAmount(hold.livingMinor), "amount-missing", { seen: hold.livingMinor }),
  ];
}

function isAmount(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor > 0;
}
