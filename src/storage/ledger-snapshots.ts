import type { DerivedLedger } from "../flows/derived-ledger.ts";
import type { WitnessPlaces } from "../flows/witness-columns.ts";

/** What is derived from a ledger's rows, and of the rows themselves where they stand and when. */
export interface KeptDerivation {
  readonly derived: DerivedLedger;
  readonly witnesses: WitnessPlaces;
  /** Of a large snapshot, whose parts are read at their first use: whether one was found damaged, and thrown as STORAGE_SNAPSHOT_DAMAGED_LATER. */
  readonly isDamaged?: () => boolean;
}

/**
 * The ledger as it was derived last, so that it is opened and not derived again. Only a help: whatever is wrong with it is
 * a warning to the user and no failure, since the ledger's rows say the same.
 */
export interface LedgerSnapshots {
  /**
   * What was derived from the state of the ledger that `key` names; `undefined` when it is not kept. A damaged file is
   * warned of, removed, and counts as none. Of a large one, holders and what is kept of rows are read, and checked, at
   * their first use, which throws STORAGE_SNAPSHOT_DAMAGED_LATER.
   */
  open(key: string): Promise<KeptDerivation | undefined>;
  /** Keeps a derivation in place of every other. When it cannot (a full disk), it warns. */
  keep(key: string, derivation: KeptDerivation): Promise<void>;
}

/** Keeps nothing: for a ledger that is forgotten. */
export const noSnapshots: LedgerSnapshots = {
  open: async () => undefined,
  keep: async () => undefined,
};
