import type { LotPool } from "./lot-pool.ts";
import type { Payment } from "./payment.ts";

/** Told of every lot that is written off. */
export type OnWriteOff = (loss: number, amountMinor: number) => void;

/** The arrival of a payment at an account. */
export interface Arrival {
  readonly account: number;
  readonly transfer: number;
  /** 1 when the account's coverage does not include the arrival (T10). */
  readonly unseen: 0 | 1;
  /** Whether a later transfer reverses this one (T8). */
  readonly awaited: boolean;
}

/**
 * The lots of the accounts under a doctrine: ordered by arrival (`QueueLots`) or one per origin (`RateableLots`).
 * An account is named by its slot in the walk. All amounts in minor units; no call takes more than the account holds. Every call keeps `pool.heldMinor`.
 */
export interface AccountLots {
  readonly pool: LotPool;
  copy(): AccountLots;
  /** Begins the account's list: `heldMinor` of non-victim money is in it so far. */
  open(account: number, heldMinor: number): void;
  /** Adds non-victim money, the newest lot. */
  addOther(account: number, amountMinor: number): void;
  /** Adds the pieces of a payment in their order (T19). */
  add(arrival: Arrival, payment: Payment): void;
  /** Takes the payment when one look shows that no traced money is in it; else takes nothing and returns `false`. */
  takeOther(account: number, amountMinor: number): boolean;
  /** Takes `amountMinor` by the doctrine, appending the pieces. */
  take(account: number, amountMinor: number, payment: Payment): void;
  /**
   * Takes up to `limitMinor` of what remains of the pieces that `original` brought (T8); returns how much. An account
   * without a list holds nothing of the kind.
   */
  takeBrought(account: number, back: TakeBack, payment: Payment): number;
  /** Writes off the account's lots below `dustMinor` (T12). */
  writeOff(account: number, dustMinor: number, onWriteOff: OnWriteOff): void;
}

/** What a reversal asks for first: how much at most, of what its original brought. */
export interface TakeBack {
  readonly original: number;
  readonly limitMinor: number;
}
