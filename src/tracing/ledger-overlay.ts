import type { TransferColumns } from "../flows/ledger-columns.ts";

/**
 * What later statements make of a ledger, laid over its columns so that these need not be copied. Places are those of the
 * merged order, in which the ledger's transfers keep their order and the inserted ones stand between them. A transfer that
 * has become otherwise is withdrawn and inserted.
 */
export interface LedgerOverlay {
  readonly inserted: InsertedTransfers;
  /**
   * Transfers of the ledger that are none any more, ascending: they keep their places and move nothing. With a reversal
   * its original is withdrawn as well, and the other way round.
   */
  readonly withdrawn: Uint32Array;
  /** Sparse, ascending by `transfer`: reversals that the ledger does not know of. */
  readonly reversals: TransferColumns["reversals"];
  /** Sparse: balances stated after a transfer of either; what is stated here wins. */
  readonly statedBalances: TransferColumns["statedBalances"];
  /** Accounts that are new, or of which something has changed: everything about them. */
  readonly accounts: ReadonlyMap<number, OverlaidAccount>;
  /** How many accounts there are in all; the new ones' indices follow the ledger's. */
  readonly accountCount: number;
}

/** Transfers between the ledger's; units as in `TransferColumns`. */
export interface InsertedTransfers {
  /** Where each stands in the merged order, ascending. */
  readonly place: Uint32Array;
  readonly payer: Uint32Array;
  readonly payee: Uint32Array;
  readonly atMs: Float64Array;
  readonly amountMinor: Float64Array;
  readonly flags: Uint8Array;
}

/** An account as it is with the overlay; coverage sorted and disjoint, ms. */
export interface OverlaidAccount {
  readonly key: string;
  readonly exitKind: number;
  /** NaN when unknown (T5). */
  readonly openingMinor: number;
  readonly coverage: readonly (readonly [fromMs: number, toMs: number])[];
}
