import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import type { LedgerOverlay, OverlaidAccount } from "./ledger-overlay.ts";
import { MergedPlaces } from "./merged-places.ts";
import { type AccountPairs, isSameAccount, pairAccounts } from "./pair-accounts.ts";
import { changedTransfers, withdrawMarked } from "./withdrawn-transfers.ts";

/** An overlay that makes the later ledger of the earlier one, and the ways between their indices. */
export interface LedgerDifference {
  readonly overlay: LedgerOverlay;
  readonly accounts: AccountPairs;
  /** From the later ledger's places to merged ones, and back: merged are those that are withdrawn as well. */
  readonly places: MergedPlaces;
}

/**
 * The overlay under which a ledger answers as a later derivation of it does: what both have alike stays, what has become
 * otherwise is withdrawn and inserted. Its accounts are the earlier ledger's with the new ones behind them. A few walks
 * over both.
 * @param placeNow per transfer of `before` its place in `now`, `NONE` where it is gone.
 * @returns "much" where more than 1,000 transfers and more than one in four are withdrawn: an overlay saves nothing then.
 */
export function ledgerDifference(
  before: LedgerColumns,
  now: LedgerColumns,
  placeNow: Uint32Array,
): LedgerDifference | "much" {
  const withdrawn = changedTransfers(before.transfers, now.transfers, placeNow);
  const accounts = pairAccounts(before, now, { placeNow, withdrawn });
  withdrawMarked(before.transfers, now.transfers, { placeNow, withdrawn });
  const count = withdrawn.reduce((sum, one) => sum + one, 0);
  if (count > fewWithdrawn && count * 4 > before.transfers.length) return "much";
  const merged = mergeOrders(now.transfers.length, placeNow, withdrawn);
  const places = new MergedPlaces(merged.withdrawn);
  return {
    accounts,
    places,
    overlay: {
      inserted: insertedTransfers(now.transfers, merged, accounts),
      withdrawn: merged.withdrawn,
      reversals: addedReversals(before.transfers, now.transfers, { placeNow, withdrawn, places }),
      statedBalances: addedBalances(before.transfers, now.transfers, { placeNow, withdrawn, places }),
      accounts: changedAccounts(before.accounts, now.accounts, accounts),
      accountCount: accounts.count,
    },
  };
}

/** So many cost nothing worth a rule. */
const fewWithdrawn = 1_000;

/** Both ledgers' transfers in one order. */
interface MergedOrder {
  /** The merged places of what only the later ledger has, ascending, and its places of the same. */
  readonly place: Uint32Array;
  readonly placeNow: Uint32Array;
  /** The merged places of what is withdrawn, ascending. */
  readonly withdrawn: Uint32Array;
}

function mergeOrders(length: number, placeNow: Uint32Array, isWithdrawn: Uint8Array): MergedOrder {
  const [place, inserted, withdrawn]: [number[], number[], number[]] = [[], [], []];
  let [merged, next] = [0, 0];
  const insertUpTo = (end: number): void => {
    for (; next < end; next++) {
      place.push(merged++);
      inserted.push(next);
    }
  };
  for (let transfer = 0; transfer < placeNow.length; transfer++) {
    if (isWithdrawn[transfer] === 1) {
      withdrawn.push(merged++);
      continue;
    }
    insertUpTo(placeNow[transfer]!);
    merged += 1;
    next += 1;
  }
  insertUpTo(length);
  return {
    place: Uint32Array.from(place),
    placeNow: Uint32Array.from(inserted),
    withdrawn: Uint32Array.from(withdrawn),
  };
}

function insertedTransfers(
  { payer, payee, atMs, amountMinor, flags }: TransferColumns,
  { place, placeNow }: MergedOrder,
  { mergedOf }: AccountPairs,
): LedgerOverlay["inserted"] {
  return {
    place,
    payer: placeNow.map((transfer) => mergedOf[payer[transfer]!]!),
    payee: placeNow.map((transfer) => mergedOf[payee[transfer]!]!),
    atMs: Float64Array.from(placeNow, (transfer) => atMs[transfer]!),
    amountMinor: Float64Array.from(placeNow, (transfer) => amountMinor[transfer]!),
    flags: Uint8Array.from(placeNow, (transfer) => flags[transfer]!),
  };
}

/** What stays of the earlier ledger. */
interface Kept {
  readonly placeNow: Uint32Array;
  readonly withdrawn: Uint8Array;
  readonly places: MergedPlaces;
}

function addedReversals(
  { reversals: before }: TransferColumns,
  { reversals: now }: TransferColumns,
  { placeNow, withdrawn, places }: Kept,
): LedgerOverlay["reversals"] {
  const known = new Set<number>();
  for (const reversal of before.transfer) if (withdrawn[reversal] === 0) known.add(placeNow[reversal]!);
  const added = [...now.transfer.keys()].filter((entry) => !known.has(now.transfer[entry]!));
  return {
    transfer: Uint32Array.from(added, (entry) => places.toMerged(now.transfer[entry]!)),
    original: Uint32Array.from(added, (entry) => places.toMerged(now.original[entry]!)),
  };
}

/** What is stated otherwise wins over what was. Both lists ascend by transfer and side. */
function addedBalances(
  { statedBalances: before }: TransferColumns,
  { statedBalances: now }: TransferColumns,
  { placeNow, withdrawn, places }: Kept,
): LedgerOverlay["statedBalances"] {
  const added: number[] = [];
  let known = 0;
  for (let entry = 0; entry < now.transfer.length; entry++) {
    while (known < before.transfer.length && withdrawn[before.transfer[known]!] === 1) known += 1;
    const isKnown =
      known < before.transfer.length &&
      placeNow[before.transfer[known]!] === now.transfer[entry] &&
      before.side[known] === now.side[entry];
    if (!isKnown || before.balanceMinor[known] !== now.balanceMinor[entry]) added.push(entry);
    if (isKnown) known += 1;
  }
  return {
    transfer: Uint32Array.from(added, (entry) => places.toMerged(now.transfer[entry]!)),
    side: Uint8Array.from(added, (entry) => now.side[entry]!),
    balanceMinor: Float64Array.from(added, (entry) => now.balanceMinor[entry]!),
  };
}

function changedAccounts(
  before: LedgerColumns["accounts"],
  now: LedgerColumns["accounts"],
  { mergedOf, gone }: AccountPairs,
): LedgerOverlay["accounts"] {
  const changed = new Map<number, OverlaidAccount>();
  for (const account of gone) {
    const key = before.keys[account] ?? "";
    changed.set(account, { key, exitKind: 0, openingMinor: Number.NaN, coverage: [] });
  }
  for (let account = 0; account < now.length; account++) {
    const merged = mergedOf[account]!;
    if (merged < before.length && isSameAccount([before, merged], [now, account])) continue;
    const coverage: (readonly [number, number])[] = [];
    for (let at = now.coverageStart[account]!; at < now.coverageStart[account + 1]!; at++) {
      coverage.push([now.coverageFromMs[at]!, now.coverageToMs[at]!]);
    }
    changed.set(merged, {
      key: now.keys[account] ?? "",
      exitKind: now.exitKind[account]!,
      openingMinor: now.openingMinor[account]!,
      coverage,
    });
  }
  return changed;
}
