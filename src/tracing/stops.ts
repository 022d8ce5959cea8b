/** Which accounts are stops (T10, T11), and how money exits there. */
export interface Stops {
  /** 0, or the code of the exit kind that money takes at the account. */
  kindOf(account: number): number;
  /** All stops, ascending. */
  list(): number[];
}

/** Stops by a column with each account's kind: what a walk over a whole ledger asks. */
export class ColumnStops implements Stops {
  readonly #kinds: Uint8Array;

  /** @param kinds `stopKinds`. */
  constructor(kinds: Uint8Array) {
    this.#kinds = kinds;
  }

  kindOf(account: number): number {
    return this.#kinds[account]!;
  }

  list(): number[] {
    const stops: number[] = [];
    this.#kinds.forEach((kind, account) => {
      if (kind !== 0) stops.push(account);
    });
    return stops;
  }
}
