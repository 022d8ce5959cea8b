import type { AccountChains } from "./account-chains.ts";
import { type LedgerLegs, legEffect } from "./ledger-legs.ts";

/**
 * Opening balances by rule T5, in minor units per account: the balance after the first covered leg that states one, less
 * the effect of that leg; NaN where none does. What `legs.openingMinor` knows already stays.
 * @param isCovered whether the account's own statement shows the leg.
 */
export function openingBalances(
  legs: LedgerLegs,
  chains: AccountChains,
  isCovered: (leg: number) => boolean,
): Float64Array {
  const openings = legs.openingMinor.slice();
  for (let account = 0; account < legs.accountCount; account++) {
    if (!Number.isNaN(openings[account]!)) continue;
    for (let i = chains.start[account]!; i < chains.start[account + 1]!; i++) {
      const leg = chains.legs[i]!;
      const stated = legs.balanceMinor[leg]!;
      if (Number.isNaN(stated) || !isCovered(leg)) continue;
      openings[account] = stated - legEffect(legs, leg);
      break;
    }
  }
  return openings;
}
