import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import type { AllocatingDoctrine } from "./doctrine.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

/** A ledger in one of the orders tried (T7), with the account and the losses by that order's indices. */
export interface LedgerOrder {
  readonly ledger: LedgerColumns;
  readonly account: number;
  readonly losses: readonly Loss[];
  /** Per transfer its index in the ledger's own order; `null` for that order itself. */
  readonly rowAt: Uint32Array | null;
}

/** A victim: whom the losses named are returned to. */
export interface ClaimingVictim {
  readonly name: string;
  /** Ids of the victim's losses. */
  readonly losses: readonly string[];
  /** All that the victim lost in the case, also what never came near this account. */
  readonly lossMinor: MinorUnits;
  /** Returned already, from wherever. */
  readonly returnedMinor: MinorUnits;
  /** Of it, out of this frozen sum. */
  readonly returnedHereMinor: MinorUnits;
}

/** Which frozen sum is to be attributed, and by what measure. */
export interface AttributionQuestion {
  readonly victims: readonly ClaimingVictim[];
  /** The sum frozen at `frozenAtMs`; what was returned out of it since is part of it. */
  readonly frozenMinor: MinorUnits;
  /** The freeze; later transfers are not looked at. */
  readonly frozenAtMs: number;
  /** ε: the largest balance that an account may have held before a deposit that still counts as its only one. */
  readonly epsilonMinor: MinorUnits;
  /** By which doctrine the money that entered is counted (T14: the case's doctrine for attribution). */
  readonly doctrine: AllocatingDoctrine;
  readonly options: Pick<TraceOptions, "stops" | "hubCounterparties" | "dustMinor">;
}
