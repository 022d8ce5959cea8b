import type { AccountFacts } from "../../../flows/derived-ledger.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../../../flows/ledger-columns.ts";
import type { LegIndex } from "../../../flows/leg-index.ts";
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

/** Per account: its distinct counterparties over all transfers that did not fail, itself not counted (T11). */
export function counterpartiesOf({ transfers, accounts }: LedgerColumns, legIndex: LegIndex): Uint32Array {
  const counts = new Uint32Array(accounts.length);
  const metBy = new Uint32Array(accounts.length);
  for (let account = 0; account < accounts.length; account++) {
    for (let at = legIndex.start[account]!; at < legIndex.start[account + 1]!; at++) {
      const transfer = legIndex.leg[at]! >>> 1;
      const other = (legIndex.leg[at]! & 1) === 0 ? transfers.payee[transfer]! : transfers.payer[transfer]!;
      if ((transfers.flags[transfer]! & TRANSFER_FAILED) !== 0 || other === account) continue;
      if (metBy[other] === account + 1) continue;
      metBy[other] = account + 1;
      counts[account]! += 1;
    }
  }
  return counts;
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
