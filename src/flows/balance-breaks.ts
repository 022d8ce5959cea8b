import type { AccountChains } from "./account-chains.ts";
import type { BalanceBreak } from "./derived-ledger.ts";
import { type LedgerLegs, legEffect } from "./ledger-legs.ts";
import { NONE, type WitnessColumns } from "./witness-columns.ts";
import type { WitnessedTransfers } from "./witnessed-transfers.ts";

/**
 * Checks the running balance along each account in its own order (rule F19). Only rows of the account's own statement
 * count: what a counterparty alone shows is a contradiction, not a break.
 */
export function findBalanceBreaks(
  witnesses: WitnessColumns,
  transfers: WitnessedTransfers,
  along: { readonly legs: LedgerLegs; readonly chains: AccountChains },
): BalanceBreak[] {
  const { legs, chains } = along;
  const breaks: BalanceBreak[] = [];
  for (let account = 0; account < legs.accountCount; account++) {
    let beforeRow = NONE;
    let expectedMinor = Number.NaN;
    for (let i = chains.start[account]!; i < chains.start[account + 1]!; i++) {
      const leg = chains.legs[i]!;
      const row = ((leg & 1) === 0 ? transfers.payerRow : transfers.payeeRow)[leg >>> 1]!;
      if (row === NONE) continue;
      expectedMinor += legEffect(legs, leg);
      const statedMinor = witnesses.ownBalanceMinor[row]!;
      if (Number.isNaN(statedMinor)) continue;
      if (!Number.isNaN(expectedMinor) && expectedMinor !== statedMinor) {
        breaks.push({ account, beforeRow, afterRow: row, expectedMinor, statedMinor });
      }
      expectedMinor = statedMinor;
      beforeRow = row;
    }
  }
  return breaks;
}
