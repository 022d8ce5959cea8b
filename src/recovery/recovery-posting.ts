import type { MinorUnits } from "../money/minor-units.ts";

/** Where a part of a loss is. */
export type RecoveryBucket = "returned" | "held" | "at-rest" | "exited" | "lost-sight" | "written-off";

/** A part of a loss and where it is: the account, the kind of exit, or what returned it. */
export interface RecoveryPart {
  readonly bucket: RecoveryBucket;
  readonly place: string;
  readonly amountMinor: MinorUnits;
}

/**
 * One line of the double-entry ledger. `lost` is the other side of every loss and stands below zero; the lines of a
 * transaction sum to 0 for each loss.
 */
export interface RecoveryPosting {
  readonly lossId: string;
  readonly bucket: RecoveryBucket | "lost";
  readonly place: string;
  /** Above 0 it comes here, below 0 it leaves. Never 0. */
  readonly amountMinor: MinorUnits;
}

/** What one event did to the ledger. Transactions are only ever added, in the order of their instants. */
export interface RecoveryTransaction {
  readonly atMs: number;
  /** The event: an order's id, a trace's, a return's. */
  readonly cause: string;
  readonly postings: readonly RecoveryPosting[];
}
