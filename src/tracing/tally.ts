/** One key's sum. `code` is an exit kind's, or 0 where kinds do not matter. */
export interface TallyEntry {
  readonly account: number;
  readonly code: number;
  readonly loss: number;
  readonly amountMinor: number;
  /** The smallest instant added under the key, ms. */
  readonly sinceMs: number;
}

const empty = -1;

/**
 * Sums of minor units by (account, code, loss). A hash table of columns: a city writes off millions of lots of dust, and
 * as many objects in a Map cost more than all else that a trace does.
 */
export class Tally {
  readonly #losses: number;
  #size = 0;
  #key: Float64Array = new Float64Array(64).fill(empty);
  #amountMinor: Float64Array = new Float64Array(64);
  #sinceMs: Float64Array = new Float64Array(64);

  constructor(losses: number) {
    this.#losses = losses;
  }

  /** Adds `amountMinor` under the key; the key packs into one number: 2^32 accounts × 16 codes × 100,000 losses fit. */
  add(key: { account: number; code: number; loss: number }, amountMinor: number, atMs: number): void {
    const packed = (key.account * 16 + key.code) * this.#losses + key.loss;
    const slot = this.#slotOf(packed);
    if (this.#key[slot] === packed) {
      this.#amountMinor[slot]! += amountMinor;
      if (atMs < this.#sinceMs[slot]!) this.#sinceMs[slot] = atMs;
      return;
    }
    this.#key[slot] = packed;
    this.#amountMinor[slot] = amountMinor;
    this.#sinceMs[slot] = atMs;
    this.#size += 1;
    if (this.#size * 2 > this.#key.length) this.#grow();
  }

  /** What `make` makes of every sum, ascending by (account, code, loss). */
  list<Row>(make: (entry: TallyEntry) => Row): Row[] {
    const keys = this.#key.filter((key) => key !== empty).sort();
    return Array.from(keys, (packed) => {
      const slot = this.#slotOf(packed);
      const place = Math.floor(packed / this.#losses);
      return make({
        account: Math.floor(place / 16),
        code: place % 16,
        loss: packed % this.#losses,
        amountMinor: this.#amountMinor[slot]!,
        sinceMs: this.#sinceMs[slot]!,
      });
    });
  }

  /** Where the key stands, or the free place for it. */
  #slotOf(packed: number): number {
    const mask = this.#key.length - 1;
    const high = Math.floor(packed / 2 ** 32);
    const mixed = Math.imul(packed - high * 2 ** 32, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#key[slot] !== packed && this.#key[slot] !== empty) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [key, amountMinor, sinceMs] = [this.#key, this.#amountMinor, this.#sinceMs];
    this.#key = new Float64Array(key.length * 2).fill(empty);
    this.#amountMinor = new Float64Array(key.length * 2);
    this.#sinceMs = new Float64Array(key.length * 2);
    key.forEach((packed, from) => {
      if (packed === empty) return;
      const slot = this.#slotOf(packed);
      this.#key[slot] = packed;
      this.#amountMinor[slot] = amountMinor[from]!;
      this.#sinceMs[slot] = sinceMs[from]!;
    });
  }
}
