import type { LayeredLedger } from "./layered-ledger.ts";
import { LayeredReader } from "./layered-reader.ts";

/**
 * Every account that an overlay says something about: what may have become or ceased to be a stop is one of them.
 * @param isOld whether an inserted transfer stood in the ledger that was traced: it changes nothing.
 */
export function changedAccounts(layered: LayeredLedger, isOld: (place: number) => boolean): Set<number> {
  const { overlay, awaited } = layered;
  const changed = new Set([...overlay.accounts.keys(), ...awaited.keys()]);
  const reader = new LayeredReader(layered);
  for (const place of overlay.inserted.place) {
    if (!isOld(place)) changed.add(reader.payer(place)).add(reader.payee(place));
  }
  for (const place of overlay.withdrawn) changed.add(reader.payer(place)).add(reader.payee(place));
  const { transfer, side } = overlay.statedBalances;
  transfer.forEach((place, entry) => {
    if (!isOld(place)) changed.add(side[entry] === 0 ? reader.payer(place) : reader.payee(place));
  });
  // What was an ordinary payment's shortfall becomes a reversal's debt (T8).
  for (const place of overlay.reversals.transfer) changed.add(reader.payer(place));
  return changed;
}
