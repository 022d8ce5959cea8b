import { grownInt32 } from "./grown-column.ts";
import { NON_VICTIM } from "./payment.ts";

/** No lot: the end of a list. */
export const NO_LOT = 0;

/** No list: the record that accounts without one share; nothing is ever written into it. */
const NO_LIST = 0;

// A lot and a list are records of 32 bytes in one buffer each, seen as 8 Int32 and as 4 Float64: one cache line
// holds all of a lot, where a column per field costs a miss per field. Here the walk waits for memory, not for sums.
const RECORD = 8;
const NEXT = 2;
const PREV = 3;
const LOSS = 4;
const TAG = 5;
const SINCE = 6;
const AWAITED = 7;
const HEAD = 2;
const TAIL = 3;
const LIVE = 4;

/**
 * One doubly linked list of lots per account, all in one pool that grows by doubling. Only accounts that hold traced
 * money (or money that a later reversal will ask for) keep a list; `liveLots` counts those lots, so that an account
 * whose count falls to 0 can go back to a plain balance. A lot is named by the place of its record, never 0; an account by
 * its index in the ledger or by a slot of the walk's own: the pool does not care. Lists that were closed are used again, so
 * that those of all accounts stay close together: of a city's accounts one in twenty keeps one at a time.
 */
export class LotPool {
  #ints: Int32Array = new Int32Array(1024 * RECORD);
  #floats = new Float64Array(this.#ints.buffer);
  #used = RECORD;
  #free = NO_LOT;
  /** By account: the place of its list's record. */
  #listOf: Int32Array;
  #listInts: Int32Array = new Int32Array(64 * RECORD);
  #listFloats = new Float64Array(this.#listInts.buffer);
  #listsUsed = RECORD;
  #freeList = NO_LIST;

  constructor(accounts: number) {
    this.#listOf = new Int32Array(accounts);
  }

  copy(): LotPool {
    const copy = new LotPool(0);
    copy.#ints = this.#ints.slice();
    copy.#floats = new Float64Array(copy.#ints.buffer);
    copy.#used = this.#used;
    copy.#free = this.#free;
    copy.#listOf = this.#listOf.slice();
    copy.#listInts = this.#listInts.slice();
    copy.#listFloats = new Float64Array(copy.#listInts.buffer);
    copy.#listsUsed = this.#listsUsed;
    copy.#freeList = this.#freeList;
    return copy;
  }

  /** Makes room for accounts up to, not including, `accounts`. */
  reserve(accounts: number): void {
    this.#listOf = grownInt32(this.#listOf, accounts);
  }

  /** Begins an empty list for an account that keeps none, which holds `heldMinor` in all. */
  open(account: number, heldMinor: number): void {
    let list = this.#freeList;
    if (list === NO_LIST) list = this.#newList();
    else this.#freeList = this.#listInts[list + HEAD]!;
    this.#listOf[account] = list;
    this.#listInts[list + HEAD] = NO_LOT;
    this.#listInts[list + TAIL] = NO_LOT;
    this.#listInts[list + LIVE] = 0;
    this.#listFloats[list >> 1] = heldMinor;
  }

  /** Ends the account's list and frees its lots. */
  close(account: number): void {
    const list = this.#listOf[account]!;
    const first = this.#listInts[list + HEAD]!;
    if (first !== NO_LOT) {
      this.#ints[this.#listInts[list + TAIL]! + NEXT] = this.#free;
      this.#free = first;
    }
    this.#listOf[account] = NO_LIST;
    this.#listInts[list + HEAD] = this.#freeList;
    this.#freeList = list;
  }

  /** Looks at what the lists of the first `count` accounts begin and end with; see `FetchAhead`. The sum means nothing. */
  fetch(accounts: Uint32Array, count: number): number {
    let sum = 0;
    for (let index = 0; index < count; index++) sum += this.#listInts[this.#listOf[accounts[index]!]! + TAIL]!;
    for (let index = 0; index < count; index++) {
      const list = this.#listOf[accounts[index]!]!;
      sum += this.#ints[this.#listInts[list + HEAD]! + LOSS]! + this.#ints[this.#listInts[list + TAIL]! + LOSS]!;
    }
    return sum;
  }

  head(account: number): number {
    return this.#listInts[this.#listOf[account]! + HEAD]!;
  }

  tail(account: number): number {
    return this.#listInts[this.#listOf[account]! + TAIL]!;
  }

  /** How many lots are a loss's or awaited by a reversal, and one more where `keep` asked for the list. */
  liveLots(account: number): number {
    return this.#listInts[this.#listOf[account]! + LIVE]!;
  }

  /** What the account holds in all, traced or not, in minor units; of meaning only while it keeps a list. */
  heldMinor(account: number): number {
    return this.#listFloats[this.#listOf[account]! >> 1]!;
  }

  setHeld(account: number, heldMinor: number): void {
    this.#listFloats[this.#listOf[account]! >> 1] = heldMinor;
  }

