import type { TransferColumns } from "../flows/ledger-columns.ts";
import type { BoundLosses } from "./bind-losses.ts";

/** Bits of `transferMarks`. */
export const MARK_LOSS = 1;
export const MARK_REVERSAL = 2;
/** A later transfer reverses this one, so that its pieces must be known again (T8). */
export const MARK_AWAITED = 4;
export const MARK_STATED = 8;
/** Later than the as-of time. */
export const MARK_LATER = 16;

/** One byte a transfer: what sets it apart from a plain payment; 0 for nearly all, so that the pass looks once. */
export function transferMarks(transfers: TransferColumns, losses: BoundLosses, asOfMs: number | null): Uint8Array {
  const marks = new Uint8Array(transfers.length);
  const set = (transfer: number, bit: number): void => {
    marks[transfer]! |= bit;
  };
  for (const transfer of losses.transfer) set(transfer, MARK_LOSS);
  for (const transfer of transfers.reversals.transfer) set(transfer, MARK_REVERSAL);
  for (const transfer of transfers.reversals.original) set(transfer, MARK_AWAITED);
  for (const transfer of transfers.statedBalances.transfer) set(transfer, MARK_STATED);
  if (asOfMs !== null) {
    for (let transfer = 0; transfer < transfers.length; transfer++) {
      if (transfers.atMs[transfer]! > asOfMs) marks[transfer]! |= MARK_LATER;
    }
  }
  return marks;
}
