/** A transfer whose place is not known. */
export const NO_PLACE = -1;

/**
 * A number of at least 0 for each transfer that it was told of: a hash table of columns, which a walk asks several times
 * about every transfer.
 */
export class TransferPlaces {
  #length = 0;
  /** 1 + the transfer, by place in the table; 0 where there is none. */
  #key: Float64Array = new Float64Array(2_048);
  #place: Float64Array = new Float64Array(2_048);

  /** The transfer's number, or `NO_PLACE`. */
  get(transfer: number): number {
    const at = this.#find(transfer);
    return this.#key[at] === 0 ? NO_PLACE : this.#place[at]!;
  }

  set(transfer: number, place: number): void {
    let at = this.#find(transfer);
    if (this.#key[at] === 0) {
      if (2 * this.#length >= this.#key.length) {
        this.#grow();
        at = this.#find(transfer);
      }
      this.#length += 1;
      this.#key[at] = transfer + 1;
    }
    this.#place[at] = place;
  }

  /** Where the transfer stands in the table, or the free place for it. */
  #find(transfer: number): number {
    const mask = this.#key.length - 1;
    const mixed = Math.imul(transfer, 0x9e3779b1);
    let at = (mixed ^ (mixed >>> 15)) & mask;
    for (const key = transfer + 1; this.#key[at] !== 0 && this.#key[at] !== key; ) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, places] = [this.#key, this.#place];
    this.#key = new Float64Array(2 * keys.length);
    this.#place = new Float64Array(2 * keys.length);
    for (const [at, key] of keys.entries()) {
      if (key === 0) continue;
      const to = this.#find(key - 1);
      this.#key[to] = key;
      this.#place[to] = places[at]!;
    }
  }
}
