import { type TransferColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import type { BoundLosses } from "./bind-losses.ts";

/** Bits of `transferMarks`. */
export const MARK_LOSS = 1;
export const MARK_REVERSAL = 2;
/** A later transfer reverses this one, so that its pieces must be known again (T8). */
export const MARK_AWAITED = 4;
export const MARK_STATED = 8;
/** Moves nothing: failed (T8), or later than the as-of time. */
export const MARK_STILL = 16;

/** One byte a transfer: what sets it apart from a plain payment; 0 for nearly all, so that the walk looks once. */
export function transferMarks(transfers: TransferColumns, losses: BoundLosses, asOfMs: number | null): Uint8Array {
  const marks = new Uint8Array(transfers.length);
  const set = (transfer: number, bit: number): void => {
    marks[transfer]! |= bit;
  };
  for (const transfer of losses.transfer) set(transfer, MARK_LOSS);
  for (const transfer of transfers.reversals.transfer) set(transfer, MARK_REVERSAL);
  for (const transfer of transfers.reversals.original) set(transfer, MARK_AWAITED);
  for (const transfer of transfers.statedBalances.transfer) set(transfer, MARK_STATED);
  for (let transfer = 0; transfer < transfers.length; transfer++) {
    if ((transfers.flags[transfer]! & TRANSFER_FAILED) !== 0) marks[transfer]! |= MARK_STILL;
  }
  if (asOfMs === null) return marks;
  for (let transfer = 0; transfer < transfers.length; transfer++) {
    if (transfers.atMs[transfer]! > asOfMs) marks[transfer]! |= MARK_STILL;
  }
  return marks;
}
