/** One key's sum. `code` is an exit kind's, or 0 where kinds do not matter. */
export interface TallyEntry {
  readonly account: number;
  readonly code: number;
  readonly loss: number;
  readonly amountMinor: number;
  /** The smallest instant added under the key, ms. */
  readonly sinceMs: number;
}

/** Sums of minor units by (account, code, loss). */
export class Tally {
  readonly #losses: number;
  readonly #sums = new Map<number, { amountMinor: number; sinceMs: number }>();

  constructor(losses: number) {
    this.#losses = losses;
  }

  /** Adds `amountMinor` under the key; the key packs into one number: 2^32 accounts × 16 codes × 100,000 losses fit. */
  add(key: { account: number; code: number; loss: number }, amountMinor: number, atMs: number): void {
    const packed = (key.account * 16 + key.code) * this.#losses + key.loss;
    const sum = this.#sums.get(packed);
    if (sum === undefined) {
      this.#sums.set(packed, { amountMinor, sinceMs: atMs });
      return;
    }
    sum.amountMinor += amountMinor;
    if (atMs < sum.sinceMs) sum.sinceMs = atMs;
  }

  /** All sums, ascending by (account, code, loss). */
  entries(): TallyEntry[] {
    return [...this.#sums]
      .sort(([a], [b]) => a - b)
      .map(([packed, sum]) => {
        const place = Math.floor(packed / this.#losses);
        return { account: Math.floor(place / 16), code: place % 16, loss: packed % this.#losses, ...sum };
      });
  }
}
