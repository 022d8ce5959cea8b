import type { AwaitedReceipt } from "./awaited-receipts.ts";
import type { FetchedParts } from "./fetched-parts.ts";
import { firstAtLeast } from "./first-at-least.ts";
import { grownFloat64 } from "./grown-column.ts";
import type { LegReader } from "./leg-reader.ts";
import { type LegPart, statedInPart } from "./leg-part.ts";
import { MARK_STILL } from "./transfer-marks.ts";
import { NO_PLACE, type TransferPlaces } from "./transfer-places.ts";
import { NO_TRANSFER } from "./transfer-queue.ts";

/** A ledger of which parts are fetched. */
export interface PartLedger {
  readonly parts: FetchedParts;
  readonly transfers: number;
  readonly accounts: number;
  /** What comes at this place or behind it moves nothing in the trace: it is later than the as-of time. */
  readonly end: number;
  /** Transfers that are read before any walk comes by, with their payers. */
  readonly paid: Iterable<{ readonly transfer: number; readonly payer: number }>;
}

/** Legs of a part that a place can tell apart. */
const mostLegs = 2 ** 16;

const NOWHERE = -1;

/**
 * Reads a ledger along its accounts where parts of it are fetched. At the first part that is not there an account ends, and
 * the part is noted as missing (`FetchedParts`): what a walk then finds is of no meaning, but for what it lacks.
 *
 * A place is the number of a fetched part, times `mostLegs`, and the leg's place in it.
 */
export class PartReader implements LegReader {
  readonly transfers: number;
  readonly accounts: number;
  readonly #ledger: PartLedger;
  readonly #placeOf: TransferPlaces;
  /** By slot: the place of the account's next leg; `NOWHERE` behind its last, and where a part is missing. */
  #cursor: Float64Array = new Float64Array(512);
  /** What was asked for last: each transfer is asked for many times. */
  #asked = -1;
  #part: LegPart | undefined;
  #at = 0;
  /** The account, the transfer and the answer of the last `#firstBehind`, which is asked twice when an account wakes. */
  #behindAccount = -1;
  #behindTransfer = -1;
  #behindPlace: number = NOWHERE;

