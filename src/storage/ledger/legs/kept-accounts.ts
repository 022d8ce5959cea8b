import type { AccountFacts } from "../../../flows/derived-ledger.ts";
import type { LedgerColumns } from "../../../flows/ledger-columns.ts";
import type { CoverageInterval, TieMember } from "../../../flows/leg-columns.ts";
import type { KeptAccount, LegSource, PaidTransfer } from "../../leg-store.ts";

const unknownHolder: AccountFacts = { holderName: "", idNo: "", bank: "", numbers: [], filledFromInformation: false };

/** Gives any account of a ledger as the store keeps it. */
export function accountsOf(
  { columns, facts, walletWitnesses }: LegSource,
  legsOf: (account: number) => number,
): (account: number) => KeptAccount {
  const { accounts, transfers } = columns;
  const ties = tiesByAccount(transfers.ties);
  const wallets = new Map<number, PaidTransfer[]>();
  for (const { account, transfer } of walletWitnesses) {
    const paid = { payer: transfers.payer[transfer]!, transfer };
    wallets.set(account, [...(wallets.get(account) ?? []), paid]);
  }
  return (account) => ({
    account,
    key: accounts.keys[account] ?? "",
    exitKind: accounts.exitKind[account]!,
    openingMinor: accounts.openingMinor[account]!,
    legs: legsOf(account),
    coverage: coverageOf(accounts, account),
    facts: facts[account] ?? unknownHolder,
    ties: ties.get(account) ?? [],
    walletPaid: wallets.get(account) ?? [],
  });
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
