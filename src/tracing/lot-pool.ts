import { grownFloat64, grownInt32, grownUint32 } from "./grown-column.ts";
import { NON_VICTIM } from "./payment.ts";

/** No lot: the end of a list. */
export const NO_LOT = -1;

/**
 * One doubly linked list of lots per account, all lists in one pool of columns that grows by doubling. Only accounts
 * that hold traced money (or money that a later reversal will ask for) keep a list; `live` counts those lots, so that
 * an account whose count falls to 0 can go back to a plain balance.
 */
export class LotPool {
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly live: Int32Array;
  /** What the account holds in all, traced or not, in minor units; of meaning only while it keeps a list. */
  readonly heldMinor: Float64Array;
  next: Int32Array = new Int32Array(1024);
  prev: Int32Array = new Int32Array(1024);
  loss: Int32Array = new Int32Array(1024);
  /** `lotTag`: hop and unseen. */
  tag: Uint32Array = new Uint32Array(1024);
  amountMinor: Float64Array = new Float64Array(1024);
  /** The transfer that brought the lot. */
  since: Uint32Array = new Uint32Array(1024);
  /** 1 + the transfer that brought it where a later transfer reverses that one (T8), else 0. */
  awaited: Uint32Array = new Uint32Array(1024);
  #used = 0;
  #free = NO_LOT;

  constructor(accounts: number) {
    this.head = new Int32Array(accounts).fill(NO_LOT);
    this.tail = new Int32Array(accounts).fill(NO_LOT);
    this.live = new Int32Array(accounts);
    this.heldMinor = new Float64Array(accounts);
  }

  /** Inserts an empty lot behind `after` (`NO_LOT`: at the front) and returns it; the caller fills the amount. */
  insert(account: number, after: number, loss: number): number {
    const lot = this.#allocate();
    const before = after === NO_LOT ? this.head[account]! : this.next[after]!;
    this.next[lot] = before;
    this.prev[lot] = after;
    if (after === NO_LOT) this.head[account] = lot;
    else this.next[after] = lot;
    if (before === NO_LOT) this.tail[account] = lot;
    else this.prev[before] = lot;
    this.loss[lot] = loss;
    this.tag[lot] = 0;
    this.amountMinor[lot] = 0;
    this.since[lot] = 0;
    this.awaited[lot] = 0;
    if (loss !== NON_VICTIM) this.live[account]! += 1;
    return lot;
  }

  remove(account: number, lot: number): void {
    const before = this.prev[lot]!;
    const after = this.next[lot]!;
    if (before === NO_LOT) this.head[account] = after;
    else this.next[before] = after;
    if (after === NO_LOT) this.tail[account] = before;
    else this.prev[after] = before;
    if (this.loss[lot] !== NON_VICTIM || this.awaited[lot] !== 0) this.live[account]! -= 1;
    this.next[lot] = this.#free;
    this.#free = lot;
  }

  /** Makes a loss's lot non-victim money where it stands (T12). */
  disown(account: number, lot: number): void {
    this.loss[lot] = NON_VICTIM;
    if (this.awaited[lot] === 0) this.live[account]! -= 1;
  }

  /** Frees the account's whole list. */
  clear(account: number): void {
    const first = this.head[account]!;
    if (first === NO_LOT) return;
    this.next[this.tail[account]!] = this.#free;
    this.#free = first;
    this.head[account] = NO_LOT;
    this.tail[account] = NO_LOT;
    this.live[account] = 0;
  }

  #allocate(): number {
    const lot = this.#free;
    if (lot !== NO_LOT) {
      this.#free = this.next[lot]!;
      return lot;
    }
    if (this.#used === this.next.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    const capacity = this.next.length * 2;
    this.next = grownInt32(this.next, capacity);
    this.prev = grownInt32(this.prev, capacity);
    this.loss = grownInt32(this.loss, capacity);
    this.tag = grownUint32(this.tag, capacity);
    this.amountMinor = grownFloat64(this.amountMinor, capacity);
    this.since = grownUint32(this.since, capacity);
    this.awaited = grownUint32(this.awaited, capacity);
  }
}
