/**
 * The ledger as the engine reads it: one entry per transfer, in the ledger's order (tracing rule T6). Layout, order and
 * units are fixed here and nowhere else. 24 bytes a transfer and one flag byte; what is rare is sparse.
 */
export interface TransferColumns {
  readonly length: number;
  /** Account indices. */
  readonly payer: Uint32Array;
  readonly payee: Uint32Array;
  /** ms since 1970 UTC: the payer's witness where there is one, else the payee's. */
  readonly atMs: Float64Array;
  /** Minor units, non-negative integers only. */
  readonly amountMinor: Float64Array;
  /** Bits: `TRANSFER_FAILED`, `TRANSFER_REVERSAL`, `TRANSFER_ORDER_GUESSED`, `TRANSFER_DAY_PRECISION`. */
  readonly flags: Uint8Array;
  /** Sparse, ascending by `transfer`: which transfer each reversal undoes. */
  readonly reversals: { readonly transfer: Uint32Array; readonly original: Uint32Array };
  /** Sparse, ascending by (transfer, side): stated balances after the transfer. Side 0 = payer, 1 = payee. */
  readonly statedBalances: {
    readonly transfer: Uint32Array;
    readonly side: Uint8Array;
    readonly balanceMinor: Float64Array;
  };
  readonly ties: TieColumns;
}

/**
 * Rows of one account whose order had to be guessed (rule T7), sparse. Group i is of `account[i]`; its members stand from
 * `start[i]` to `start[i + 1]`, ascending by `transfer`. Groups ascend by account, those of one account by time.
 */
export interface TieColumns {
  readonly account: Uint32Array;
  /** One entry more than groups. */
  readonly start: Uint32Array;
  readonly transfer: Uint32Array;
  /** Per member: the interval [from, to) in ms in which the account's own witness puts it. */
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
}

/** The ties of a ledger of which the order is known throughout. */
export const noTies: TieColumns = {
  account: new Uint32Array(),
  start: new Uint32Array(1),
  transfer: new Uint32Array(),
  fromMs: new Float64Array(),
  toMs: new Float64Array(),
};

export const TRANSFER_FAILED = 1;
export const TRANSFER_REVERSAL = 2;
export const TRANSFER_ORDER_GUESSED = 4;
export const TRANSFER_DAY_PRECISION = 8;

/** The accounts of a ledger, one entry per account index. */
export interface AccountColumns {
  readonly length: number;
  /** Canonical key: the number, `#USD` behind it for another currency than CNY; `@…` for what is no account. */
  readonly keys: readonly string[];
  /** `exitKindCode`: 0 for an ordinary account, else what kind of exit money that reaches it has taken. */
  readonly exitKind: Uint8Array;
  /** Opening balance in minor units; NaN when unknown (rule T5). */
  readonly openingMinor: Float64Array;
  /** Sorted, disjoint coverage intervals (T10) in ms: of account i from `coverageStart[i]` to `coverageStart[i + 1]`. */
  readonly coverageStart: Uint32Array;
  readonly coverageFromMs: Float64Array;
  readonly coverageToMs: Float64Array;
  /** 1 where the interval was inferred from the first and last row, 0 where the period asked for is known. */
  readonly coverageInferred: Uint8Array;
}

/** A ledger ready to be traced. */
export interface LedgerColumns {
  readonly transfers: TransferColumns;
  readonly accounts: AccountColumns;
}
