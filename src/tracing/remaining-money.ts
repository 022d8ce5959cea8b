import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AccountLots } from "./account-lots.ts";
import { coverageEnd } from "./coverage.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { NO_LOT } from "./lot-pool.ts";
import { NON_VICTIM, unseenOfTag } from "./payment.ts";
import type { Tally } from "./tally.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { AtRest } from "./trace-result.ts";

/**
 * What the lots hold when the walk has ended: money that arrived under coverage is at rest, the other is added to
 * `lostSight` (T10). Without an as-of time the ledger's last instant counts as one.
 */
export function remainingMoney(
  walk: { readonly ledger: LedgerColumns; readonly options: TraceOptions; readonly lots: AccountLots },
  lostSight: Tally,
): AtRest[] {
  const { ledger, options } = walk;
  const pool = walk.lots.pool;
  const endMs = options.coverage === "as-recorded" ? (options.asOfMs ?? ledgerEnd(ledger.transfers)) : -Infinity;
  const atRest: AtRest[] = [];
  for (let account = 0; account < ledger.accounts.length; account++) {
    if (pool.liveLots(account) === 0) continue;
    const sums = new Map<number, { amountMinor: number; sinceMs: number }>();
    for (let lot = pool.head(account); lot !== NO_LOT; lot = pool.next(lot)) {
      const loss = pool.loss(lot);
      if (loss === NON_VICTIM) continue;
      const amountMinor = pool.amountMinor(lot);
      const sinceMs = ledger.transfers.atMs[pool.since(lot)]!;
      if (unseenOfTag(pool.tag(lot)) === 1) {
        lostSight.add({ account, code: 0, loss }, amountMinor, sinceMs);
        continue;
      }
      const sum = sums.get(loss);
      if (sum === undefined) sums.set(loss, { amountMinor, sinceMs });
      else sums.set(loss, { amountMinor: sum.amountMinor + amountMinor, sinceMs: Math.min(sum.sinceMs, sinceMs) });
    }
    if (sums.size === 0) continue;
    const lastSeen = (coverageEnd(ledger.accounts, account) ?? -Infinity) < endMs;
    for (const [loss, sum] of [...sums].sort(([a], [b]) => a - b)) atRest.push({ account, loss, ...sum, lastSeen });
  }
  return atRest;
}
