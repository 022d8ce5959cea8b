import type { Doctrine } from "./doctrine.ts";
import type { LegPart } from "./leg-part.ts";
import { MARK_STILL } from "./transfer-marks.ts";

/** A piece of traced money that a leg pays: so much of the leg's amount, behind `offsetMinor` of it. */
export interface Piece {
  readonly part: LegPart;
  /** The leg in the part. */
  readonly place: number;
  readonly offsetMinor: number;
  readonly amountMinor: number;
}

/** Traced money that lies in an account. */
export interface Holding {
  amountMinor: number;
  /** Other money that leaves the account before it. */
  waitsMinor: number;
}

/** How money lies in accounts and leaves them under one doctrine, as far as reversals and stated balances are not at work. */
export interface MoneyLanes {
  /** What leaves the payee's account before the piece, as it arrives there. */
  waitsFor(piece: Piece): number;
  /**
   * Takes a holding through the legs of a part, the `number`th fetched, from a place on, and tells what they pay of it. It
   * keeps what is left of it.
   */
  carry(holding: Holding, through: PartStretch, pay: (piece: Piece) => void): void;
}

/** A fetched part from a place on. */
export interface PartStretch {
  readonly part: LegPart;
  readonly number: number;
  readonly from: number;
}

/** Lanes of the doctrines that take whole lots in an order; `undefined` for those that take shares of all. */
export function lanesFor(doctrine: Doctrine, asOfMs: number | null): MoneyLanes | undefined {
  const lastMs = asOfMs ?? Number.POSITIVE_INFINITY;
  switch (doctrine) {
    case "tainted-first":
      return new TracedFirst(lastMs);
    case "fifo":
      return new OldestFirst(lastMs);
    case "lifo":
      return new NewestFirst(lastMs);
    case "pro-rata":
    case "libr":
    case "poison":
      return undefined;
  }
}

/** What the leg takes out of the account (negative: brings); 0 where nothing moves. */
function takenMinor({ account, leg, other, atMs, amountMinor, marks }: LegPart, place: number, lastMs: number): number {
  if ((marks[place]! & MARK_STILL) !== 0 || other[place] === account || atMs[place]! > lastMs) return 0;
  return (leg[place]! & 1) === 0 ? amountMinor[place]! : -amountMinor[place]!;
}

/**
 * Each payment takes what is traced as far as it goes: so how much each takes in all is the same whichever way the money is
 * followed piece by piece, in whatever order, as long as each leg's room is counted.
 */
class TracedFirst implements MoneyLanes {
  readonly #lastMs: number;
  /** By fetched part and leg: what it can pay still. */
  readonly #room: Float64Array[] = [];
  /** By fetched part and leg: a leg from it on before which none has room; shortened as it is used. */
  readonly #next: Uint16Array[] = [];

  constructor(lastMs: number) {
    this.#lastMs = lastMs;
  }

  waitsFor(): number {
    return 0;
  }

  carry(holding: Holding, { part, number, from }: PartStretch, pay: (piece: Piece) => void): void {
    const room = (this.#room[number] ??= part.amountMinor.map((_, at) =>
      Math.max(0, takenMinor(part, at, this.#lastMs)),
    ));
    const next = (this.#next[number] ??= Uint16Array.from({ length: room.length + 1 }, (_, at) => at));
    for (let place = from; holding.amountMinor > 0; place++) {
      place = firstWithRoom(next, room, place);
      if (place === room.length) return;
      const amountMinor = Math.min(room[place]!, holding.amountMinor);
      room[place]! -= amountMinor;
      holding.amountMinor -= amountMinor;
      pay({ part, place, offsetMinor: 0, amountMinor });
    }
  }
}

function firstWithRoom(next: Uint16Array, room: Float64Array, from: number): number {
  let place = from;
  while (place < room.length && room[place] === 0) place = Math.max(next[place]!, place + 1);
  for (let at = from; at < place; ) {
    const following = Math.max(next[at]!, at + 1);
    next[at] = place;
    at = following;
  }
  return place;
}

/** What was there first leaves first: the sum of payments tells when. */
class OldestFirst implements MoneyLanes {
  readonly #lastMs: number;
  readonly #sums: Float64Array[] = [];

  constructor(lastMs: number) {
    this.#lastMs = lastMs;
  }

  waitsFor({ part, place, offsetMinor }: Piece): number {
    return Math.max(0, part.payeeBeforeMinor[place]!) + offsetMinor;
  }

  carry(holding: Holding, { part, number, from }: PartStretch, pay: (piece: Piece) => void): void {
    const paid = (this.#sums[number] ??= sumsOf(part, (at) => Math.max(0, takenMinor(part, at, this.#lastMs))));
    const last = part.leg.length;
    for (let place = from; holding.amountMinor > 0; place++) {
      const before = paid[place]! + holding.waitsMinor;
      if (paid[last]! <= before) {
        holding.waitsMinor = before - paid[last]!;
        return;
      }
      while (paid[place + 1]! <= before) place += 1;
      const amountMinor = Math.min(holding.amountMinor, paid[place + 1]! - before);
      holding.amountMinor -= amountMinor;
      holding.waitsMinor = 0;
      pay({ part, place, offsetMinor: before - paid[place]!, amountMinor });
    }
  }
}

/** What came last leaves first: money is reached when the account has paid all that came upon it. */
class NewestFirst implements MoneyLanes {
  readonly #lastMs: number;
  readonly #sums: Float64Array[] = [];
  readonly #lowest: number[] = [];

  constructor(lastMs: number) {
    this.#lastMs = lastMs;
  }

  waitsFor({ part, place, offsetMinor, amountMinor }: Piece): number {
    return part.amountMinor[place]! - offsetMinor - amountMinor;
  }

  carry(holding: Holding, { part, number, from }: PartStretch, pay: (piece: Piece) => void): void {
    const held = (this.#sums[number] ??= sumsOf(part, (at) => -takenMinor(part, at, this.#lastMs)));
    const lowest = (this.#lowest[number] ??= held.reduce((low, sum) => Math.min(low, sum)));
    const last = part.leg.length;
    for (let place = from; holding.amountMinor > 0; place++) {
      const level = held[place]! - holding.waitsMinor;
      if (lowest >= level) place = last;
      while (place < last && held[place + 1]! >= level) place += 1;
      if (place === last) {
        holding.waitsMinor = held[last]! - level;
        return;
      }
      const amountMinor = Math.min(holding.amountMinor, level - held[place + 1]!);
      holding.amountMinor -= amountMinor;
      holding.waitsMinor = 0;
      pay({ part, place, offsetMinor: held[place]! - level, amountMinor });
    }
  }
}

/** The sum of all legs before each, and at the end of all. */
function sumsOf({ leg }: LegPart, amountOf: (place: number) => number): Float64Array {
  const sums = new Float64Array(leg.length + 1);
  for (let place = 0; place < leg.length; place++) sums[place + 1] = sums[place]! + amountOf(place);
  return sums;
}
