import type { AwaitedReceipt } from "./awaited-receipts.ts";

/** Most legs in one part: some reading of an account costs some legs that nobody asked for, and no more than these. */
export const legsInPart = 256;

/**
 * Consecutive legs of one account, with all that a walk over the reached accounts reads of them. Columns by leg, ascending.
 */
export interface LegPart {
  readonly account: number;
  /** 2 × transfer + side, as in `LegIndex`. */
  readonly leg: Uint32Array;
  readonly other: Uint32Array;
  readonly atMs: Float64Array;
  readonly amountMinor: Float64Array;
  /** Of the transfer, `RunningBalances.payeeBeforeMinor`. */
  readonly payeeBeforeMinor: Float64Array;
  /** As in `TransferColumns`. */
  readonly flags: Uint8Array;
  /** `transferMarks`. */
  readonly marks: Uint8Array;
  /** The reversals among the legs, by place in the part, ascending. */
  readonly reversals: { readonly place: Uint32Array; readonly original: Uint32Array };
  /** Balances stated of either side of the transfers: 2 × place + side, ascending. */
  readonly stated: { readonly placeAndSide: Uint32Array; readonly balanceMinor: Float64Array };
  /** The account's receipts of this part and before it that it pays back in this part or behind it. */
  readonly awaited: readonly AwaitedReceipt[];
}

/** Where a part is kept: the account, and the row among the account's. */
export interface PartPlace {
  readonly account: number;
  /**
   * In row 0 is what is known of the account, and its legs too when one part holds them all. Else part k is in row k + 1.
   */
  readonly row: number;
}

/** Rows an account may have: 2^21 of 256 legs. */
export const rowsOfAccount: number = 2 ** 21;

/** A place as one number, which ascends by account and row: with 2^32 accounts it is exact. */
export function placeNumber({ account, row }: PartPlace): number {
  return account * rowsOfAccount + row;
}

/** The place that `placeNumber` made the number of. */
export function placeOf(number: number): PartPlace {
  return { account: Math.floor(number / rowsOfAccount), row: number % rowsOfAccount };
}

/** Of each account of more than one part: the first transfer of every part. */
export type PartDirectory = ReadonlyMap<number, Uint32Array>;

/** What is stated of the transfer's side at a place of the part; NaN where nothing is. */
export function statedInPart({ stated }: LegPart, place: number, side: 0 | 1): number {
  const at = stated.placeAndSide.indexOf(place * 2 + side);
  return at < 0 ? Number.NaN : stated.balanceMinor[at]!;
}
