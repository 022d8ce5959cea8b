import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import type { AwaitedReceipt } from "./awaited-receipts.ts";
import type { LedgerOverlay } from "./ledger-overlay.ts";
import { MergedPlaces } from "./merged-places.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { MARK_AWAITED, MARK_REVERSAL, MARK_STATED, MARK_STILL, MARK_WITHDRAWN } from "./transfer-marks.ts";

/** A prepared ledger with an overlay, indexed: as much work as the overlay is large. Places are merged ones. */
export interface LayeredLedger {
  readonly prepared: PreparedLedger;
  readonly overlay: LedgerOverlay;
  readonly places: MergedPlaces;
  /** Marks that the overlay adds, of its own and of the ledger's transfers. */
  readonly marks: ReadonlyMap<number, number>;
  /** By reversal, of the overlay's own. */
  readonly originals: ReadonlyMap<number, number>;
  /** The overlay's stated balances, by 2 × transfer + side. */
  readonly stated: ReadonlyMap<number, number>;
  /** The overlay's own receipts that are paid back later, by account. */
  readonly awaited: ReadonlyMap<number, readonly AwaitedReceipt[]>;
  /** Legs on inserted transfers by account, ascending. */
  readonly legs: ReadonlyMap<number, readonly number[]>;
  /** The first place with which what an account holds may differ from what the ledger alone says. */
  readonly changedFrom: ReadonlyMap<number, number>;
}

/** Lays an overlay over a prepared ledger. */
export function layOver(prepared: PreparedLedger, overlay: LedgerOverlay): LayeredLedger {
  const places = new MergedPlaces(overlay.inserted.place);
  return {
    prepared,
    overlay,
    places,
    marks: overlayMarks(overlay),
    originals: new Map(Array.from(overlay.reversals.transfer, (at, index) => [at, overlay.reversals.original[index]!])),
    stated: statedBalances(overlay),
    awaited: overlayAwaited(prepared, overlay, places),
    legs: overlayLegs(overlay),
    changedFrom: changedAccounts(prepared, overlay, places),
  };
}

function overlayMarks({ inserted, withdrawn, reversals, statedBalances: stated }: LedgerOverlay): Map<number, number> {
  const marks = new Map<number, number>();
  const set = (transfer: number, bit: number): void => {
    marks.set(transfer, (marks.get(transfer) ?? 0) | bit);
  };
  inserted.flags.forEach((flags, index) => {
    if ((flags & TRANSFER_FAILED) !== 0) set(inserted.place[index]!, MARK_STILL);
  });
  for (const transfer of withdrawn) set(transfer, MARK_WITHDRAWN);
  for (const transfer of reversals.transfer) set(transfer, MARK_REVERSAL);
  for (const transfer of reversals.original) set(transfer, MARK_AWAITED);
  for (const transfer of stated.transfer) set(transfer, MARK_STATED);
  return marks;
}

function statedBalances({ statedBalances: stated }: LedgerOverlay): Map<number, number> {
  return new Map(
    Array.from(stated.transfer, (transfer, entry) => [transfer * 2 + stated.side[entry]!, stated.balanceMinor[entry]!]),
  );
}

function overlayLegs({ inserted }: LedgerOverlay): Map<number, number[]> {
  const legs = new Map<number, number[]>();
  inserted.place.forEach((place, index) => {
    for (const [side, account] of [inserted.payer[index]!, inserted.payee[index]!].entries()) {
      const own = legs.get(account);
      if (own === undefined) legs.set(account, [place * 2 + side]);
      else own.push(place * 2 + side);
    }
  });
  return legs;
}

/** Who pays and who is paid at a merged place. */
function sidesAt(prepared: PreparedLedger, overlay: LedgerOverlay, places: MergedPlaces) {
  return (transfer: number): readonly [payer: number, payee: number] => {
    const inserted = places.insertedAt(transfer);
    const { payer, payee } = inserted < 0 ? prepared.ledger.transfers : overlay.inserted;
    const index = inserted < 0 ? places.toLedger(transfer) : inserted;
    return [payer[index]!, payee[index]!];
  };
}

function overlayAwaited(
  prepared: PreparedLedger,
  overlay: LedgerOverlay,
  places: MergedPlaces,
): Map<number, AwaitedReceipt[]> {
  const sides = sidesAt(prepared, overlay, places);
  const byAccount = new Map<number, AwaitedReceipt[]>();
  overlay.reversals.transfer.forEach((reversal, index) => {
    const original = overlay.reversals.original[index]!;
    const account = sides(original)[1];
    if (sides(reversal)[0] === account)
      byAccount.set(account, [...(byAccount.get(account) ?? []), { original, reversal }]);
  });
  return byAccount;
}

function changedAccounts(prepared: PreparedLedger, overlay: LedgerOverlay, places: MergedPlaces): Map<number, number> {
  const { openingMinor, length } = prepared.ledger.accounts;
  const from = new Map<number, number>();
  const change = (account: number, place: number): void => {
    from.set(account, Math.min(place, from.get(account) ?? place));
  };
  overlay.inserted.place.forEach((place, index) => {
    change(overlay.inserted.payer[index]!, place);
    change(overlay.inserted.payee[index]!, place);
  });
  const sides = sidesAt(prepared, overlay, places);
  for (const place of overlay.withdrawn) for (const account of sides(place)) change(account, place);
  const { transfer, side } = overlay.statedBalances;
  transfer.forEach((place, entry) => change(sides(place)[side[entry]!]!, place));
  // What was an ordinary payment's shortfall becomes a reversal's debt (T8).
  for (const place of overlay.reversals.transfer) change(sides(place)[0], place);
  for (const [account, { openingMinor: opening }] of overlay.accounts) {
    if (account >= length || !Object.is(opening, openingMinor[account])) change(account, 0);
  }
  return from;
}
