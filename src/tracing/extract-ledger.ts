import { exitKindCode } from "../flows/exit-kind.ts";
import type { AccountColumns, LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import { extractTies } from "./extract-ties.ts";
import { ledgerEnd } from "./ledger-end.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, TraceResult } from "./trace-result.ts";

/** A part of a ledger that answers a trace as the whole does, with the way back to the whole's indices. */
export interface LedgerExtract {
  readonly ledger: LedgerColumns;
  /** Per transfer of the extract: its index in the whole ledger, ascending. */
  readonly transferOf: Uint32Array;
  /** Per account of the extract: its index in the whole ledger, ascending. */
  readonly accountOf: Uint32Array;
  /** What is a stop in the whole ledger, ascending; in the extract, outsiders are stops as well. */
  readonly stops: readonly number[];
  /** Of the whole ledger, ms: without an as-of time, money is last seen where coverage ends before it (T10). */
  readonly lastInstantMs: number;
}

/** What an extract is to hold. */
export interface ExtractParts {
  /** Indices of the accounts whose every transfer is wanted, ascending: `reachedAccounts`. */
  readonly accounts: ArrayLike<number>;
  /** `AllocatedTrace.stops`: all stops of the whole ledger, hubs included, ascending. */
  readonly stops: readonly number[];
  /** Their transfers and their victims' accounts belong to it too. */
  readonly losses: readonly Loss[];
}

/**
 * The accounts that decide a trace, ascending: those that paid a loss's transfer and those that traced money reached,
 * without the stops. What any other account does changes no amount of any loss.
 */
export function reachedAccounts(
  { transfers }: Pick<LedgerColumns, "transfers">,
  losses: readonly Loss[],
  trace: { readonly flows: Pick<AllocatedTrace["flows"], "transfer">; readonly stops: readonly number[] },
): Uint32Array {
  const reached = new Set<number>();
  for (const { transfer } of losses) reached.add(transfers.payer[transfer]!);
  for (const transfer of trace.flows.transfer) reached.add(transfers.payee[transfer]!);
  for (const stop of trace.stops) reached.delete(stop);
  return Uint32Array.from(reached).sort();
}

/**
 * Takes from a ledger every transfer of some accounts, in the ledger's order, with the originals of reversals. The other
 * side of such a transfer is an *outsider*, unless it is one of the accounts: a stop, so that it holds nothing and
 * nothing of it is unexplained. A trace of the extract, restored, equals the trace of the whole ledger when `accounts`
 * holds what that reached; only `unexplained` then names these accounts alone.
 */
export function extractLedger(ledger: LedgerColumns, parts: ExtractParts): LedgerExtract {
  const inside = new Uint8Array(ledger.accounts.length);
  for (let index = 0; index < parts.accounts.length; index++) inside[parts.accounts[index]!] = 1;
  const transferOf = chosenTransfers(ledger.transfers, inside, parts.losses);
  const accountOf = chosenAccounts(ledger.transfers, transferOf, parts);
  const stops = new Set(parts.stops);
  return {
    ledger: {
      transfers: extractTransfers(ledger.transfers, transferOf, accountOf),
      accounts: extractAccounts(ledger.accounts, accountOf, (account) => {
        const own = ledger.accounts.exitKind[account]!;
        if (own !== 0 || inside[account] === 1) return own;
        return exitKindCode(stops.has(account) ? "hub" : "unknown");
      }),
    },
    transferOf,
    accountOf,
    stops: parts.stops,
    lastInstantMs: ledgerEnd(ledger.transfers),
  };
}

/** The losses as the extract numbers them. Their transfers and accounts are in it. */
export function extractLosses(extract: LedgerExtract, losses: readonly Loss[]): readonly Loss[] {
  return losses.map((loss) => ({
    ...loss,
    transfer: placeIn(extract.transferOf, loss.transfer),
    victimAccounts: loss.victimAccounts.map((account) => placeIn(extract.accountOf, account)),
  }));
}

/** The options as the extract needs them: its stops stand in its accounts, and its end is the whole ledger's. */
export function extractOptions(extract: LedgerExtract, options: TraceOptions): TraceOptions {
  return { ...options, asOfMs: options.asOfMs ?? extract.lastInstantMs, stops: [], hubCounterparties: null };
}

/** A trace of the extract with the indices of the whole ledger. */
export function restoreTrace<Result extends TraceResult>(extract: LedgerExtract, result: Result): Result;
export function restoreTrace(extract: LedgerExtract, result: TraceResult): TraceResult {
  const transferOf = (transfer: number): number => extract.transferOf[transfer]!;
  if (result.kind === "reach") return { ...result, transfer: result.transfer.map(transferOf) };
  const atAccount = <Entry extends { readonly account: number }>(entry: Entry): Entry => ({
    ...entry,
    account: extract.accountOf[entry.account]!,
  });
  return {
    ...result,
    flows: { ...result.flows, transfer: result.flows.transfer.map(transferOf) },
    atRest: result.atRest.map(atAccount),
    exits: result.exits.map(atAccount),
    lostSight: result.lostSight.map(atAccount),
    returned: result.returned.map(atAccount),
    writtenOff: result.writtenOff.map(atAccount),
    unexplained: result.unexplained.map((entry) => ({ ...atAccount(entry), transfer: transferOf(entry.transfer) })),
    stops: extract.stops,
    partlySeen: result.partlySeen.map(transferOf),
  };
}

function chosenTransfers(transfers: TransferColumns, inside: Uint8Array, losses: readonly Loss[]): Uint32Array {
  const { length, payer, payee, reversals } = transfers;
  const chosen = new Set<number>();
  for (const { transfer } of losses) chosen.add(transfer);
  for (let transfer = 0; transfer < length; transfer++) {
    if (inside[payer[transfer]!] === 1 || inside[payee[transfer]!] === 1) chosen.add(transfer);
  }
  // What a reversal cannot find is debt, what a payment cannot find is not: it must stay a reversal.
  for (let index = 0; index < reversals.transfer.length; index++) {
    if (chosen.has(reversals.transfer[index]!)) chosen.add(reversals.original[index]!);
  }
  return Uint32Array.from(chosen).sort();
}

function chosenAccounts(transfers: TransferColumns, transferOf: Uint32Array, parts: ExtractParts): Uint32Array {
  const accounts = new Set<number>();
  for (let index = 0; index < parts.accounts.length; index++) accounts.add(parts.accounts[index]!);
  for (const { victimAccounts } of parts.losses) for (const account of victimAccounts) accounts.add(account);
  for (const transfer of transferOf) accounts.add(transfers.payer[transfer]!).add(transfers.payee[transfer]!);
  return Uint32Array.from(accounts).sort();
}

function extractTransfers(
  transfers: TransferColumns,
  transferOf: Uint32Array,
  accountOf: Uint32Array,
): TransferColumns {
  const transferAt = inverse(transferOf);
  const accountAt = inverse(accountOf);
  const { reversals, statedBalances } = transfers;
  const reversing = placesWhere(reversals.transfer, transferAt);
  const stating = placesWhere(statedBalances.transfer, transferAt);
  return {
    length: transferOf.length,
    payer: transferOf.map((transfer) => accountAt.get(transfers.payer[transfer]!)!),
    payee: transferOf.map((transfer) => accountAt.get(transfers.payee[transfer]!)!),
    atMs: Float64Array.from(transferOf, (transfer) => transfers.atMs[transfer]!),
    amountMinor: Float64Array.from(transferOf, (transfer) => transfers.amountMinor[transfer]!),
    flags: Uint8Array.from(transferOf, (transfer) => transfers.flags[transfer]!),
    reversals: {
      transfer: reversing.map((index) => transferAt.get(reversals.transfer[index]!)!),
      original: reversing.map((index) => transferAt.get(reversals.original[index]!)!),
    },
    statedBalances: {
      transfer: stating.map((index) => transferAt.get(statedBalances.transfer[index]!)!),
      side: Uint8Array.from(stating, (index) => statedBalances.side[index]!),
      balanceMinor: Float64Array.from(stating, (index) => statedBalances.balanceMinor[index]!),
    },
    ties: extractTies(transfers.ties, transferAt, accountAt),
  };
}

function extractAccounts(
  accounts: AccountColumns,
  accountOf: Uint32Array,
  exitKindOf: (account: number) => number,
): AccountColumns {
  const coverageStart = new Uint32Array(accountOf.length + 1);
  const intervals: number[] = [];
  accountOf.forEach((account, index) => {
    const end = accounts.coverageStart[account + 1]!;
    for (let interval = accounts.coverageStart[account]!; interval < end; interval++) intervals.push(interval);
    coverageStart[index + 1] = intervals.length;
  });
  return {
    length: accountOf.length,
    keys: Array.from(accountOf, (account) => accounts.keys[account] ?? ""),
    exitKind: Uint8Array.from(accountOf, exitKindOf),
    openingMinor: Float64Array.from(accountOf, (account) => accounts.openingMinor[account]!),
    coverageStart,
    coverageFromMs: Float64Array.from(intervals, (interval) => accounts.coverageFromMs[interval]!),
    coverageToMs: Float64Array.from(intervals, (interval) => accounts.coverageToMs[interval]!),
    coverageInferred: Uint8Array.from(intervals, (interval) => accounts.coverageInferred[interval]!),
  };
}

function inverse(indices: Uint32Array): ReadonlyMap<number, number> {
  return new Map(Array.from(indices, (whole, index) => [whole, index]));
}

/** The positions in a sparse column of transfers that the extract holds. */
function placesWhere(transfer: Uint32Array, chosen: ReadonlyMap<number, number>): Uint32Array {
  const places: number[] = [];
  transfer.forEach((whole, index) => {
    if (chosen.has(whole)) places.push(index);
  });
  return Uint32Array.from(places);
}

/** The extract's index of what has the index `whole` in the whole ledger. */
function placeIn(ascending: Uint32Array, whole: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < whole) low = middle + 1;
    else high = middle;
  }
  if (ascending[low] === whole) return low;
  throw new RangeError(`${whole} is not in the extract`);
}
