import { precisionMs, type TimePrecision } from "../flows/china-time.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { type Outcome, refuse } from "./refusal.ts";

/** A payment as the victim stated it on the phone, before any statement. Empty text where nothing was stated. */
export interface StatedPayment {
  readonly payer: string;
  readonly payerName: string;
  readonly payee: string;
  readonly payeeName: string;
  readonly amountMinor: MinorUnits;
  readonly atMs: number;
  readonly precision: TimePrecision;
}

/** A loss that waits for its row, or was bound to it by a named person. */
export interface PendingLoss {
  readonly id: string;
  readonly stated: StatedPayment;
  readonly binding: LossBinding | null;
  /** Bindings that were taken apart again. */
  readonly earlier: readonly (LossBinding & {
    readonly undone: { readonly by: string; readonly atMs: number; readonly reason: string };
  })[];
}

/** The transfer that a loss was found to be, and what was accepted as different. */
export interface LossBinding {
  readonly transferId: string;
  readonly by: string;
  readonly atMs: number;
  readonly accepted: readonly Difference[];
}

/** A transfer of the ledger that may be the payment. */
export interface LedgerPayment extends StatedPayment {
  readonly transferId: string;
  /** Further numbers of the same accounts: a card beside its account. */
  readonly payerAlso: readonly string[];
  readonly payeeAlso: readonly string[];
  /** What no other loss has claimed of it. */
  readonly unclaimedMinor: MinorUnits;
}

export type DifferingField = "payer" | "payerName" | "payee" | "payeeName" | "amount" | "time";

/** One thing in which the row is not what was stated. Amounts in minor units, times in ms. */
export interface Difference {
  readonly field: DifferingField;
  readonly stated: string;
  readonly found: string;
}

/** A row that may be the payment, with all in which it differs. */
export interface BindingProposal {
  readonly payment: LedgerPayment;
  readonly differences: readonly Difference[];
}

/** How far a row may be from what was said and still be proposed. */
export interface Nearness {
  readonly timeMs: number;
  /** Parts of a thousand of the stated amount. */
  readonly amountPerMille: number;
}

/**
 * The rows that may be the payment, those with the fewest differences first, nearer ones before (rule C5). Nothing is
 * bound by it, not even a row without differences: two equal payments in one minute happen.
 */
export function proposeBindings(
  stated: StatedPayment,
  payments: readonly LedgerPayment[],
  nearness: Nearness,
): readonly BindingProposal[] {
  return payments
    .filter((payment) => isNear(stated, payment, nearness))
    .map((payment) => ({ payment, differences: differencesOf(stated, payment) }))
    .sort(
      (a, b) =>
        a.differences.length - b.differences.length ||
        timeGap(stated, a.payment) - timeGap(stated, b.payment) ||
        (a.payment.transferId < b.payment.transferId ? -1 : 1),
    );
}

/** Binds a loss to a row, where every difference was accepted by name (rule C5). */
export function bindLoss(
  loss: PendingLoss,
  payment: LedgerPayment,
  act: { readonly by: string; readonly atMs: number; readonly accepted: readonly DifferingField[] },
): Outcome<PendingLoss> {
  if (loss.binding !== null) return refuse("bound-already", { transfer: loss.binding.transferId });
  const differences = differencesOf(loss.stated, payment);
  const open = differences.filter(({ field }) => !act.accepted.includes(field));
  if (open.length > 0) return refuse("differences-not-accepted", { fields: open.map(({ field }) => field).join(", ") });
  const amount = Math.min(loss.stated.amountMinor, payment.amountMinor);
  if (payment.unclaimedMinor < amount) return refuse("transfer-used-up", { left: payment.unclaimedMinor, amount });
  const binding = { transferId: payment.transferId, by: act.by, atMs: act.atMs, accepted: differences };
  return { state: { ...loss, binding } };
}

/** What a bound loss claims of its row: the row's amount where less was paid than was said. `null`: it is not bound. */
export function claimedMinor({ stated, binding }: PendingLoss): MinorUnits | null {
  if (binding === null) return null;
  const found = binding.accepted.find(({ field }) => field === "amount")?.found;
  return found === undefined ? stated.amountMinor : toMinorUnits(Math.min(stated.amountMinor, Number(found)));
}

/** Takes a binding apart; it stays on record with the reason. */
export function unbindLoss(
  loss: PendingLoss,
  undone: { readonly by: string; readonly atMs: number; readonly reason: string },
): Outcome<PendingLoss> {
  if (loss.binding === null) return refuse("not-bound");
  if (undone.reason.trim() === "") return refuse("reason-missing");
  return { state: { ...loss, binding: null, earlier: [...loss.earlier, { ...loss.binding, undone }] } };
}

/** One of the two accounts must be the one stated, and time and amount near. */
function isNear(stated: StatedPayment, payment: LedgerPayment, nearness: Nearness): boolean {
  const samePayer = stated.payer !== "" && isNumberOf(stated.payer, payment.payer, payment.payerAlso);
  const samePayee = stated.payee !== "" && isNumberOf(stated.payee, payment.payee, payment.payeeAlso);
  const gap = Math.abs(stated.amountMinor - payment.amountMinor);
  const nearAmount = BigInt(gap) * 1_000n <= BigInt(stated.amountMinor) * BigInt(nearness.amountPerMille);
  return (samePayer || samePayee) && nearAmount && timeGap(stated, payment) <= nearness.timeMs;
}

function differencesOf(stated: StatedPayment, found: LedgerPayment): Difference[] {
  const held: readonly (readonly [DifferingField, boolean, string | number, string | number])[] = [
    [
      "payer",
      stated.payer !== "" && !isNumberOf(stated.payer, found.payer, found.payerAlso),
      stated.payer,
      found.payer,
    ],
    ["payerName", isOtherName(stated.payerName, found.payerName), stated.payerName, found.payerName],
    [
      "payee",
      stated.payee !== "" && !isNumberOf(stated.payee, found.payee, found.payeeAlso),
      stated.payee,
      found.payee,
    ],
    ["payeeName", isOtherName(stated.payeeName, found.payeeName), stated.payeeName, found.payeeName],
    ["amount", stated.amountMinor !== found.amountMinor, stated.amountMinor, found.amountMinor],
    ["time", timeGap(stated, found) > 0, stated.atMs, found.atMs],
  ];
  return held.flatMap(([field, differs, said, seen]) =>
    differs ? [{ field, stated: String(said), found: String(seen) }] : [],
  );
}

function isNumberOf(stated: string, number: string, also: readonly string[]): boolean {
  return stated === number || also.includes(stated);
}

/** A row often states no name: nothing is known to differ then. */
function isOtherName(stated: string, found: string): boolean {
  return stated !== "" && found !== "" && stated !== found;
}

/** The time between the two stated intervals; 0 where they overlap. */
function timeGap(stated: StatedPayment, found: StatedPayment): number {
  const [statedEnd, foundEnd] = [stated, found].map(({ atMs, precision }) => atMs + precisionMs[precision] - 1);
  return Math.max(0, stated.atMs - (foundEnd ?? found.atMs), found.atMs - (statedEnd ?? stated.atMs));
}
