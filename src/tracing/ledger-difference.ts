import { type LedgerColumns, TRANSFER_FAILED, type TransferColumns } from "../flows/ledger-columns.ts";
import { type AccountPairs, isSameAccount, pairAccounts } from "./pair-accounts.ts";
import type { LedgerOverlay, OverlaidAccount } from "./ledger-overlay.ts";

/** Why no overlay makes one ledger of the other: what has become of a transfer that both have. */
export type NoOverlay = "transfer-gone" | "order" | "accounts" | "amount" | "time" | "status" | "reversal" | "balance";

/** An overlay that makes the later ledger of the earlier one, and the way between their account indices. */
export interface LedgerDifference {
  readonly overlay: LedgerOverlay;
  readonly accounts: AccountPairs;
}

/**
 * The overlay under which a ledger answers as a later derivation of it does. The overlay's places are the later ledger's;
 * its accounts are the earlier one's with the new ones behind them. One walk over both.
 * @param placeNow per transfer of `before` its place in `now`, `NONE` where it is gone.
 */
export function ledgerDifference(
  before: LedgerColumns,
  now: LedgerColumns,
  placeNow: Uint32Array,
): LedgerDifference | NoOverlay {
  const changed = changedTransfer(before.transfers, now.transfers, placeNow);
  if (changed !== undefined) return changed;
  const accounts = pairAccounts(before, now, placeNow);
  if (accounts === undefined) return "accounts";
  const reversals = addedReversals(before.transfers, now.transfers, placeNow);
  if (reversals === undefined) return "reversal";
  const statedBalances = addedBalances(before.transfers, now.transfers, placeNow);
  if (statedBalances === undefined) return "balance";
  return {
    accounts,
    overlay: {
      inserted: insertedTransfers(now.transfers, placeNow, accounts),
      reversals,
      statedBalances,
      accounts: changedAccounts(before.accounts, now.accounts, accounts),
      accountCount: accounts.count,
    },
  };
}

function changedTransfer(before: TransferColumns, now: TransferColumns, placeNow: Uint32Array): NoOverlay | undefined {
  let last = -1;
  for (let transfer = 0; transfer < before.length; transfer++) {
    const place = placeNow[transfer]!;
    if (place >= now.length) return "transfer-gone";
    if (place <= last) return "order";
    if (before.amountMinor[transfer] !== now.amountMinor[place]) return "amount";
    if (before.atMs[transfer] !== now.atMs[place]) return "time";
    if (((before.flags[transfer]! ^ now.flags[place]!) & TRANSFER_FAILED) !== 0) return "status";
    last = place;
  }
  return undefined;
}

function insertedTransfers(
  { length, payer, payee, atMs, amountMinor, flags }: TransferColumns,
  placeNow: Uint32Array,
  { mergedOf }: AccountPairs,
): LedgerOverlay["inserted"] {
  const place = new Uint32Array(length - placeNow.length);
  let [known, next] = [0, 0];
  for (let transfer = 0; transfer < length; transfer++) {
    if (placeNow[known] === transfer) known += 1;
    else place[next++] = transfer;
  }
  return {
    place,
    payer: place.map((transfer) => mergedOf[payer[transfer]!]!),
    payee: place.map((transfer) => mergedOf[payee[transfer]!]!),
    atMs: Float64Array.from(place, (transfer) => atMs[transfer]!),
    amountMinor: Float64Array.from(place, (transfer) => amountMinor[transfer]!),
    flags: Uint8Array.from(place, (transfer) => flags[transfer]!),
  };
}

/** `undefined` when a reversal is none any more, or undoes another transfer. */
function addedReversals(
  { reversals: before }: TransferColumns,
  { reversals: now }: TransferColumns,
  placeNow: Uint32Array,
): LedgerOverlay["reversals"] | undefined {
  const added: number[] = [];
  let known = 0;
  for (let entry = 0; entry < now.transfer.length; entry++) {
    if (placeNow[before.transfer[known] ?? placeNow.length] !== now.transfer[entry]) added.push(entry);
    else if (placeNow[before.original[known++]!] !== now.original[entry]) return undefined;
  }
  if (known < before.transfer.length) return undefined;
  return {
    transfer: Uint32Array.from(added, (entry) => now.transfer[entry]!),
    original: Uint32Array.from(added, (entry) => now.original[entry]!),
  };
}

/** `undefined` when a balance is not stated any more. What is stated otherwise wins over what was. */
function addedBalances(
  { statedBalances: before }: TransferColumns,
  { statedBalances: now }: TransferColumns,
  placeNow: Uint32Array,
): LedgerOverlay["statedBalances"] | undefined {
  const added: number[] = [];
  let known = 0;
  for (let entry = 0; entry < now.transfer.length; entry++) {
    const isKnown =
      placeNow[before.transfer[known] ?? placeNow.length] === now.transfer[entry] &&
      before.side[known] === now.side[entry];
    if (!isKnown || before.balanceMinor[known] !== now.balanceMinor[entry]) added.push(entry);
    if (isKnown) known += 1;
  }
  if (known < before.transfer.length) return undefined;
  return {
    transfer: Uint32Array.from(added, (entry) => now.transfer[entry]!),
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
