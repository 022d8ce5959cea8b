import type { AccountChains } from "./account-chains.ts";
import type { BalanceBreak } from "./derived-ledger.ts";
import { type LedgerLegs, legEffect } from "./ledger-legs.ts";
import { NONE } from "./witness-columns.ts";
import type { WitnessedTransfers } from "./witnessed-transfers.ts";

/**
 * Checks the running balance along each account in its own order (rule F19). Only rows of the account's own statement
 * count: what a counterparty or a list (`isStated` is 0) alone shows is a contradiction, not a break.
 */
export function findBalanceBreaks(
  transfers: WitnessedTransfers,
  along: { readonly legs: LedgerLegs; readonly chains: AccountChains; readonly isStated: Uint8Array },
): BalanceBreak[] {
  const { legs, chains, isStated } = along;
  const breaks: BalanceBreak[] = [];
  for (let account = 0; account < legs.accountCount; account++) {
    let beforeRow = NONE;
    let expectedMinor = Number.NaN;
    for (let i = chains.start[account]!; i < chains.start[account + 1]!; i++) {
      const leg = chains.legs[i]!;
      const row = ((leg & 1) === 0 ? transfers.payerRow : transfers.payeeRow)[leg >>> 1]!;
      if (row === NONE || isStated[row] === 0) continue;
      expectedMinor += legEffect(legs, leg);
      const statedMinor = legs.balanceMinor[leg]!;
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