  next(lot: number): number {
    return this.#ints[lot + NEXT]!;
  }

  prev(lot: number): number {
    return this.#ints[lot + PREV]!;
  }

  loss(lot: number): number {
    return this.#ints[lot + LOSS]!;
  }

  /** `lotTag`: hop and unseen. */
  tag(lot: number): number {
    return this.#ints[lot + TAG]!;
  }

  /** The transfer that brought the lot. */
  since(lot: number): number {
    return this.#ints[lot + SINCE]!;
  }

  /** 1 + the transfer that brought it where a later transfer reverses that one (T8), else 0. */
  awaited(lot: number): number {
    return this.#ints[lot + AWAITED]!;
  }

  amountMinor(lot: number): number {
    return this.#floats[lot >> 1]!;
  }

  setAmount(lot: number, amountMinor: number): void {
    this.#floats[lot >> 1] = amountMinor;
  }

  /** Says what brought the lot. */
  setArrival(lot: number, tag: number, transfer: number): void {
    this.#ints[lot + TAG] = tag;
    this.#ints[lot + SINCE] = transfer;
  }

  /** Keeps the lot apart for the reversal of `transfer`. */
  await(account: number, lot: number, transfer: number): void {
    if (this.#ints[lot + LOSS] === NON_VICTIM) this.#listInts[this.#listOf[account]! + LIVE]! += 1;
    this.#ints[lot + AWAITED] = transfer + 1;
  }

  /** Keeps the account's list also when it holds no such lot, until `release`. */
  keep(account: number): void {
    this.#listInts[this.#listOf[account]! + LIVE]! += 1;
  }

  release(account: number): void {
    this.#listInts[this.#listOf[account]! + LIVE]! -= 1;
  }

  /** Inserts an empty lot behind `after` (`NO_LOT`: at the front) and returns it. */
  insert(account: number, after: number, loss: number): number {
    const lot = this.#allocate();
    const ints = this.#ints;
    const owner = this.#listOf[account]!;
    const before = after === NO_LOT ? this.#listInts[owner + HEAD]! : ints[after + NEXT]!;
    ints[lot + NEXT] = before;
    ints[lot + PREV] = after;
    if (after === NO_LOT) this.#listInts[owner + HEAD] = lot;
    else ints[after + NEXT] = lot;
    if (before === NO_LOT) this.#listInts[owner + TAIL] = lot;
    else ints[before + PREV] = lot;
    ints[lot + LOSS] = loss;
    ints[lot + TAG] = 0;
    ints[lot + SINCE] = 0;
    ints[lot + AWAITED] = 0;
    this.#floats[lot >> 1] = 0;
    if (loss !== NON_VICTIM) this.#listInts[owner + LIVE]! += 1;
    return lot;
  }

  remove(account: number, lot: number): void {
    const ints = this.#ints;
    const owner = this.#listOf[account]!;
    const before = ints[lot + PREV]!;
    const after = ints[lot + NEXT]!;
    if (before === NO_LOT) this.#listInts[owner + HEAD] = after;
    else ints[before + NEXT] = after;
    if (after === NO_LOT) this.#listInts[owner + TAIL] = before;
    else ints[after + PREV] = before;
    if (ints[lot + LOSS] !== NON_VICTIM || ints[lot + AWAITED] !== 0) this.#listInts[owner + LIVE]! -= 1;
    ints[lot + NEXT] = this.#free;
    this.#free = lot;
  }

  /** Takes `takenMinor` out of the lot, which goes when it is empty. */
  reduce(account: number, lot: number, takenMinor: number): void {
    const left = this.#floats[lot >> 1]! - takenMinor;
    if (left === 0) this.remove(account, lot);
    else this.#floats[lot >> 1] = left;
  }

  /** Makes a loss's lot non-victim money where it stands (T12). */
  disown(account: number, lot: number): void {
    this.#ints[lot + LOSS] = NON_VICTIM;
    if (this.#ints[lot + AWAITED] === 0) this.#listInts[this.#listOf[account]! + LIVE]! -= 1;
  }

  #allocate(): number {
    const lot = this.#free;
    if (lot !== NO_LOT) {
      this.#free = this.#ints[lot + NEXT]!;
      return lot;
    }
    if (this.#used === this.#ints.length) {
      this.#ints = grownInt32(this.#ints, this.#ints.length * 2);
      this.#floats = new Float64Array(this.#ints.buffer);
    }
    this.#used += RECORD;
    return this.#used - RECORD;
  }

  #newList(): number {
    if (this.#listsUsed === this.#listInts.length) {
      this.#listInts = grownInt32(this.#listInts, this.#listInts.length * 2);
      this.#listFloats = new Float64Array(this.#listInts.buffer);
    }
    this.#listsUsed += RECORD;
    return this.#listsUsed - RECORD;
  }
}
