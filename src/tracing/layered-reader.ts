import type { AwaitedReceipt } from "./awaited-receipts.ts";
import type { LayeredLedger } from "./layered-ledger.ts";
import type { OverlaidAccount } from "./ledger-overlay.ts";
import type { LegReader } from "./leg-reader.ts";
import { isStill, moveLeg } from "./plain-replay.ts";
import { PreparedReader } from "./prepared-reader.ts";
import { MARK_STILL, MARK_WITHDRAWN } from "./transfer-marks.ts";
import { NO_TRANSFER } from "./transfer-queue.ts";

/** Where an account's cursor stands that has legs of both layers. */
interface Cursor {
  /** The merged place of its next leg in the ledger. */
  below: number;
  /** Its next leg among the inserted ones. */
  above: number;
}

/** Reads a ledger with an overlay along its accounts, in merged places. It keeps cursors: each walk makes one of its own. */
export class LayeredReader implements LegReader {
  readonly transfers: number;
  readonly accounts: number;
  readonly #layered: LayeredLedger;
  readonly #below: PreparedReader;
  /** What was asked for last: each transfer is asked for many times, and it takes some looking to find it. */
  #asked = -1;
  /** Its index among the inserted; -1 when it is the ledger's, and then its place there. */
  #inserted = -1;
  #place = -1;
  readonly #cursors = new Map<number, Cursor>();
  /** By changed account: what it holds before a place behind its change, so that the next question goes on from there. */
  readonly #held = new Map<number, { before: number; heldMinor: number }>();

  constructor(layered: LayeredLedger) {
    this.#layered = layered;
    this.#below = new PreparedReader(layered.prepared);
    this.transfers = this.#below.transfers + layered.overlay.inserted.place.length;
    this.accounts = layered.overlay.accountCount;
  }

  payer(transfer: number): number {
    this.#find(transfer);
    return this.#inserted < 0 ? this.#below.payer(this.#place) : this.#layered.overlay.inserted.payer[this.#inserted]!;
  }

  payee(transfer: number): number {
    this.#find(transfer);
    return this.#inserted < 0 ? this.#below.payee(this.#place) : this.#layered.overlay.inserted.payee[this.#inserted]!;
  }

  atMs(transfer: number): number {
    this.#find(transfer);
    return this.#inserted < 0 ? this.#below.atMs(this.#place) : this.#layered.overlay.inserted.atMs[this.#inserted]!;
  }

  amountMinor(transfer: number): number {
    this.#find(transfer);
    return this.#inserted < 0
      ? this.#below.amountMinor(this.#place)
      : this.#layered.overlay.inserted.amountMinor[this.#inserted]!;
  }

