import type { ExitKind } from "../flows/exit-kind.ts";
import type { Doctrine } from "./doctrine.ts";

/** One loss's balance sheet (T2): `lossMinor` = the sum of the other five, exactly. All in minor units. */
export interface BalanceSheetRow {
  readonly loss: number;
  readonly lossMinor: number;
  readonly atRestMinor: number;
  readonly exitedMinor: number;
  readonly lostSightMinor: number;
  readonly returnedMinor: number;
  readonly writtenOffMinor: number;
}

/**
 * Traced amounts on transfers, ordered by (transfer, loss, hop), one record a key. `loss` is the position in the input.
 */
export interface FlowColumns {
  readonly length: number;
  readonly transfer: Uint32Array;
  readonly loss: Uint32Array;
  readonly hop: Uint32Array;
  readonly amountMinor: Float64Array;
}

/** Traced money of one loss in one account. `lastSeen`: the account's coverage ends before the as-of time (T10). */
export interface AtRest {
  readonly account: number;
  readonly loss: number;
  readonly amountMinor: number;
  readonly lastSeen: boolean;
  /** When the oldest of it arrived, ms. */
  readonly sinceMs: number;
}

/** Money that left the ledger, per account where it left (the stop, the payer, the debtor), kind and loss. */
export interface Exit {
  readonly account: number;
  readonly kind: ExitKind;
  readonly loss: number;
  readonly amountMinor: number;
}

/** Money that stands at an account whose statement does not cover its arrival, or that a stated balance drove out. */
export interface LostSight {
  readonly account: number;
  readonly loss: number;
  readonly amountMinor: number;
  /** Earliest arrival not covered, ms: the request's period begins here. */
  readonly sinceMs: number;
}

/** Money that came back to its own victim. */
export interface Settled {
  readonly account: number;
  readonly loss: number;
  readonly amountMinor: number;
}

/** Dust written off (T12). */
export interface WrittenOff extends Settled {
  /** When the first of it was, ms. */
  readonly sinceMs: number;
}

/** The shortfall of a payment over what the account's lots held (T4). */
export interface Unexplained {
  readonly transfer: number;
  readonly account: number;
  readonly amountMinor: number;
}

/** An allocating doctrine's answer. Every list is sorted by its keys in the order the fields stand. */
export interface AllocatedTrace {
  readonly kind: "allocated";
  readonly doctrine: Exclude<Doctrine, "poison">;
  readonly balanceSheet: readonly BalanceSheetRow[];
  readonly flows: FlowColumns;
  readonly atRest: readonly AtRest[];
  readonly exits: readonly Exit[];
  readonly lostSight: readonly LostSight[];
  readonly returned: readonly Settled[];
  readonly writtenOff: readonly WrittenOff[];
  readonly unexplained: readonly Unexplained[];
  /** Accounts treated as stops, ascending: the list, the exits of the ledger and the hubs over the limit. */
  readonly stops: readonly number[];
  /** Transfers that left a frontier account and are known from counterparties only (T10, "partly seen"), ascending. */
  readonly partlySeen: readonly number[];
}

/** The answer of `poison`: which transfers are marked, for which loss, at which smallest hop. No amounts. */
export interface ReachTrace {
  readonly kind: "reach";
  readonly doctrine: "poison";
  readonly transfer: Uint32Array;
  readonly loss: Uint32Array;
  readonly hop: Uint32Array;
}

/** What a trace answers. */
export type TraceResult = AllocatedTrace | ReachTrace;
