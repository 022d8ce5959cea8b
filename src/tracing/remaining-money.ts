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
  const atRest: Mutable<AtRest>[] = [];
  for (const account of accounts) {
    const slot = slotOf(account);
    if (pool.liveLots(slot) === 0) continue;
    const first = atRest.length;
    const lastSeen = reader.coverageEnd(account) < endMs;
    for (let lot = pool.head(slot); lot !== NO_LOT; lot = pool.next(lot)) {
      const loss = pool.loss(lot);
      if (loss === NON_VICTIM) continue;
      const amountMinor = pool.amountMinor(lot);
      const sinceMs = reader.atMs(pool.since(lot));
      if (unseenOfTag(pool.tag(lot)) === 1) lostSight.add({ account, code: 0, loss }, amountMinor, sinceMs);
      else atRest.push({ account, loss, amountMinor, sinceMs, lastSeen });
    }
    if (atRest.length - first > 1) mergeLosses(atRest, first);
  }
  return atRest;
}

type Mutable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/** Makes the rows from `first` on, which are one account's, one row a loss, ascending. */
function mergeLosses(rows: Mutable<AtRest>[], first: number): void {
  for (const row of rows.splice(first).sort((a, b) => a.loss - b.loss)) {
    const last = rows.at(-1);
    if (rows.length > first && last?.loss === row.loss) {
      last.amountMinor += row.amountMinor;
      last.sinceMs = Math.min(last.sinceMs, row.sinceMs);
    } else {
      rows.push(row);
    }
  }
}