  marks(transfer: number): number {
    this.#find(transfer);
    const above = this.#layered.marks.get(transfer) ?? 0;
    if ((above & MARK_WITHDRAWN) !== 0) return MARK_STILL;
    return above | (this.#inserted < 0 ? this.#below.marks(this.#place) : 0);
  }

  original(transfer: number): number {
    const { places, originals } = this.#layered;
    return originals.get(transfer) ?? places.toMerged(this.#below.original(places.toLedger(transfer)));
  }

  statedMinor(transfer: number, side: 0 | 1): number {
    const { places, stated } = this.#layered;
    const above = stated.get(transfer * 2 + side);
    if (above !== undefined) return above;
    return places.insertedAt(transfer) < 0 ? this.#below.statedMinor(places.toLedger(transfer), side) : Number.NaN;
  }

  key(account: number): string | undefined {
    return this.#overlaid(account)?.key ?? this.#below.key(account);
  }

  openingMinor(account: number): number {
    return this.#overlaid(account)?.openingMinor ?? this.#below.openingMinor(account);
  }

  isCovered(account: number, atMs: number): boolean {
    const overlaid = this.#overlaid(account);
    if (overlaid === undefined) return this.#below.isCovered(account, atMs);
    return overlaid.coverage.some(([from, to]) => from <= atMs && atMs <= to);
  }

  coverageEnd(account: number): number {
    const overlaid = this.#overlaid(account);
    if (overlaid === undefined) return this.#below.coverageEnd(account);
    return overlaid.coverage.at(-1)?.[1] ?? -Infinity;
  }

  payeeBeforeMinor(transfer: number): number {
    const { places, changedFrom } = this.#layered;
    const account = this.payee(transfer);
    const changed = changedFrom.get(account);
    if (changed !== undefined && transfer >= changed) return this.#changedBefore(account, changed, transfer);
    return this.#below.payeeBeforeMinor(places.toLedger(transfer));
  }

  awaitedReceipts(account: number): readonly AwaitedReceipt[] {
    const { places, awaited } = this.#layered;
    const below = this.#below
      .awaitedReceipts(account)
      .map(({ original, reversal }) => ({ original: places.toMerged(original), reversal: places.toMerged(reversal) }))
      .filter(({ reversal }) => !this.#isWithdrawn(reversal));
    return [...below, ...(awaited.get(account) ?? [])];
  }

  *legsBetween(account: number, from: number, to: number): Iterable<number> {
    const { places, legs } = this.#layered;
    const above = (legs.get(account) ?? []).filter((leg) => leg >>> 1 >= from && leg >>> 1 < to);
    let next = 0;
    for (const leg of this.#isBelow(account)
      ? this.#below.legsBetween(account, places.toLedger(from), places.toLedger(to))
      : []) {
      const merged = places.toMerged(leg >>> 1) * 2 + (leg & 1);
      for (; next < above.length && above[next]! < merged; next++) yield above[next]!;
      yield merged;
    }
    for (; next < above.length; next++) yield above[next]!;
  }

  lastReceiptBefore(account: number, transfer: number): number {
    const { places, legs } = this.#layered;
    let last = transfer;
    do {
      const below = this.#isBelow(account) ? this.#below.lastReceiptBefore(account, places.toLedger(last)) : -1;
      last = below < 0 ? -1 : places.toMerged(below);
    } while (this.#isWithdrawn(last));
    for (const leg of legs.get(account) ?? []) {
      const place = leg >>> 1;
      if ((leg & 1) === 0 || place >= transfer || place <= last) continue;
      if ((this.marks(place) & MARK_STILL) === 0 && this.payer(place) !== account) last = place;
    }
    return last;
  }

  seek(account: number, slot: number, transfer: number): number {
    const { places, legs } = this.#layered;
    const isBelow = this.#isBelow(account);
    const below = isBelow ? this.#below.seek(account, slot, places.toLedger(transfer + 1) - 1) : NO_TRANSFER;
    const own = legs.get(account);
    if (own === undefined) return below === NO_TRANSFER ? below : places.toMerged(below);
    const above = own.findIndex((leg) => leg >>> 1 > transfer);
    const cursor = { below: this.#merged(below), above: above < 0 ? own.length : above };
    this.#cursors.set(account, cursor);
    return Math.min(cursor.below, placeOf(own[cursor.above]));
  }

  advance(account: number, slot: number): number {
    const own = this.#layered.legs.get(account);
    const cursor = this.#cursors.get(account);
    if (own === undefined || cursor === undefined) return this.#merged(this.#below.advance(account, slot));
    if (cursor.below < placeOf(own[cursor.above])) cursor.below = this.#merged(this.#below.advance(account, slot));
    else cursor.above += 1;
    return Math.min(cursor.below, placeOf(own[cursor.above]));
  }

  #find(transfer: number): void {
    if (transfer === this.#asked) return;
    this.#asked = transfer;
    this.#place = this.#layered.places.toLedger(transfer);
    this.#inserted = this.#layered.places.insertedAt(transfer);
  }

  /** What a changed account holds before a transfer behind its change: its legs are moved again from there. */
  #changedBefore(account: number, changed: number, transfer: number): number {
    const earlier = this.#held.get(account);
    const known = this.lastReceiptBefore(account, changed);
    let [from, held] = [Math.max(0, known), this.openingMinor(account) || 0];
    if (known >= 0) held = this.#below.payeeBeforeMinor(this.#layered.places.toLedger(known));
    if (earlier !== undefined && earlier.before <= transfer) [from, held] = [earlier.before, earlier.heldMinor];
    for (const leg of this.legsBetween(account, from, transfer)) {
      if (!isStill(this, leg >>> 1, { asOfMs: null, cut: this.transfers })) held = moveLeg(this, leg, held).heldMinor;
    }
    this.#held.set(account, { before: transfer, heldMinor: held });
    return held;
  }

  #overlaid(account: number): OverlaidAccount | undefined {
    return this.#layered.overlay.accounts.get(account);
  }

  #isWithdrawn(transfer: number): boolean {
    return ((this.#layered.marks.get(transfer) ?? 0) & MARK_WITHDRAWN) !== 0;
  }

  #isBelow(account: number): boolean {
    return account < this.#below.accounts;
  }

  #merged(below: number): number {
    return below === NO_TRANSFER ? NO_TRANSFER : this.#layered.places.toMerged(below);
  }
}

function placeOf(leg: number | undefined): number {
  return leg === undefined ? NO_TRANSFER : leg >>> 1;
}
