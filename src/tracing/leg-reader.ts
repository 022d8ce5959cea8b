import type { AwaitedReceipt } from "./awaited-receipts.ts";
import type { LedgerReader } from "./ledger-reader.ts";

/** A ledger that can also be read along one account: what a walk over the reached accounts alone needs. */
export interface LegReader extends LedgerReader {
  openingMinor(account: number): number;
  /** `RunningBalances.payeeBeforeMinor`. */
  payeeBeforeMinor(transfer: number): number;
  /** The account's receipts that it pays back later: of those paid back behind `transfer`, all. */
  awaitedReceipts(account: number, transfer: number): readonly AwaitedReceipt[];
  /** The account's legs (`LegIndex`) on the transfers from `from` up to, not including, `to`. */
  legsBetween(account: number, from: number, to: number): Iterable<number>;
  /** The account's last receipt before `transfer` that did not fail and came from another; -1 when there is none. */
  lastReceiptBefore(account: number, transfer: number): number;
  /**
   * Puts the cursor of the account, which has `slot` in the walk, on its first leg behind `transfer`: that leg's
   * transfer, or `NO_TRANSFER`.
   */
  seek(account: number, slot: number, transfer: number): number;
  /** Moves the account's cursor on by one leg: that leg's transfer, or `NO_TRANSFER`. */
  advance(account: number, slot: number): number;
}
