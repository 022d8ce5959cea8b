import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { LegIndex } from "../flows/leg-index.ts";
import { MARK_STILL } from "./transfer-marks.ts";

/** Per account: with how many others it deals over all transfers that did not fail (T11). */
export function countCounterparties(
  { transfers, accounts }: LedgerColumns,
  marks: Uint8Array,
  legs: LegIndex,
): Uint32Array {
  const { payer, payee } = transfers;
  const counts = new Uint32Array(accounts.length);
  // Who was met last by whom: 1 + the account, so that one column serves all accounts in turn.
  const metBy = new Uint32Array(accounts.length);
  for (let account = 0; account < accounts.length; account++) {
    const end = legs.start[account + 1]!;
    for (let place = legs.start[account]!; place < end; place++) {
      const leg = legs.leg[place]!;
      const transfer = leg >>> 1;
      const other = (leg & 1) === 0 ? payee[transfer]! : payer[transfer]!;
      if ((marks[transfer]! & MARK_STILL) !== 0 || other === account || metBy[other] === account + 1) continue;
      metBy[other] = account + 1;
      counts[account]! += 1;
    }
  }
  return counts;
}
