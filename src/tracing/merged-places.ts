import { firstAtLeast } from "./first-at-least.ts";

/** The way between a ledger's places and those of the order that it has with transfers inserted. */
export class MergedPlaces {
  readonly #inserted: Uint32Array;
  readonly #among: NearbySearch;
  /** Per inserted transfer: the ledger's place that it stands before. */
  readonly #before: NearbySearch;

  constructor(inserted: Uint32Array) {
    this.#inserted = inserted;
    this.#among = new NearbySearch(inserted);
    this.#before = new NearbySearch(inserted.map((place, index) => place - index));
  }

  /** The index among the inserted of what stands at `merged`; -1 when it is the ledger's. */
  insertedAt(merged: number): number {
    const index = this.#among.firstAtLeast(merged);
    return this.#inserted[index] === merged ? index : -1;
  }

  /** The ledger's place of what stands at `merged`, or of the ledger's first behind it. */
  toLedger(merged: number): number {
    return merged - this.#among.firstAtLeast(merged);
  }

  /** The merged place of the ledger's transfer. */
  toMerged(transfer: number): number {
    return transfer + this.#before.firstAtLeast(transfer + 1);
  }
}

/** `firstAtLeast` of one column for a walk, whose questions mostly have the answer of the one before. */
class NearbySearch {
  readonly #ascending: Uint32Array;
  #answer = 0;
  /** The answer holds for values above the first and up to the second. */
  #above = 1;
  #upTo = 0;

  constructor(ascending: Uint32Array) {
    this.#ascending = ascending;
  }

  firstAtLeast(value: number): number {
    if (value > this.#above && value <= this.#upTo) return this.#answer;
    this.#answer = firstAtLeast(this.#ascending, value);
    this.#above = this.#ascending[this.#answer - 1] ?? -1;
    this.#upTo = this.#ascending[this.#answer] ?? Number.POSITIVE_INFINITY;
    return this.#answer;
  }
}
