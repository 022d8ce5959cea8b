import type { AccountLots, Arrival, OnWriteOff, TakeBack } from "./account-lots.ts";
import { ExactShares } from "./exact-shares.ts";
import { LotPool, NO_LOT } from "./lot-pool.ts";
import { hopOfTag, lotTag, NON_VICTIM, type Payment } from "./payment.ts";

/** The doctrines that take from losses in proportion. */
export type RateableDoctrine = "pro-rata" | "libr";

/** What a later reversal will ask for first: a piece as it arrived, less what was reversed since. */
interface BroughtPiece {
  readonly loss: number;
  readonly tag: number;
  amountMinor: number;
}

/**
 * One lot per origin (T19). The lists hold the losses' lots by (loss, tag); the non-victim lot is whatever else the
 * account holds, and needs no entry.
 */
export class RateableLots implements AccountLots {
  readonly pool: LotPool;
  readonly #doctrine: RateableDoctrine;
  readonly #shares = new ExactShares();
  readonly #brought = new Map<number, BroughtPiece[]>();

  constructor(doctrine: RateableDoctrine, accounts: number) {
    this.#doctrine = doctrine;
    this.pool = new LotPool(accounts);
  }

  open(account: number, heldMinor: number): void {
    this.pool.setHeld(account, heldMinor);
  }

  addOther(account: number, amountMinor: number): void {
    this.pool.setHeld(account, this.pool.heldMinor(account) + amountMinor);
  }

  add(arrival: Arrival, payment: Payment): void {
    const { account, transfer, unseen, awaited } = arrival;
    const brought: BroughtPiece[] = [];
    let cursor = NO_LOT;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      const amountMinor = payment.amountMinor[piece]!;
      const tag = loss === NON_VICTIM ? 0 : lotTag(hopOfTag(payment.tag[piece]!) + 1, unseen);
      this.pool.setHeld(account, this.pool.heldMinor(account) + amountMinor);
      if (awaited) brought.push({ loss, tag, amountMinor });
      if (loss === NON_VICTIM) continue;
      cursor = this.#lotFor(account, cursor, { loss, tag, transfer });
      this.pool.setAmount(cursor, this.pool.amountMinor(cursor) + amountMinor);
    }
    if (awaited) this.#brought.set(transfer, brought);
  }

  takeOther(): boolean {
    return false;
  }

  take(account: number, amountMinor: number, payment: Payment): void {
    const losses = this.#weighLosses(account);
    const { weights, shares } = this.#shares;
    let tracedMinor = 0;
    for (let index = 0; index < losses; index++) tracedMinor += weights[index]!;
    const otherMinor = this.pool.heldMinor(account) - tracedMinor;
    this.pool.setHeld(account, this.pool.heldMinor(account) - amountMinor);
    if (this.#doctrine === "libr") {
      const otherTaken = Math.min(amountMinor, otherMinor);
      this.#shares.split(amountMinor - otherTaken, losses);
      this.#takeShares(account, payment);
      payment.push(NON_VICTIM, 0, otherTaken);
    } else {
      weights[losses] = otherMinor;
      this.#shares.split(amountMinor, losses + 1);
      this.#takeShares(account, payment);
      payment.push(NON_VICTIM, 0, shares[losses]!);
    }
  }

  takeBrought(account: number, back: TakeBack, payment: Payment): number {
    const pool = this.pool;
    let otherMinor = back.heldMinor;
    for (let lot = pool.head(account); lot !== NO_LOT; lot = pool.next(lot)) otherMinor -= pool.amountMinor(lot);
    let left = back.limitMinor;
    for (const piece of this.#brought.get(back.original) ?? []) {
      const lot = piece.loss === NON_VICTIM ? NO_LOT : this.#findLot(account, piece);
      const present = piece.loss === NON_VICTIM ? otherMinor : lot === NO_LOT ? 0 : pool.amountMinor(lot);
      const taken = Math.min(left, piece.amountMinor, present);
      piece.amountMinor -= taken;
      left -= taken;
      if (piece.loss === NON_VICTIM) {
        otherMinor -= taken;
        payment.push(NON_VICTIM, 0, taken);
      } else if (lot !== NO_LOT) {
        payment.push(piece.loss, piece.tag, taken);
        pool.reduce(account, lot, taken);
      }
    }
    return back.limitMinor - left;
  }

  writeOff(account: number, dustMinor: number, onWriteOff: OnWriteOff): void {
    const pool = this.pool;
    let first = pool.head(account);
    while (first !== NO_LOT) {
      const loss = pool.loss(first);
      let sum = 0;
      let end = first;
      for (; end !== NO_LOT && pool.loss(end) === loss; end = pool.next(end)) sum += pool.amountMinor(end);
      if (sum < dustMinor) {
        for (let lot = first; lot !== end; ) {
          const following = pool.next(lot);
          pool.remove(account, lot);
          lot = following;
        }
        onWriteOff(account, loss, sum);
      }
      first = end;
    }
  }

  /** Fills `weights` with one sum per loss, in input order; returns how many. */
  #weighLosses(account: number): number {
    const pool = this.pool;
    let losses = 0;
    let previous = NON_VICTIM;
    for (let lot = pool.head(account); lot !== NO_LOT; lot = pool.next(lot)) {
      if (pool.loss(lot) !== previous) {
        previous = pool.loss(lot);
        losses += 1;
        this.#shares.reserve(losses + 1);
        this.#shares.weights[losses - 1] = 0;
      }
      this.#shares.weights[losses - 1]! += pool.amountMinor(lot);
    }
    this.#shares.reserve(losses + 1);
    return losses;
  }

  /** Takes every loss's share from its lots, lowest hop first. */
  #takeShares(account: number, payment: Payment): void {
    const pool = this.pool;
    let index = -1;
    let previous = NON_VICTIM;
    let left = 0;
    for (let lot = pool.head(account); lot !== NO_LOT; ) {
      const following = pool.next(lot);
      if (pool.loss(lot) !== previous) {
        previous = pool.loss(lot);
        index += 1;
        left = this.#shares.shares[index]!;
      }
      const taken = Math.min(left, pool.amountMinor(lot));
      left -= taken;
      payment.push(pool.loss(lot), pool.tag(lot), taken);
      pool.reduce(account, lot, taken);
      lot = following;
    }
  }

  #findLot(account: number, piece: BroughtPiece): number {
    const pool = this.pool;
    for (let lot = pool.head(account); lot !== NO_LOT; lot = pool.next(lot)) {
      if (pool.loss(lot) === piece.loss && pool.tag(lot) === piece.tag) return lot;
    }
    return NO_LOT;
  }

  /** The lot of (loss, tag), made where it is missing; looked for from `cursor` on when it cannot lie before it. */
  #lotFor(account: number, cursor: number, key: { loss: number; tag: number; transfer: number }): number {
    const pool = this.pool;
    let before = NO_LOT;
    let lot = pool.head(account);
    if (cursor !== NO_LOT && comesBefore(pool, cursor, key)) {
      before = cursor;
      lot = pool.next(cursor);
    }
    for (; lot !== NO_LOT && comesBefore(pool, lot, key); lot = pool.next(lot)) before = lot;
    if (lot !== NO_LOT && pool.loss(lot) === key.loss && pool.tag(lot) === key.tag) return lot;
    const made = pool.insert(account, before, key.loss);
    pool.setArrival(made, key.tag, key.transfer);
    return made;
  }
}

function comesBefore(pool: LotPool, lot: number, key: { loss: number; tag: number }): boolean {
  const loss = pool.loss(lot);
  return loss < key.loss || (loss === key.loss && pool.tag(lot) < key.tag);
}
