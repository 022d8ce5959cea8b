import { grownUint32 } from "./grown-column.ts";

/** No entry: the end of a chain. */
export const NO_ENTRY = 0;

/** Per account the smallest hop by which each loss has reached it: chains of entries that ascend by loss. */
export class ReachedHops {
  /** Per account its first entry. */
  readonly #first: Uint32Array;
  #next: Uint32Array = new Uint32Array(1024);
  #loss: Uint32Array = new Uint32Array(1024);
  #hop: Uint32Array = new Uint32Array(1024);
  /** Entries count from 1. */
  #length = 1;

  constructor(accounts: number) {
    this.#first = new Uint32Array(accounts);
  }

  first(account: number): number {
    return this.#first[account]!;
  }

  next(entry: number): number {
    return this.#next[entry]!;
  }

  loss(entry: number): number {
    return this.#loss[entry]!;
  }

  hop(entry: number): number {
    return this.#hop[entry]!;
  }

  /**
   * Notes that a loss has reached the account, and answers its entry.
   * @param after an entry of this account for a smaller loss, from which the place is looked for; NO_ENTRY: from the first.
   */
  add(account: number, reach: { readonly loss: number; readonly hop: number }, after: number): number {
    let before = after;
    let entry = before === NO_ENTRY ? this.#first[account]! : this.#next[before]!;
    while (entry !== NO_ENTRY && this.#loss[entry]! < reach.loss) {
      before = entry;
      entry = this.#next[entry]!;
    }
    if (entry !== NO_ENTRY && this.#loss[entry] === reach.loss) {
      if (reach.hop < this.#hop[entry]!) this.#hop[entry] = reach.hop;
      return entry;
    }
    if (this.#length === this.#next.length) this.#grow();
    const added = this.#length++;
    this.#loss[added] = reach.loss;
    this.#hop[added] = reach.hop;
    this.#next[added] = entry;
    if (before === NO_ENTRY) this.#first[account] = added;
    else this.#next[before] = added;
    return added;
  }

  #grow(): void {
    const capacity = this.#next.length * 2;
    this.#next = grownUint32(this.#next, capacity);
    this.#loss = grownUint32(this.#loss, capacity);
    this.#hop = grownUint32(this.#hop, capacity);
  }
}
