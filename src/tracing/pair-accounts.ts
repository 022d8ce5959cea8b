import type { AccountColumns, LedgerColumns } from "../flows/ledger-columns.ts";
import { NONE } from "../flows/witness-columns.ts";

/** The accounts of two ledgers in one numbering: the earlier ledger's indices, and behind them what is new. */
export interface AccountPairs {
  /** How many accounts there are in that numbering, and how many of them the earlier ledger has. */
  readonly count: number;
  readonly known: number;
  /** Per account of the later ledger: its index in that numbering. */
  readonly mergedOf: Uint32Array;
  /** The way back; NONE for what is gone. */
  readonly nowOf: Uint32Array;
  /** Accounts of the earlier ledger that the later one does not have; none of them has a transfer that stays. */
  readonly gone: readonly number[];
}

/**
 * Pairs accounts by the transfers that both ledgers have, so that an account keeps its place when a statement shows a better
 * key for it; those without transfers by key. Where two accounts have become one, or one has become two, the first transfer
 * decides, and those that stand otherwise are withdrawn.
 */
export function pairAccounts(
  before: LedgerColumns,
  now: LedgerColumns,
  { placeNow, withdrawn }: { readonly placeNow: Uint32Array; readonly withdrawn: Uint8Array },
): AccountPairs {
  const nowOf = new Uint32Array(before.accounts.length).fill(NONE);
  const mergedOf = new Uint32Array(now.accounts.length).fill(NONE);
  const canPair = (old: number, account: number): boolean =>
    nowOf[old] === account || (nowOf[old] === NONE && mergedOf[account] === NONE);
  const pair = (old: number, account: number): void => {
    nowOf[old] = account;
    mergedOf[account] = old;
  };
  const [from, to] = [before.transfers, now.transfers];
  for (let transfer = 0; transfer < from.length; transfer++) {
    if (withdrawn[transfer] === 1) continue;
    const place = placeNow[transfer]!;
    const [payer, payee] = [from.payer[transfer]!, from.payee[transfer]!];
    const [payerNow, payeeNow] = [to.payer[place]!, to.payee[place]!];
    const isPair =
      canPair(payer, payerNow) && canPair(payee, payeeNow) && (payer === payee) === (payerNow === payeeNow);
    if (isPair) {
      pair(payer, payerNow);
      pair(payee, payeeNow);
    } else withdrawn[transfer] = 1;
  }
  const gone = pairByKey(before.accounts, now.accounts, { nowOf, mergedOf });
  let count = before.accounts.length;
  const fresh: number[] = [];
  for (let account = 0; account < mergedOf.length; account++) {
    if (mergedOf[account] !== NONE) continue;
    mergedOf[account] = count++;
    fresh.push(account);
  }
  const all = new Uint32Array(count);
  all.set(nowOf);
  all.set(fresh, nowOf.length);
  return { count, known: nowOf.length, mergedOf, nowOf: all, gone };
}

/** Pairs those that are alone yet and have one key; answers those of `before` that remain alone. */
function pairByKey(
  before: AccountColumns,
  now: AccountColumns,
  { nowOf, mergedOf }: Pick<AccountPairs, "nowOf" | "mergedOf">,
): readonly number[] {
  const alone = new Map<string, number>();
  for (let old = 0; old < before.length; old++) if (nowOf[old] === NONE) alone.set(before.keys[old] ?? "", old);
  if (alone.size === 0) return [];
  for (let account = 0; account < now.length; account++) {
    if (mergedOf[account] !== NONE) continue;
    const key = now.keys[account] ?? "";
    const old = alone.get(key);
    if (old === undefined) continue;
    nowOf[old] = account;
    mergedOf[account] = old;
    alone.delete(key);
  }
  return [...alone.values()];
}

/** Whether a trace meets the account of either ledger alike, but for its transfers. */
export function isSameAccount(
  [before, old]: readonly [AccountColumns, number],
  [now, account]: readonly [AccountColumns, number],
): boolean {
  if (before.exitKind[old] !== now.exitKind[account]) return false;
  if (!Object.is(before.openingMinor[old], now.openingMinor[account])) return false;
  const [from, to] = [before.coverageStart[old]!, now.coverageStart[account]!];
  const length = before.coverageStart[old + 1]! - from;
  if (now.coverageStart[account + 1]! - to !== length) return false;
  for (let at = 0; at < length; at++) {
    if (before.coverageFromMs[from + at] !== now.coverageFromMs[to + at]) return false;
    if (before.coverageToMs[from + at] !== now.coverageToMs[to + at]) return false;
  }
  return true;
}
