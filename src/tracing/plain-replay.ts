import type { LegReader } from "./leg-reader.ts";
import { heldAfterPayment } from "./running-balances.ts";
import { MARK_REVERSAL, MARK_STATED, MARK_STILL } from "./transfer-marks.ts";

/** Told of what an account paid or is stated to hold beyond what it held (T4, T17). */
export type OnUnexplained = (transfer: number, amountMinor: number) => void;

/** Where clocks differ, transfers before a place may be later than the as-of time, so that running balances mislead. */
export interface TimeCut {
  readonly asOfMs: number | null;
  /** The first transfer later than it; running balances hold up to it. */
  readonly cut: number;
}

/** Whether the transfer moves nothing in this trace: failed, an account's payment to itself, or later than the as-of time. */
export function isStill(reader: LegReader, transfer: number, { asOfMs, cut }: TimeCut): boolean {
  if ((reader.marks(transfer) & MARK_STILL) !== 0 || reader.payer(transfer) === reader.payee(transfer)) return true;
  return asOfMs !== null && transfer >= cut && reader.atMs(transfer) > asOfMs;
}

/** What an account that held `heldMinor` holds after a leg of its own that moves, and what of it is unexplained. */
export function moveLeg(
  reader: LegReader,
  leg: number,
  heldMinor: number,
): { readonly heldMinor: number; readonly unexplainedMinor: number } {
  const transfer = leg >>> 1;
  const side = (leg & 1) as 0 | 1;
  const mark = reader.marks(transfer);
  const amount = reader.amountMinor(transfer);
  const after = side === 0 ? heldAfterPayment(heldMinor, amount, mark) : heldMinor + amount;
  const shortfall = side === 0 && (mark & MARK_REVERSAL) === 0 ? after - (heldMinor - amount) : 0;
  const statedMinor = (mark & MARK_STATED) === 0 ? Number.NaN : reader.statedMinor(transfer, side);
  const bound = Number.isNaN(statedMinor) ? after : statedMinor;
  return { heldMinor: bound, unexplainedMinor: shortfall + Math.max(0, bound - after) };
}

/**
 * What the account holds before `to`, a place behind the cut, minor units; told of what is unexplained from the cut on.
 * Its legs are moved again from its last receipt before the cut, where the running balance is still right.
 */
export function replayPlain(
  reader: LegReader,
  place: { readonly account: number; readonly to: number; readonly time: TimeCut },
  onUnexplained: OnUnexplained,
): number {
  const { account, to, time } = place;
  const known = reader.lastReceiptBefore(account, time.cut);
  let held = known < 0 ? reader.openingMinor(account) || 0 : reader.payeeBeforeMinor(known);
  for (const leg of reader.legsBetween(account, Math.max(0, known), to)) {
    const transfer = leg >>> 1;
    if (isStill(reader, transfer, time)) continue;
    const moved = moveLeg(reader, leg, held);
    held = moved.heldMinor;
    if (transfer >= time.cut) onUnexplained(transfer, moved.unexplainedMinor);
  }
  return held;
}
