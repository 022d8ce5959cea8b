import { firstAtLeast } from "./first-at-least.ts";

/** The way between a ledger's places and those of the order that it has with transfers inserted. */
export class MergedPlaces {
  readonly #inserted: Uint32Array;
  /** Per inserted transfer: the ledger's place that it stands before. */
  readonly #before: Uint32Array;

  constructor(inserted: Uint32Array) {
    this.#inserted = inserted;
    this.#before = inserted.map((place, index) => place - index);
  }

  /** The index among the inserted of what stands at `merged`; -1 when it is the ledger's. */
  insertedAt(merged: number): number {
    const index = firstAtLeast(this.#inserted, merged);
    return this.#inserted[index] === merged ? index : -1;
  }

  /** The ledger's place of what stands at `merged`, or of the ledger's first behind it. */
  toLedger(merged: number): number {
    return merged - firstAtLeast(this.#inserted, merged);
  }

  /** The merged place of the ledger's transfer. */
  toMerged(transfer: number): number {
    return transfer + firstAtLeast(this.#before, transfer + 1);
  }
}
