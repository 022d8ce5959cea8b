import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { coverageEnd } from "./coverage.ts";
import { compareExpected, expectedOf } from "./expected-amount.ts";
import { groupByAccount } from "./group-by-account.ts";
import type { BankYield } from "./request-yields.ts";
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
  /** What asking the bank has yielded before, in millionths of the amount, and how many of its answers that rests on. */
  readonly yieldPpm: number;
  readonly answered: number;
  /** `amountMinor` × `yieldPpm` / 10⁶, rounded down: what asking can be expected to bring back into sight. */
  readonly expectedMinor: number;
}

/**
 * The statements to ask for, one entry an account, by the money lost sight of and last seen there × what asking its bank
 * has yielded, most first (then by the money, then by key). Each period runs from `fromMs` to the trace's as-of time.
 */
export function statementRequests(
  { accounts }: LedgerColumns,
  trace: AllocatedTrace,
  yieldOf: (account: number) => BankYield,
): readonly StatementRequest[] {
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
    .map(([account, places]) => {
      const amountMinor = places.reduce((sum, place) => sum + place.amountMinor, 0);
      const { yieldPpm, answered } = yieldOf(account);
      return {
        account,
        amountMinor,
        reason: places[0]!.reason,
        fromMs: Math.min(...places.map(({ sinceMs }) => sinceMs)),
        yieldPpm,
        answered,
        expectedMinor: expectedOf(amountMinor, yieldPpm),
      };
    })
    .sort(
      (a, b) =>
        compareExpected([a.amountMinor, a.yieldPpm], [b.amountMinor, b.yieldPpm]) ||
        (accounts.keys[a.account]! < accounts.keys[b.account]! ? -1 : 1),
    );
}
