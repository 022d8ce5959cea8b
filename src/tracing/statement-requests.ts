import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { coverageEnd } from "./coverage.ts";
import { groupByAccount } from "./group-by-account.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** One account whose statement would show more (T10). */
export interface StatementRequest {
  readonly account: number;
  /** Money lost sight of there, and money last seen there. */
  readonly amountMinor: number;
  /** `last-seen` when nothing was lost sight of there. */
  readonly reason: "lost-sight" | "last-seen";
  /** First instant to ask for: the earliest arrival not covered, or for money last seen the end of the coverage. */
  readonly fromMs: number;
}

/**
 * The statements to ask for, one entry an account, by the money lost sight of and last seen there, most first (ties by
 * key). Each period runs from `fromMs` to the trace's as-of time.
 */
export function statementRequests({ accounts }: LedgerColumns, trace: AllocatedTrace): readonly StatementRequest[] {
  const lostSight = trace.lostSight.map((lost) => ({ ...lost, reason: "lost-sight" as const }));
  const lastSeen = trace.atRest
    .filter((rest) => rest.lastSeen)
    .map(({ account, amountMinor, sinceMs }) => ({
      account,
      amountMinor,
      sinceMs: coverageEnd(accounts, account) ?? sinceMs,
      reason: "last-seen" as const,
    }));
  return [...groupByAccount([...lostSight, ...lastSeen])]
    .map(([account, places]) => ({
      account,
      amountMinor: places.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      reason: places[0]!.reason,
      fromMs: Math.min(...places.map(({ sinceMs }) => sinceMs)),
    }))
    .sort((a, b) => b.amountMinor - a.amountMinor || (accounts.keys[a.account]! < accounts.keys[b.account]! ? -1 : 1));
}
