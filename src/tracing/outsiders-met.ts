import type { LedgerExtract } from "./extract-ledger.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/**
 * Accounts, by the whole ledger's indices, that are stops in the extract only and that traced money has come to: the
 * extract has to hold them for its trace to be the whole ledger's. `exits` are by the extract's indices.
 */
export function outsidersMet(extract: LedgerExtract, { exits }: Pick<AllocatedTrace, "exits">): ReadonlySet<number> {
  const stops = new Set(extract.stops);
  const met = new Set<number>();
  for (const { account, kind, amountMinor } of exits) {
    const whole = extract.accountOf[account]!;
    const isEnd = kind !== "debt" && kind !== "another-loss" && extract.ledger.accounts.exitKind[account] !== 0;
    if (isEnd && amountMinor > 0 && !stops.has(whole)) met.add(whole);
  }
  return met;
}
