import { type TransferColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import type { BoundLosses } from "./bind-losses.ts";

/** Bits of a transfer's mark. */
export const MARK_LOSS = 1;
export const MARK_REVERSAL = 2;
/** A later transfer reverses this one, so that its pieces must be known again (T8). */
export const MARK_AWAITED = 4;
export const MARK_STATED = 8;
/** Moves nothing: failed (T8), or, in a trace, later than the as-of time. */
export const MARK_STILL = 16;
/** Of an overlay: the ledger's transfer is none any more, whatever its own marks. */
export const MARK_WITHDRAWN = 32;

/**
 * One byte a transfer: what the ledger alone says that sets it apart from a plain payment; 0 for nearly all, so that a
 * walk looks once.
 */
export function transferMarks(transfers: TransferColumns): Uint8Array {
  const marks = new Uint8Array(transfers.length);
  const set = (transfer: number, bit: number): void => {
    marks[transfer]! |= bit;
  };
  for (const transfer of transfers.reversals.transfer) set(transfer, MARK_REVERSAL);
  for (const transfer of transfers.reversals.original) set(transfer, MARK_AWAITED);
  for (const transfer of transfers.statedBalances.transfer) set(transfer, MARK_STATED);
  for (let transfer = 0; transfer < transfers.length; transfer++) {
    if ((transfers.flags[transfer]! & TRANSFER_FAILED) !== 0) marks[transfer]! |= MARK_STILL;
  }
  return marks;
}

/** The marks with what one trace adds to them: its losses, and what is later than its as-of time. */
export function markTrace(
  marks: Uint8Array,
  losses: BoundLosses,
  { atMs, asOfMs }: { readonly atMs: Float64Array; readonly asOfMs: number | null },
): Uint8Array {
  const marked = marks.slice();
  for (const transfer of losses.transfer) marked[transfer]! |= MARK_LOSS;
  if (asOfMs === null) return marked;
  for (let transfer = 0; transfer < marked.length; transfer++) {
    if (atMs[transfer]! > asOfMs) marked[transfer]! |= MARK_STILL;
  }
  return marked;
}
