import type { AccountLots, Arrival, OnWriteOff, TakeBack } from "./account-lots.ts";
import { ExactShares } from "./exact-shares.ts";
import { type LotPool, NO_LOT } from "./lot-pool.ts";
import { LowWater } from "./low-water.ts";
import { hopOfTag, lotTag, NON_VICTIM, type Payment } from "./payment.ts";

/** The doctrines that take from losses in proportion. */
export type RateableDoctrine = "pro-rata" | "libr";

/** A receipt of at most so many pieces is looked at for dust piece by piece, a larger one with the whole list. */
const fewPieces = 16;

/** A loss's first lot, to be looked at for dust. */
interface LossTest {
  readonly lot: number;
  readonly dustMinor: number;
  readonly onWriteOff: OnWriteOff;
}

/** What a later reversal will ask for first: all of one origin that its original brought to an account. */
interface BroughtMoney {
  readonly account: number;
  /** A loss, or NON_VICTIM. */
  readonly origin: number;
  /** What remained of it at `since`: what remains now is no more than the account has held of the origin from then on. */
  amountMinor: number;
  since: number;
}

/**
 * One lot per origin (T19). The lists hold the losses' lots by (loss, tag); the non-victim lot is whatever else the
 * account holds, and needs no entry.
 */
export class RateableLots implements AccountLots {
  readonly pool: LotPool;
  readonly #doctrine: RateableDoctrine;
  readonly #shares = new ExactShares();
  /** By transfer, where a later one reverses it (T8). */
  readonly #brought = new Map<number, BroughtMoney[]>();
  /** By account and origin, where some was brought that a reversal may ask for. */
  readonly #lows = new Map<number, Map<number, LowWater>>();
  /** Accounts kept in the list because a reversal may ask for non-victim money. */
  readonly #awaitsOther = new Set<number>();
  #moment = 0;
  /** What the last receipt added to, where that is little; `undefined`: any lot may have changed since dust was looked for. */
  #added: number[] | undefined;

  constructor(doctrine: RateableDoctrine, pool: LotPool) {
    this.#doctrine = doctrine;
    this.pool = pool;
  }

  copy(): RateableLots {
    const copy = new RateableLots(this.#doctrine, this.pool.copy());
    for (const [transfer, brought] of this.#brought) {
      copy.#brought.set(
        transfer,
        brought.map((money) => ({ ...money })),
      );
    }
    for (const [account, lows] of this.#lows) {
      copy.#lows.set(account, new Map(Array.from(lows, ([origin, low]) => [origin, low.copy()])));
    }
    for (const account of this.#awaitsOther) copy.#awaitsOther.add(account);
    copy.#moment = this.#moment;
    copy.#added = this.#added?.slice();
    return copy;
  }

  open(account: number, heldMinor: number): void {
    this.pool.open(account, heldMinor);
  }

  addOther(account: number, amountMinor: number): void {
    this.pool.setHeld(account, this.pool.heldMinor(account) + amountMinor);
  }

  add(arrival: Arrival, payment: Payment): void {
    const { account, transfer, unseen, awaited } = arrival;
    this.#added = payment.length <= fewPieces ? [] : undefined;
    let cursor = NO_LOT;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      const amountMinor = payment.amountMinor[piece]!;
      this.pool.setHeld(account, this.pool.heldMinor(account) + amountMinor);
      if (loss === NON_VICTIM) continue;
      const tag = lotTag(hopOfTag(payment.tag[piece]!) + 1, unseen);
      cursor = this.#lotFor(account, cursor, { loss, tag, transfer });
      this.pool.setAmount(cursor, this.pool.amountMinor(cursor) + amountMinor);
      this.#added?.push(cursor);
    }
    if (awaited) this.#await(account, transfer, payment);
  }

  takeOther(): boolean {
    return false;
  }

  take(account: number, amountMinor: number, payment: Payment): void {
    this.#added = undefined;
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
    this.#observe(account);
  }

  takeBrought(account: number, back: TakeBack, payment: Payment): number {
    let left = back.limitMinor;
    for (const brought of this.#brought.get(back.original) ?? []) {
      const low = brought.account === account ? this.#lows.get(account)?.get(brought.origin) : undefined;
      if (low === undefined) continue;
      const remainsMinor = Math.min(brought.amountMinor, low.lowestSince(brought.since));
      const taken = Math.min(left, remainsMinor);
      left -= taken;
      brought.amountMinor = remainsMinor - taken;
      brought.since = ++this.#moment;
      if (brought.origin === NON_VICTIM) payment.push(NON_VICTIM, 0, taken);
      else this.#takeOfLoss(account, { loss: brought.origin, amountMinor: taken }, payment);
    }
    this.pool.setHeld(account, this.pool.heldMinor(account) - (back.limitMinor - left));
    this.#observe(account);
    return back.limitMinor - left;
  }