  constructor(ledger: PartLedger) {
    this.transfers = ledger.transfers;
    this.accounts = ledger.accounts;
    this.#ledger = ledger;
    this.#placeOf = ledger.parts.places;
    // What an account pays itself has two legs, which two parts may share.
    for (const { payer, transfer } of ledger.paid) {
      if (!this.#find(payer, transfer * 2)) this.#find(payer, transfer * 2 + 1);
    }
  }

  /** A reader whose cursors stand where these stand and move for themselves. */
  copy(): PartReader {
    const copy = new PartReader({ ...this.#ledger, paid: [] });
    copy.#cursor = this.#cursor.slice();
    return copy;
  }

  payer(transfer: number): number {
    const part = this.#partOf(transfer);
    return (part.leg[this.#at]! & 1) === 0 ? part.account : part.other[this.#at]!;
  }

  payee(transfer: number): number {
    const part = this.#partOf(transfer);
    return (part.leg[this.#at]! & 1) === 0 ? part.other[this.#at]! : part.account;
  }

  atMs(transfer: number): number {
    return this.#partOf(transfer).atMs[this.#at]!;
  }

  amountMinor(transfer: number): number {
    return this.#partOf(transfer).amountMinor[this.#at]!;
  }

  marks(transfer: number): number {
    return this.#partOf(transfer).marks[this.#at]!;
  }

  original(transfer: number): number {
    const { reversals } = this.#partOf(transfer);
    return reversals.original[reversals.place.indexOf(this.#at)]!;
  }

  statedMinor(transfer: number, side: 0 | 1): number {
    return statedInPart(this.#partOf(transfer), this.#at, side);
  }

  payeeBeforeMinor(transfer: number): number {
    return this.#partOf(transfer).payeeBeforeMinor[this.#at]!;
  }

  key(account: number): string | undefined {
    return this.#ledger.parts.account(account)?.key;
  }

  openingMinor(account: number): number {
    return this.#ledger.parts.account(account)?.openingMinor ?? 0;
  }

  isCovered(account: number, atMs: number): boolean {
    const coverage = this.#ledger.parts.account(account)?.coverage ?? [];
    return coverage.some(([from, to]) => from <= atMs && atMs <= to);
  }

  coverageEnd(account: number): number {
    return this.#ledger.parts.account(account)?.coverage.at(-1)?.[1] ?? -Infinity;
  }

  awaitedReceipts(account: number, transfer: number): readonly AwaitedReceipt[] {
    const place = this.#firstBehind(account, transfer);
    const awaited = place === NOWHERE ? noReceipts : this.#partAt(place).awaited;
    return awaited.length === 0 ? awaited : awaited.filter(({ original }) => this.#find(account, original * 2 + 1));
  }

  *legsBetween(account: number, from: number, to: number): Iterable<number> {
    const before = Math.min(to, this.#ledger.end);
    for (let place = this.#firstBehind(account, from - 1); place !== NOWHERE; place = this.#next(place)) {
      const leg = this.#legAt(place);
      if (leg >>> 1 >= before) return;
      this.#placeOf.set(leg >>> 1, place);
      yield leg;
    }
  }

  lastReceiptBefore(account: number, transfer: number): number {
    const { parts } = this.#ledger;
    for (let row = parts.rowOf(account, transfer); row >= parts.firstRow(account); row--) {
      const fetched = parts.part(account, row);
      if (fetched === undefined) return -1;
      const { part, number } = fetched;
      for (let at = firstAtLeast(part.leg, transfer * 2) - 1; at >= 0; at--) {
        if ((part.leg[at]! & 1) === 0 || (part.marks[at]! & MARK_STILL) !== 0 || part.other[at] === account) continue;
        const receipt = part.leg[at]! >>> 1;
        this.#placeOf.set(receipt, number * mostLegs + at);
        return receipt;
      }
    }
    return -1;
  }

  seek(account: number, slot: number, transfer: number): number {
    if (slot >= this.#cursor.length) this.#cursor = grownFloat64(this.#cursor, slot * 2);
    return this.#put(slot, this.#firstBehind(account, transfer));
  }

  advance(_account: number, slot: number): number {
    const place = this.#cursor[slot]!;
    return place === NOWHERE ? NO_TRANSFER : this.#put(slot, this.#next(place));
  }

  #put(slot: number, place: number): number {
    const transfer = place === NOWHERE ? NO_TRANSFER : this.#legAt(place) >>> 1;
    const isIn = transfer < this.#ledger.end;
    this.#cursor[slot] = isIn ? place : NOWHERE;
    if (!isIn) return NO_TRANSFER;
    this.#placeOf.set(transfer, place);
    return transfer;
  }

  /** The account's first leg behind the transfer. */
  #firstBehind(account: number, transfer: number): number {
    if (this.#behindAccount === account && this.#behindTransfer === transfer) return this.#behindPlace;
    const { parts, end } = this.#ledger;
    // No part that begins behind the end is of any concern.
    const fetched = parts.part(account, parts.rowOf(account, Math.min(transfer + 1, end)));
    let place = NOWHERE;
    if (fetched !== undefined && fetched.part.leg.length > 0) {
      const { leg } = fetched.part;
      const at = firstAtLeast(leg, (transfer + 1) * 2);
      place = fetched.number * mostLegs + Math.min(at, leg.length - 1);
      if (at === leg.length) place = this.#next(place);
    }
    this.#behindAccount = account;
    this.#behindTransfer = transfer;
    this.#behindPlace = place;
    return place;
  }

  #next(place: number): number {
    const { parts, end } = this.#ledger;
    const { part, row } = parts.numbered(Math.floor(place / mostLegs));
    if ((place % mostLegs) + 1 < part.leg.length) return place + 1;
    if (row + 1 > parts.rowOf(part.account, end)) return NOWHERE;
    const next = parts.part(part.account, row + 1);
    return next === undefined ? NOWHERE : next.number * mostLegs;
  }

  /** Looks for one leg of the account; whether it was found. */
  #find(account: number, leg: number): boolean {
    const { parts } = this.#ledger;
    const fetched = parts.part(account, parts.rowOf(account, leg >>> 1));
    if (fetched === undefined) return false;
    const at = firstAtLeast(fetched.part.leg, leg);
    if (fetched.part.leg[at] !== leg) return false;
    this.#placeOf.set(leg >>> 1, fetched.number * mostLegs + at);
    return true;
  }

  #legAt(place: number): number {
    return this.#partAt(place).leg[place % mostLegs]!;
  }

  #partAt(place: number): LegPart {
    return this.#ledger.parts.numbered(Math.floor(place / mostLegs)).part;
  }

  #partOf(transfer: number): LegPart {
    if (transfer === this.#asked && this.#part !== undefined) return this.#part;
    const place = this.#placeOf.get(transfer);
    if (place === NO_PLACE) throw new RangeError(`transfer ${transfer} was read before a walk came by it`);
    this.#asked = transfer;
    this.#at = place % mostLegs;
    this.#part = this.#partAt(place);
    return this.#part;
  }
}

const noReceipts: readonly AwaitedReceipt[] = [];
