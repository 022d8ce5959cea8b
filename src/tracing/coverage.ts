import type { AccountColumns } from "../flows/ledger-columns.ts";

/** Whether the account's own statement is held for the instant (T10); the ends of an interval belong to it. */
export function isCovered(accounts: AccountColumns, account: number, atMs: number): boolean {
  const end = accounts.coverageStart[account + 1]!;
  for (let interval = accounts.coverageStart[account]!; interval < end; interval++) {
    if (atMs >= accounts.coverageFromMs[interval]! && atMs <= accounts.coverageToMs[interval]!) return true;
  }
  return false;
}

/** The last instant for which the account's statement is held; `undefined` when none is held. */
export function coverageEnd(accounts: AccountColumns, account: number): number | undefined {
  const start = accounts.coverageStart[account]!;
  const end = accounts.coverageStart[account + 1]!;
  return end > start ? accounts.coverageToMs[end - 1] : undefined;
}

/** The time around an instant for which the account's statement is held without a gap; `undefined`: not held then. */
export function coveredAround(accounts: AccountColumns, account: number, atMs: number): CoveredTime | undefined {
  const { coverageStart, coverageFromMs, coverageToMs, coverageInferred } = accounts;
  let around: CoveredTime | undefined;
  for (let interval = coverageStart[account]!; interval < coverageStart[account + 1]!; interval++) {
    const [fromMs, toMs] = [coverageFromMs[interval]!, coverageToMs[interval]!];
    const touches = around !== undefined && fromMs <= around.toMs + 1;
    if (around !== undefined && !touches && around.toMs >= atMs) break;
    around = { fromMs: touches ? around!.fromMs : fromMs, toMs, endInferred: coverageInferred[interval] === 1 };
  }
  return around !== undefined && around.fromMs <= atMs && atMs <= around.toMs ? around : undefined;
}

/** A time for which a statement is held. `endInferred`: it ends at a row, for want of a stated period. */
export interface CoveredTime {
  readonly fromMs: number;
  readonly toMs: number;
  readonly endInferred: boolean;
}
