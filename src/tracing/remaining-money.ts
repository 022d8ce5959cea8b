import type { AccountLots } from "./account-lots.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { NO_LOT } from "./lot-pool.ts";
import { NON_VICTIM, unseenOfTag } from "./payment.ts";
import type { Tally } from "./tally.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { AtRest } from "./trace-result.ts";

/** A walk that has ended. */
export interface WalkedLots {
  readonly reader: LedgerReader;
  readonly options: TraceOptions;
  readonly lots: AccountLots;
  /** The accounts that may hold traced money, ascending. */
  readonly accounts: Iterable<number>;
  /** An account's slot in `lots`. */
  readonly slotOf: (account: number) => number;
  /** The ledger's last instant, ms. */
  readonly lastInstantMs: number;
}

/**
 * What the lots hold when the walk has ended: money that arrived under coverage is at rest, the other is added to
 * `lostSight` (T10). Without an as-of time the ledger's last instant counts as one.
 */
export function remainingMoney(walk: WalkedLots, lostSight: Tally): AtRest[] {
  const { reader, options, accounts, slotOf, lastInstantMs } = walk;
  const pool = walk.lots.pool;
  const endMs = options.coverage === "as-recorded" ? (options.asOfMs ?? lastInstantMs) : -Infinity;
  const atRest: AtRest[] = [];
  // One map serves all accounts: most hold money of one loss, and a city has hundreds of thousands of them.
  const sums = new Map<number, { amountMinor: number; sinceMs: number }>();
  for (const account of accounts) {
    const slot = slotOf(account);
    if (pool.liveLots(slot) === 0) continue;
    sums.clear();
    for (let lot = pool.head(slot); lot !== NO_LOT; lot = pool.next(lot)) {
      const loss = pool.loss(lot);
      if (loss === NON_VICTIM) continue;
      const amountMinor = pool.amountMinor(lot);
      const sinceMs = reader.atMs(pool.since(lot));
      if (unseenOfTag(pool.tag(lot)) === 1) {
        lostSight.add({ account, code: 0, loss }, amountMinor, sinceMs);
        continue;
      }
      const sum = sums.get(loss);
      if (sum === undefined) {
        sums.set(loss, { amountMinor, sinceMs });
      } else {
        sum.amountMinor += amountMinor;
        sum.sinceMs = Math.min(sum.sinceMs, sinceMs);
      }
    }
    if (sums.size === 0) continue;
    const lastSeen = reader.coverageEnd(account) < endMs;
    const losses = sums.size === 1 ? sums.keys() : [...sums.keys()].sort((a, b) => a - b);
    for (const loss of losses) {
      const { amountMinor, sinceMs } = sums.get(loss)!;
      atRest.push({ account, loss, amountMinor, sinceMs, lastSeen });
    }
  }
  return atRest;
}
