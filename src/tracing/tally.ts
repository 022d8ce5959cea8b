import { grownFloat64 } from "./grown-column.ts";
import { ascendingOrder } from "./radix-order.ts";

/** One key's sum. `code` is an exit kind's, or 0 where kinds do not matter. */
export interface TallyEntry {
  readonly account: number;
  readonly code: number;
  readonly loss: number;
  readonly amountMinor: number;
  /** The smallest instant added under the key, ms. */
  readonly sinceMs: number;
}

/**
 * Sums of minor units by (account, code, loss). What is added is written down, and summed by key when the room is full: a
 * city writes off millions of lots of dust, each under a key of its own, and a table that is asked for every one of them
 * waits for memory every time.
 */
export class Tally {
  readonly #losses: number;
  #length = 0;
  #key: Float64Array = new Float64Array(1024);
  #amountMinor: Float64Array = new Float64Array(1024);
  #sinceMs: Float64Array = new Float64Array(1024);

  constructor(losses: number) {
    this.#losses = losses;
  }

  /** Adds `amountMinor` under the key; the key packs into one number: 2^32 accounts × 16 codes × 100,000 losses fit. */
  add(key: { account: number; code: number; loss: number }, amountMinor: number, atMs: number): void {
    if (this.#length === this.#key.length) this.#makeRoom();
    const at = this.#length++;
    this.#key[at] = (key.account * 16 + key.code) * this.#losses + key.loss;
    this.#amountMinor[at] = amountMinor;
    this.#sinceMs[at] = atMs;
  }

  copy(): Tally {
    const copy = new Tally(this.#losses);
    copy.#length = this.#length;
    copy.#key = this.#key.slice();
    copy.#amountMinor = this.#amountMinor.slice();
    copy.#sinceMs = this.#sinceMs.slice();
    return copy;
  }

  /** What `make` makes of every sum, ascending by (account, code, loss). */
  list<Row>(make: (entry: TallyEntry) => Row): Row[] {
    this.#sum();
    const rows: Row[] = [];
    for (let at = 0; at < this.#length; at++) {
      const packed = this.#key[at]!;
      const place = Math.floor(packed / this.#losses);
      const account = Math.floor(place / 16);
      const row = make({
        account,
        code: place - account * 16,
        loss: packed - place * this.#losses,
        amountMinor: this.#amountMinor[at]!,
        sinceMs: this.#sinceMs[at]!,
      });
      rows.push(row);
    }
    return rows;
  }

  #makeRoom(): void {
    this.#sum();
    // At least half is free again, so that every record is summed few times.
    if (this.#length * 2 <= this.#key.length) return;
    const capacity = this.#key.length * 2;
    this.#key = grownFloat64(this.#key, capacity);
    this.#amountMinor = grownFloat64(this.#amountMinor, capacity);
    this.#sinceMs = grownFloat64(this.#sinceMs, capacity);
  }

  /** Makes the records one a key, ascending. */
  #sum(): void {
    const { length } = this.#key;
    const order = ascendingOrder(this.#key.subarray(0, this.#length));
    const sorted = new Float64Array(length);
    for (let at = 0; at < order.length; at++) sorted[at] = this.#key[order[at]!]!;
    this.#key = sorted;
    const [amountMinor, sinceMs] = [new Float64Array(length), new Float64Array(length)];
    let last = -1;
    for (let at = 0; at < order.length; at++) {
      const [record, key] = [order[at]!, sorted[at]!];
      const since = this.#sinceMs[record]!;
      if (last < 0 || sorted[last] !== key) {
        last += 1;
        sorted[last] = key;
        amountMinor[last] = this.#amountMinor[record]!;
        sinceMs[last] = since;
      } else {
        amountMinor[last]! += this.#amountMinor[record]!;
        if (since < sinceMs[last]!) sinceMs[last] = since;
      }
    }
    [this.#amountMinor, this.#sinceMs, this.#length] = [amountMinor, sinceMs, last + 1];
  }
}
