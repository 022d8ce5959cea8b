import { type AccountColumns, type LedgerColumns, noTies, type TransferColumns } from "../flows/ledger-columns.ts";

/**
 * The ledger with the accounts of one holder as one account, under the smallest index of the group; the others have no
 * transfers left. Transfers between them go from an account to itself and move nothing (T19). The opening is the sum of
 * the known ones; the holder is covered where one of the accounts is; what is stated of one account's balance says
 * nothing of the holder's and is left out.
 * @param groups disjoint groups of account indices.
 */
export function holderLedger(ledger: LedgerColumns, groups: readonly (readonly number[])[]): LedgerColumns {
  const firstOf = firstAccounts(ledger.accounts.length, groups);
  return {
    transfers: mapTransfers(ledger.transfers, firstOf, new Set(groups.flat())),
    accounts: joinAccounts(ledger.accounts, groups, firstOf),
  };
}

/** Per account the one that stands for its holder: itself where it is in no group. */
export function firstAccounts(accounts: number, groups: readonly (readonly number[])[]): Uint32Array {
  const firstOf = Uint32Array.from({ length: accounts }, (_, account) => account);
  for (const group of groups) {
    const first = Math.min(...group);
    for (const account of group) firstOf[account] = first;
  }
  return firstOf;
}

function mapTransfers(transfers: TransferColumns, firstOf: Uint32Array, joined: ReadonlySet<number>): TransferColumns {
  const { payer, payee, statedBalances } = transfers;
  const kept = Uint32Array.from(statedBalances.transfer.keys()).filter((entry) => {
    const transfer = statedBalances.transfer[entry]!;
    return !joined.has((statedBalances.side[entry] === 0 ? payer : payee)[transfer]!);
  });
  return {
    ...transfers,
    payer: payer.map((account) => firstOf[account]!),
    payee: payee.map((account) => firstOf[account]!),
    statedBalances: {
      transfer: kept.map((entry) => statedBalances.transfer[entry]!),
      side: Uint8Array.from(kept, (entry) => statedBalances.side[entry]!),
      balanceMinor: Float64Array.from(kept, (entry) => statedBalances.balanceMinor[entry]!),
    },
    ties: noTies,
  };
}

function joinAccounts(
  accounts: AccountColumns,
  groups: readonly (readonly number[])[],
  firstOf: Uint32Array,
): AccountColumns {
  const openingMinor = accounts.openingMinor.slice();
  const members = new Map(groups.map((group) => [Math.min(...group), group]));
  for (const [first, group] of members) {
    const known = group.map((account) => accounts.openingMinor[account]!).filter((opening) => !Number.isNaN(opening));
    for (const account of group) openingMinor[account] = 0;
    openingMinor[first] = known.length === 0 ? Number.NaN : known.reduce((sum, opening) => sum + opening, 0);
  }
  const coverageStart = new Uint32Array(accounts.length + 1);
  const intervals: Interval[] = [];
  for (let account = 0; account < accounts.length; account++) {
    if (firstOf[account] === account) intervals.push(...coverageOf(accounts, members.get(account) ?? [account]));
    coverageStart[account + 1] = intervals.length;
  }
  return {
    ...accounts,
    openingMinor,
    coverageStart,
    coverageFromMs: Float64Array.from(intervals, ({ fromMs }) => fromMs),
    coverageToMs: Float64Array.from(intervals, ({ toMs }) => toMs),
    coverageInferred: Uint8Array.from(intervals, ({ inferred }) => inferred),
  };
}

interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly inferred: number;
}

/** The intervals of all the accounts; those that overlap joined, inferred where one of them is. */
function coverageOf(accounts: AccountColumns, members: readonly number[]): readonly Interval[] {
  const all = members.flatMap((account) => {
    const intervals: Interval[] = [];
    for (let at = accounts.coverageStart[account]!; at < accounts.coverageStart[account + 1]!; at++) {
      intervals.push({
        fromMs: accounts.coverageFromMs[at]!,
        toMs: accounts.coverageToMs[at]!,
        inferred: accounts.coverageInferred[at]!,
      });
    }
    return intervals;
  });
  if (members.length === 1) return all;
  const joined: Interval[] = [];
  for (const interval of all.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = joined.at(-1);
    if (last === undefined || interval.fromMs > last.toMs) joined.push(interval);
    else {
      const toMs = Math.max(last.toMs, interval.toMs);
      joined[joined.length - 1] = { fromMs: last.fromMs, toMs, inferred: last.inferred | interval.inferred };
    }
  }
  return joined;
}
