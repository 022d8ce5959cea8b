import { exitKindCode } from "../flows/exit-kind.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";

/**
 * The ledger as a trace sees it when holders were marked as having acquired in good faith (善意取得, T20): their accounts,
 * by index, are exits of that kind. What is an exit already keeps its kind.
 */
export function withGoodFaith(ledger: LedgerColumns, accounts: readonly number[]): LedgerColumns {
  if (accounts.length === 0) return ledger;
  const exitKind = ledger.accounts.exitKind.slice();
  const goodFaith = exitKindCode("good-faith");
  for (const account of accounts) if (exitKind[account] === 0) exitKind[account] = goodFaith;
  return { ...ledger, accounts: { ...ledger.accounts, exitKind } };
}
