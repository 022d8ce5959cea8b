import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { Act, Order } from "./order.ts";
import type { Payout } from "./place-losses.ts";
import { returnRefusals, shareRefusals } from "./prepare-return.ts";
import type { PaidOut } from "./recovery-rates.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import type { ReturnFacts } from "./return-facts.ts";
import { paymentRefusals } from "./return-obstacles.ts";
import type { ReturnPayment, ReturnShare, VictimReturn } from "./victim-return.ts";

/** What two officers carry to the bank (协助返还通知书): whom to pay now. Each payment gets an id of its own. */
export interface PaymentOrder extends Act {
  readonly officers: readonly [string, string];
  readonly payments: readonly { readonly id: string; readonly victim: string }[];
}

/** Orders the payment of shares of a decided return; all that the law wants is looked at again (rule R24). */
export function orderPayments(plan: VictimReturn, order: PaymentOrder, facts: ReturnFacts): Decision<VictimReturn> {
  const victims = [...new Set(order.payments.map(({ victim }) => victim))];
  const shares = plan.shares.filter(({ victim }) => victims.includes(victim));
  const [first, second] = order.officers.map((name) => name.trim());
  const refused = [
    ...returnRefusals(plan, plan.decision === null ? [] : ["decided", "with-bank", "part-paid"]),
    ...refuseIf(victims.length === 0 || victims.length < order.payments.length, "victim-unknown", { victim: "–" }),
    ...victims.flatMap((victim) => shareRefusals(plan, victim)),
    ...refuseIf(first === "" || second === "" || first === second, "officers-missing"),
    ...paymentRefusals(plan, shares, { facts, atMs: order.atMs }),
  ];
  return unless(refused, () => {
    const added = order.payments.flatMap(({ id, victim }) =>
      shares.filter((share) => share.victim === victim).map((share) => paymentOf(share, id, order)),
    );
    return { ...plan, payments: [...plan.payments, ...added] };
  });
}

/** What the bank says it did (回执): paid, exactly as ordered, or not, and why. */
export interface BankReceipt extends Act {
  readonly paymentId: string;
  readonly paid: boolean;
  readonly amountMinor: MinorUnits;
  readonly accountKey: string;
  readonly serial: string;
  readonly words: string;
}

/** A return after a receipt, the freeze with what it still holds, and what the recovery ledger has to post. */
export interface ReceiptedReturn {
  readonly plan: VictimReturn;
  readonly freeze: Order;
  readonly payouts: readonly Payout[];
}

/** Takes the bank's receipt. What the bank could not pay may be ordered anew, to another account by an exception. */
export function recordReceipt(plan: VictimReturn, freeze: Order, receipt: BankReceipt): Decision<ReceiptedReturn> {
  const payment = plan.payments.find(({ id, receipt: known }) => id === receipt.paymentId && known === null);
  if (payment === undefined) return { refused: [{ code: "objection-unknown", details: { id: receipt.paymentId } }] };
  const fits = receipt.amountMinor === payment.amountMinor && receipt.accountKey === payment.accountKey;
  const refused = [
    ...refuseIf(receipt.paid && !fits, "receipt-differs", {
      seen: `${receipt.amountMinor} → ${receipt.accountKey}`,
      ordered: `${payment.amountMinor} → ${payment.accountKey}`,
    }),
    ...refuseIf(receipt.atMs < payment.ordered.atMs, "not-now", { standing: "decided" }),
    ...refuseIf(!receipt.paid && receipt.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => {
    const { by, atMs, paid, serial, words } = receipt;
    const receipted: ReturnPayment = { ...payment, receipt: { by, atMs, paid, serial, words } };
    const payments = plan.payments.map((one) => (one.id === payment.id ? receipted : one));
    return {
      plan: { ...plan, payments },
      freeze: paid ? lessHeld(freeze, payment.amountMinor) : freeze,
      payouts: paid ? payoutsOf(plan, payment) : [],
    };
  });
}

/** What was paid out by these returns, and by the original route (rule R34). */
export function paidOut(returns: readonly VictimReturn[]): PaidOut {
  const paid = returns.flatMap(({ payments }) => payments).filter(({ receipt }) => receipt?.paid === true);
  const sum = (list: readonly ReturnPayment[]): MinorUnits =>
    toMinorUnits(list.reduce((total, { amountMinor }) => total + amountMinor, 0));
  return { returnedMinor: sum(paid), originalRouteMinor: sum(paid.filter(({ isOriginal }) => isOriginal)) };
}

function paymentOf(
  { victim, amountMinor, losses, claim }: ReturnShare,
  id: string,
  order: PaymentOrder,
): ReturnPayment {
  const { by, atMs, officers } = order;
  const { accountKey = "", isOriginal = false } = claim ?? {};
  return { id, victim, amountMinor, losses, accountKey, isOriginal, ordered: { by, atMs, officers }, receipt: null };
}

function payoutsOf({ accountKey }: VictimReturn, { id, losses }: ReturnPayment): readonly Payout[] {
  return losses.map(({ lossId, amountMinor }) => ({ paymentId: id, lossId, accountKey, amountMinor }));
}

function lessHeld(freeze: Order, amountMinor: MinorUnits): Order {
  if (freeze.measure === null) return freeze;
  const heldMinor = toMinorUnits(Math.max(0, freeze.measure.heldMinor - amountMinor));
  return { ...freeze, measure: { ...freeze.measure, heldMinor } };
}
