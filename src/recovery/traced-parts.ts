import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { TracedPart } from "./place-losses.ts";

/** A payment of ours to a loss, of which a bank's receipt is there. */
export interface PaidToLoss {
  readonly paymentId: string;
  readonly lossId: string;
  /** Frozen account and victim's account, by any of their numbers. */
  readonly fromAccount: string;
  readonly toAccount: string;
  /** Of the whole payment, which may be for several losses. */
  readonly amountMinor: MinorUnits;
  readonly orderedMs: number;
}

/** What a trace says of a loss: where all of it is. */
export interface TracedLoss {
  readonly lossId: string;
  readonly traced: readonly TracedPart[];
}

/** What a trace lists of its losses' money. */
export type TracedMoney = Pick<
  TraceView,
  "balanceSheet" | "atRest" | "exits" | "lostSight" | "returned" | "writtenOff" | "flows"
>;

/**
 * Lays out where a trace found losses, for the recovery ledger (rule R43). A loss that has not happened by the trace's
 * as-of time is left out. What came back to a victim by a payment of ours is marked with it (tracing rule T18: one event).
 * @param ids the losses asked for, by the ids under which they were traced.
 * @param known.placeOf the name under which the ledger knows an account.
 */
export function tracedParts(
  view: TracedMoney,
  ids: ReadonlySet<string>,
  known: { readonly placeOf: (account: AccountView) => string; readonly paid: readonly PaidToLoss[] },
): readonly TracedLoss[] {
  const { placeOf } = known;
  const lossIds = view.balanceSheet
    .filter(({ loss, lossMinor, currency }) => ids.has(loss.id) && lossMinor > 0 && currency === "CNY")
    .map(({ loss }) => loss.id);
  return lossIds.map((lossId): TracedLoss => {
    const of = <Row extends { readonly loss: { readonly id: string } }>(rows: readonly Row[]): readonly Row[] =>
      rows.filter(({ loss }) => loss.id === lossId);
    const part = (bucket: TracedPart["bucket"], place: string, amountMinor: number): TracedPart => {
      return { bucket, place, amountMinor: toMinorUnits(amountMinor), paymentId: null };
    };
    const traced = [
      ...of(view.atRest).map(({ account, amountMinor }) => part("at-rest", placeOf(account), amountMinor)),
      ...of(view.lostSight).map(({ account, amountMinor }) => part("lost-sight", placeOf(account), amountMinor)),
      ...of(view.exits).map(({ account, kind, amountMinor }) => part("exited", `${kind} ${account.key}`, amountMinor)),
      ...of(view.writtenOff).map(({ account, amountMinor }) => part("written-off", account.key, amountMinor)),
      ...of(view.returned).flatMap((row) => returnedParts(row, of(view.flows), known.paid)),
    ];
    return { lossId, traced };
  });
}

/** What came back to one account, each payment of ours that the trace saw apart from the rest. */
function returnedParts(
  { account, loss, amountMinor }: TracedMoney["returned"][number],
  flows: TracedMoney["flows"],
  paid: readonly PaidToLoss[],
): readonly TracedPart[] {
  const open = paid.filter(({ lossId }) => lossId === loss.id);
  const parts: TracedPart[] = [];
  let left = amountMinor;
  for (const { transfer, amountMinor: cameBack } of flows) {
    if (transfer.payee.key !== account.key) continue;
    const at = open.findIndex((payment) => isOf(payment, transfer));
    const [payment] = at < 0 ? [] : open.splice(at, 1);
    const part = Math.min(left, cameBack);
    if (payment === undefined || part === 0) continue;
    left -= part;
    const found = { bucket: "returned", place: account.key, amountMinor: toMinorUnits(part) } as const;
    parts.push({ ...found, paymentId: payment.paymentId });
  }
  const rest = { bucket: "returned", place: account.key, amountMinor: toMinorUnits(left), paymentId: null } as const;
  return left > 0 ? [...parts, rest] : parts;
}

/** A day: banks write the day of a payment where its hour is not known. */
const dayMs = 86_400_000;

function isOf({ fromAccount, toAccount, amountMinor, orderedMs }: PaidToLoss, transfer: TransferView): boolean {
  const isBetween = isNumberOf(fromAccount, transfer.payer) && isNumberOf(toAccount, transfer.payee);
  return isBetween && transfer.amountMinor === amountMinor && transfer.atMs > orderedMs - dayMs;
}

function isNumberOf(number: string, { key, numbers }: AccountView): boolean {
  return number === key || numbers.includes(number);
}
