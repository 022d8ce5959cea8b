/** Legs, one entry each: a transfer as one of its two accounts sees it. Ascending by (transfer, side). */
export interface LegColumns {
  readonly length: number;
  /** Account indices of the ledger. */
  readonly account: Uint32Array;
  /** Index of the transfer in the ledger's order. */
  readonly transfer: Uint32Array;
  /** 0: the account pays; 1: it is paid. */
  readonly side: Uint8Array;
  readonly other: Uint32Array;
  readonly atMs: Float64Array;
  /** Minor units, non-negative integers only. */
  readonly amountMinor: Float64Array;
  /** As in `TransferColumns`. */
  readonly flags: Uint8Array;
  /** The transfer that a reversal undoes, else NONE. */
  readonly original: Uint32Array;
  /** The account's stated balance after the transfer; NaN when none is stated. */
  readonly balanceMinor: Float64Array;
}

/** What a trace needs of an account besides its legs. */
export interface LegAccount {
  readonly account: number;
  readonly key: string;
  /** `exitKindCode`. */
  readonly exitKind: number;
  /** NaN when unknown. */
  readonly openingMinor: number;
  /** How many legs it has. */
  readonly legs: number;
  /** Sorted, disjoint. */
  readonly coverage: readonly CoverageInterval[];
  /** Its rows in guessed order (T7), group by group. */
  readonly ties: readonly (readonly TieMember[])[];
}

/** From, to in ms, and 1 where the interval was inferred. */
export type CoverageInterval = readonly [fromMs: number, toMs: number, inferred: number];

/** One of several transfers in guessed order, and the interval of its time. */
export type TieMember = readonly [transfer: number, fromMs: number, toMs: number];

/** Legs of the given number, all zero, to be filled. */
export function emptyLegs(length: number): LegColumns {
  return {
    length,
    account: new Uint32Array(length),
    transfer: new Uint32Array(length),
    side: new Uint8Array(length),
    other: new Uint32Array(length),
    atMs: new Float64Array(length),
    amountMinor: new Float64Array(length),
    flags: new Uint8Array(length),
    original: new Uint32Array(length),
    balanceMinor: new Float64Array(length),
  };
}
