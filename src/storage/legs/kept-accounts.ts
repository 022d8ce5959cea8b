import type { AccountFacts } from "../../flows/derived-ledger.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../../flows/ledger-columns.ts";
import type { CoverageInterval, TieMember } from "../../flows/leg-columns.ts";
import type { KeptAccount, LegSource } from "../leg-store.ts";

const unknownHolder: AccountFacts = { holderName: "", idNo: "", bank: "", numbers: [], filledFromInformation: false };

/** Gives any account of a ledger as the store keeps it. */
export function accountsOf({ columns, facts }: LegSource, legsOf: Uint32Array): (account: number) => KeptAccount {
  const { accounts, transfers } = columns;
  const ties = tiesByAccount(transfers.ties);
  return (account) => ({
    account,
    key: accounts.keys[account] ?? "",
    exitKind: accounts.exitKind[account]!,
    openingMinor: accounts.openingMinor[account]!,
    legs: legsOf[account]!,
    coverage: coverageOf(accounts, account),
    facts: facts[account] ?? unknownHolder,
    ties: ties.get(account) ?? [],
  });
}

/** Per account: its distinct counterparties over all transfers that did not fail, itself not counted (T11). */
export function counterpartiesOf({ transfers, accounts }: LedgerColumns, legOrder: LegOrder): Uint32Array {
  const counts = new Uint32Array(accounts.length);
  const metBy = new Uint32Array(accounts.length);
  for (let account = 0; account < accounts.length; account++) {
    for (let at = legOrder.start[account]!; at < legOrder.start[account + 1]!; at++) {
      const transfer = legOrder.leg[at]! >>> 1;
      const other = (legOrder.leg[at]! & 1) === 0 ? transfers.payee[transfer]! : transfers.payer[transfer]!;
      if ((transfers.flags[transfer]! & TRANSFER_FAILED) !== 0 || other === account) continue;
      if (metBy[other] === account + 1) continue;
      metBy[other] = account + 1;
      counts[account]! += 1;
    }
  }
  return counts;
}

/** The legs of each account (`2 × transfer + side`), from `start[account]` to `start[account + 1]`, ascending. */
export interface LegOrder {
  readonly start: Uint32Array;
  readonly leg: Uint32Array;
}

/** Sorts the legs of a ledger by account; those of one account stay in the ledger's order. */
export function orderLegs({ transfers, accounts }: LedgerColumns): LegOrder {
  const { length, payer, payee } = transfers;
  const start = new Uint32Array(accounts.length + 1);
  for (let transfer = 0; transfer < length; transfer++) {
    start[payer[transfer]! + 1]! += 1;
    start[payee[transfer]! + 1]! += 1;
  }
  for (let account = 0; account < accounts.length; account++) start[account + 1]! += start[account]!;
  const next = start.slice();
  const leg = new Uint32Array(2 * length);
  for (let transfer = 0; transfer < length; transfer++) {
    leg[next[payer[transfer]!]!++] = 2 * transfer;
    leg[next[payee[transfer]!]!++] = 2 * transfer + 1;
  }
  return { start, leg };
}

function coverageOf(accounts: LedgerColumns["accounts"], account: number): readonly CoverageInterval[] {
  const intervals: CoverageInterval[] = [];
  for (let at = accounts.coverageStart[account]!; at < accounts.coverageStart[account + 1]!; at++) {
    intervals.push([accounts.coverageFromMs[at]!, accounts.coverageToMs[at]!, accounts.coverageInferred[at]!]);
  }
  return intervals;
}

function tiesByAccount(
  ties: LedgerColumns["transfers"]["ties"],
): ReadonlyMap<number, readonly (readonly TieMember[])[]> {
  const found = new Map<number, (readonly TieMember[])[]>();
  ties.account.forEach((account, group) => {
    const members: TieMember[] = [];
    for (let at = ties.start[group]!; at < ties.start[group + 1]!; at++) {
      members.push([ties.transfer[at]!, ties.fromMs[at]!, ties.toMs[at]!]);
    }
    found.set(account, [...(found.get(account) ?? []), members]);
  });
  return found;
}