  writeOff(account: number, dustMinor: number, onWriteOff: OnWriteOff): void {
    const pool = this.pool;
    if (this.#added === undefined) {
      for (let lot = pool.head(account); lot !== NO_LOT; )
        lot = this.#writeOffLoss(account, { lot, dustMinor, onWriteOff });
    } else {
      // What was there before was no dust when it was looked at last, and nothing has left since.
      const added = this.#added;
      for (let index = 0; index < added.length; index++) {
        const lot = added[index]!;
        const loss = pool.loss(lot);
        if (added.findIndex((other) => pool.loss(other) === loss) === index)
          this.#writeOffLoss(account, { lot: this.#firstOf(lot), dustMinor, onWriteOff });
      }
    }
    this.#added = undefined;
    this.#observe(account);
  }

  /** The first lot of the lot's loss. */
  #firstOf(lot: number): number {
    const pool = this.pool;
    let first = lot;
    for (
      let before = pool.prev(lot);
      before !== NO_LOT && pool.loss(before) === pool.loss(lot);
      before = pool.prev(before)
    )
      first = before;
    return first;
  }

  /** Writes a loss's lots off, of which `lot` is the first, if all together are dust; returns what stands behind them. */
  #writeOffLoss(account: number, { lot: first, dustMinor, onWriteOff }: LossTest): number {
    const pool = this.pool;
    const loss = pool.loss(first);
    let sum = 0;
    let end = first;
    for (; end !== NO_LOT && pool.loss(end) === loss; end = pool.next(end)) sum += pool.amountMinor(end);
    if (sum >= dustMinor) return end;
    for (let lot = first; lot !== end; ) {
      const following = pool.next(lot);
      pool.remove(account, lot);
      lot = following;
    }
    onWriteOff(loss, sum);
    return end;
  }

  /** Remembers by origin what a payment brought, the origins in the order in which they first stand in it. */
  #await(account: number, transfer: number, payment: Payment): void {
    const since = ++this.#moment;
    const lows = this.#lows.get(account) ?? new Map<number, LowWater>();
    this.#lows.set(account, lows);
    const brought = new Map<number, BroughtMoney>();
    for (let piece = 0; piece < payment.length; piece++) {
      const origin = payment.loss[piece]!;
      const money = brought.get(origin) ?? { account, origin, amountMinor: 0, since };
      money.amountMinor += payment.amountMinor[piece]!;
      brought.set(origin, money);
      if (!lows.has(origin)) lows.set(origin, new LowWater());
    }
    this.#brought.set(transfer, [...brought.values()]);
    if (!brought.has(NON_VICTIM) || this.#awaitsOther.has(account)) return;
    this.#awaitsOther.add(account);
    this.pool.keep(account);
  }

  /** Notes what the account holds of the origins that a reversal may ask for, whenever some of its money has gone. */
  #observe(account: number): void {
    const lows = this.#lows.get(account);
    if (lows === undefined) return;
    const pool = this.pool;
    const heldMinor = new Map<number, number>();
    let otherMinor = pool.heldMinor(account);
    for (let lot = pool.head(account); lot !== NO_LOT; lot = pool.next(lot)) {
      const loss = pool.loss(lot);
      heldMinor.set(loss, (heldMinor.get(loss) ?? 0) + pool.amountMinor(lot));
      otherMinor -= pool.amountMinor(lot);
    }
    heldMinor.set(NON_VICTIM, otherMinor);
    for (const [origin, low] of lows) low.observe(this.#moment, heldMinor.get(origin) ?? 0);
    if (otherMinor === 0 && this.#awaitsOther.delete(account)) pool.release(account);
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

  /** Takes money of one loss, lowest hop first; the account holds that much of it. */
  #takeOfLoss(account: number, part: { loss: number; amountMinor: number }, payment: Payment): void {
    const pool = this.pool;
    let left = part.amountMinor;
    for (let lot = pool.head(account); left > 0; ) {
      const following = pool.next(lot);
      if (pool.loss(lot) === part.loss) {
        const taken = Math.min(left, pool.amountMinor(lot));
        left -= taken;
        payment.push(part.loss, pool.tag(lot), taken);
        pool.reduce(account, lot, taken);
      }
      lot = following;
    }
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
