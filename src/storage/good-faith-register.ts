/** A named officer's finding that a holder acquired in good faith (善意取得): a trace stops there (tracing rule T20). */
export interface GoodFaithMark {
  /** The account's number or key, as it was given. */
  readonly account: string;
  /** The case that it is for; `null`: every case. */
  readonly caseName: string | null;
  readonly officer: string;
  /** What shows it, in the officer's words: a contract, a receipt, a statement of the holder. */
  readonly evidence: string;
  /** When it was recorded, ms since 1970 UTC. */
  readonly markedMs: number;
  /** Who took it back, why and when; `null` while it is in force. */
  readonly removed: GoodFaithRemoval | null;
}

/** A mark taken back. */
export interface GoodFaithRemoval {
  readonly officer: string;
  readonly reason: string;
  readonly removedMs: number;
}

/** The marks of good faith. Nothing is ever deleted: a mark taken back stays in the history. */
export interface GoodFaithRegister {
  /** Every mark ever made, in the order in which they were made. */
  marks(): Promise<readonly GoodFaithMark[]>;
  add(mark: Omit<GoodFaithMark, "removed">): Promise<void>;
  /** Takes back the marks in force of an account for a case (`null`: for every case); answers how many there were. */
  remove(place: Pick<GoodFaithMark, "account" | "caseName">, removal: GoodFaithRemoval): Promise<number>;
}
