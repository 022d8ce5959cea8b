import type { AccountLots, Arrival, OnWriteOff, TakeBack } from "./account-lots.ts";
import { type LotPool, NO_LOT } from "./lot-pool.ts";
import { hopOfTag, lotTag, NON_VICTIM, type Payment } from "./payment.ts";

/** The doctrines that take whole lots in an order. */
export type QueueDoctrine = "fifo" | "lifo" | "tainted-first";

/** Lots ordered by arrival, oldest at the head. Neighbouring non-victim lots are one, so lists stay short. */
export class QueueLots implements AccountLots {
  readonly pool: LotPool;
  readonly #doctrine: QueueDoctrine;

  constructor(doctrine: QueueDoctrine, pool: LotPool) {
    this.#doctrine = doctrine;
    this.pool = pool;
  }

  copy(): QueueLots {
    return new QueueLots(this.#doctrine, this.pool.copy());
  }

  open(account: number, heldMinor: number): void {
    this.pool.open(account, 0);
    this.addOther(account, heldMinor);
  }

  addOther(account: number, amountMinor: number): void {
    if (amountMinor === 0) return;
    const pool = this.pool;
    const last = pool.tail(account);
    const joins = last !== NO_LOT && pool.loss(last) === NON_VICTIM && pool.awaited(last) === 0;
    const lot = joins ? last : pool.insert(account, last, NON_VICTIM);
    pool.setAmount(lot, pool.amountMinor(lot) + amountMinor);
    pool.setHeld(account, pool.heldMinor(account) + amountMinor);
  }

  add(arrival: Arrival, payment: Payment): void {
    const { account, transfer, unseen, awaited } = arrival;
    const pool = this.pool;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss === NON_VICTIM && !awaited) {
        this.addOther(account, payment.amountMinor[piece]!);
        continue;
      }
      const lot = pool.insert(account, pool.tail(account), loss);
      pool.setAmount(lot, payment.amountMinor[piece]!);
      pool.setHeld(account, pool.heldMinor(account) + payment.amountMinor[piece]!);
      const tag = loss === NON_VICTIM ? 0 : lotTag(hopOfTag(payment.tag[piece]!) + 1, unseen);
      pool.setArrival(lot, tag, transfer);
      if (awaited) pool.await(account, lot, transfer);
    }
  }

  takeOther(account: number, amountMinor: number): boolean {
    if (this.#doctrine === "tainted-first") return false;
    const pool = this.pool;
    const lot = this.#doctrine === "fifo" ? pool.head(account) : pool.tail(account);
    if (pool.loss(lot) !== NON_VICTIM || pool.amountMinor(lot) <= amountMinor) return false;
    pool.setAmount(lot, pool.amountMinor(lot) - amountMinor);
    pool.setHeld(account, pool.heldMinor(account) - amountMinor);
    return true;
  }

  take(account: number, amountMinor: number, payment: Payment): void {
    this.pool.setHeld(account, this.pool.heldMinor(account) - amountMinor);
    switch (this.#doctrine) {
      case "fifo":
        this.#takeOldest(account, amountMinor, payment);
        return;
      case "lifo":
        this.#takeNewest(account, amountMinor, payment);
        return;
      case "tainted-first":
        this.#takeOldest(account, amountMinor - this.#takeTraced(account, amountMinor, payment), payment);
        return;
    }
  }

  takeBrought(account: number, back: TakeBack, payment: Payment): number {
    const pool = this.pool;
    let left = back.limitMinor;
    for (let lot = pool.head(account); lot !== NO_LOT && left > 0; ) {
      const following = pool.next(lot);
      if (pool.awaited(lot) === back.original + 1) {
        const taken = this.#moveInto(payment, lot, left);
        pool.reduce(account, lot, taken);
        left -= taken;
      }
      lot = following;
    }
    pool.setHeld(account, pool.heldMinor(account) - (back.limitMinor - left));
    return back.limitMinor - left;
  }

  writeOff(account: number, dustMinor: number, onWriteOff: OnWriteOff): void {
    const pool = this.pool;
    let run = pool.head(account);
    while (run !== NO_LOT) {
      const loss = pool.loss(run);
      let sum = 0;
      let end = run;
      for (; end !== NO_LOT && pool.loss(end) === loss; end = pool.next(end)) sum += pool.amountMinor(end);
      if (loss !== NON_VICTIM && sum < dustMinor) {
        for (let lot = run; lot !== end; lot = pool.next(lot)) {
          pool.disown(account, lot);
          this.#joinWithPrevious(account, lot);
        }
        if (end !== NO_LOT) this.#joinWithPrevious(account, end);
        onWriteOff(loss, sum);
      }
      run = end;
    }
  }

  #takeOldest(account: number, amountMinor: number, payment: Payment): void {
    let left = amountMinor;
    while (left > 0) {
      const lot = this.pool.head(account);
      const taken = this.#moveInto(payment, lot, left);
      this.pool.reduce(account, lot, taken);
      left -= taken;
    }
  }

  #takeNewest(account: number, amountMinor: number, payment: Payment): void {
    let left = amountMinor;
    while (left > 0) {
      const lot = this.pool.tail(account);
      const taken = this.#moveInto(payment, lot, left);
      this.pool.reduce(account, lot, taken);
      left -= taken;
    }
  }

  #takeTraced(account: number, amountMinor: number, payment: Payment): number {
    const pool = this.pool;
    let left = amountMinor;
    for (let lot = pool.head(account); lot !== NO_LOT && left > 0; ) {
      const following = pool.next(lot);
      if (pool.loss(lot) !== NON_VICTIM) {
        const taken = this.#moveInto(payment, lot, left);
        pool.reduce(account, lot, taken);
        left -= taken;
        if (following !== NO_LOT) this.#joinWithPrevious(account, following);
      }
      lot = following;
    }
    return amountMinor - left;
  }

  /** Appends what a payment can have of the lot, `limitMinor` at most, and returns how much that is. */
  #moveInto(payment: Payment, lot: number, limitMinor: number): number {
    const pool = this.pool;
    const taken = Math.min(pool.amountMinor(lot), limitMinor);
    payment.push(pool.loss(lot), pool.tag(lot), taken);
    return taken;
  }

  /** Makes two plain non-victim neighbours one, so that no walk meets a row of them. */
  #joinWithPrevious(account: number, lot: number): void {
    const pool = this.pool;
    const before = pool.prev(lot);
    if (before === NO_LOT || pool.loss(lot) !== NON_VICTIM || pool.loss(before) !== NON_VICTIM) return;
    if (pool.awaited(lot) !== 0 || pool.awaited(before) !== 0) return;
    pool.setAmount(lot, pool.amountMinor(lot) + pool.amountMinor(before));
    pool.remove(account, before);
  }
}
