/** Marks "no value" in a column of indices. */
export const NONE = 0xffff_ffff;

/**
 * Every accepted statement row of the ledger as columns: the input from which transfers are derived. One entry per row,
 * ordered by (file order, sheet, row), so that the derivation does not depend on the order of imports. File order is
 * ascending SHA-256. String columns hold indices into `strings`; index 0 is the empty string.
 */
export interface WitnessColumns {
  readonly length: number;
  readonly strings: readonly string[];
  /** SHA-256 of each file, ascending. */
  readonly files: readonly string[];
  readonly file: Uint32Array;
  readonly sheet: Uint16Array;
  readonly row: Uint32Array;
  readonly ownCard: Uint32Array;
  readonly ownAccount: Uint32Array;
  readonly otherCard: Uint32Array;
  readonly otherAccount: Uint32Array;
  readonly ownName: Uint32Array;
  readonly otherName: Uint32Array;
  readonly ownBank: Uint32Array;
  readonly otherBank: Uint32Array;
  /** Start of the stated time's interval, ms since 1970 UTC. */
  readonly atMs: Float64Array;
  /** Position in `precisionCodes`. */
  readonly precision: Uint8Array;
  /** Absolute minor units, integers only. */
  readonly amountMinor: Float64Array;
  /** Position in `directionCodes`. */
  readonly direction: Uint8Array;
  /** Own balance after the row; NaN when none is stated. */
  readonly ownBalanceMinor: Float64Array;
  /** Counterparty's balance after the row; NaN when none is stated. */
  readonly otherBalanceMinor: Float64Array;
  /** Index into `strings` of the ISO code. */
  readonly currency: Uint32Array;
  /** Position in `statusCodes`. */
  readonly status: Uint8Array;
  /** Position in `movementCodes`. */
  readonly movement: Uint8Array;
  /** Bits by `flagBit`. */
  readonly flags: Uint32Array;
  /** 64-bit hash of the serial's text as two 32-bit halves; 0/0 when empty. */
  readonly serialHigh: Uint32Array;
  readonly serialLow: Uint32Array;
  /** The serial as a number when it is all digits and at most 15 long, else NaN: orders tied rows of one bank (T6). */
  readonly serialOrder: Float64Array;
  /** Same hash of `reversesSerial`; 0/0 when empty. */
  readonly reversesHigh: Uint32Array;
  readonly reversesLow: Uint32Array;
  /** Order numbers and clearing serials that another institution's row may share (F26); ascending by row. */
  readonly references: ReferenceColumns;
}

/** Where rows stand and when they say that they were: all that is asked of most rows once the ledger is derived. */
export type WitnessPlaces = Pick<WitnessColumns, "length" | "files" | "file" | "sheet" | "row" | "atMs" | "precision">;

/** Sparse: one entry a number, hashed as `WitnessColumns.serialHigh` and `serialLow` are; a row may have several. */
export interface ReferenceColumns {
  readonly row: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Bytes of `WitnessColumns.precision`, coarser last. Append only, as all code lists here. */
export const precisionCodes = ["millisecond", "second", "minute", "hour", "day"] as const;
export const directionCodes = ["unknown", "in", "out"] as const;
export const statusCodes = ["unknown", "ok", "failed"] as const;
export const movementCodes = ["unknown", "transfer", "cash", "fee", "interest", "purchase"] as const;
