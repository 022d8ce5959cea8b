import type { TracedAccount, TracedCase } from "./traced-accounts.ts";

/** How much of a money map is drawn account by account. */
export interface Folding {
  /** At most this many accounts by themselves: those that carried most. */
  readonly accounts: number;
  /** Accounts that carried less fold. */
  readonly foldBelowMinor: number;
  /** Key of an account that never folds; empty: none. */
  readonly show: string;
}

/** Which node each account is drawn in: its own key, or the fold of its hop. By account index. */
export type NodeOfAccount = ReadonlyMap<number, string>;

/**
 * Decides what folds: accounts that carried less than the threshold, and the smallest beyond the number to draw. A fold
 * is one node a hop and currency; an account that would fold alone stays itself. Ties go by key, so the same case
 * always folds alike.
 */
export function foldAccounts(traced: TracedCase, folding: Folding): NodeOfAccount {
  const bySize = [...traced.accounts.values()].sort(
    (a, b) => carriedMinor(b) - carriedMinor(a) || (a.account.key < b.account.key ? -1 : 1),
  );
  const nodeOf = new Map<number, string>();
  const folded = new Map<string, number[]>();
  bySize.forEach((carrier, rank) => {
    const { key, index, currency } = carrier.account;
    nodeOf.set(index, key);
    const small = rank >= folding.accounts || carriedMinor(carrier) < folding.foldBelowMinor;
    if (!small || key === folding.show) return;
    const fold = currency === "CNY" ? `hop:${hopOf(carrier)}` : `hop:${hopOf(carrier)}#${currency}`;
    const members = folded.get(fold);
    if (members === undefined) folded.set(fold, [index]);
    else members.push(index);
  });
  for (const [fold, members] of folded) {
    if (members.length > 1) for (const index of members) nodeOf.set(index, fold);
  }
  return nodeOf;
}

/** The hop an account is drawn at: 0 for a victim's own, and for one that traced money never reached. */
export function hopOf(traced: TracedAccount): number {
  return Number.isFinite(traced.hop) ? traced.hop : 0;
}

function carriedMinor(traced: TracedAccount): number {
  return Math.max(traced.inMinor, traced.outMinor);
}
