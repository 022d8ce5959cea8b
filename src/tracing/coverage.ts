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
