import type { LedgerColumns } from "./ledger-columns.ts";

/**
 * The legs of every account in the ledger's order. Leg `2 × transfer` is the payer's side of a transfer and leg
 * `2 × transfer + 1` the payee's, so that an index holds up to 2^31 transfers. 8 bytes a transfer, 4 an account.
 */
export interface LegIndex {
  /** Of account i the legs stand from `start[i]` to `start[i + 1]`. */
  readonly start: Uint32Array;
  /** Ascending within an account; every transfer is in it twice, also what failed and what an account pays itself. */
  readonly leg: Uint32Array;
}

/** Indexes a ledger's transfers by account: two passes, each as long as the ledger. */
export function indexLegs({ transfers, accounts }: Pick<LedgerColumns, "transfers" | "accounts">): LegIndex {
  const { length, payer, payee } = transfers;
  const start = new Uint32Array(accounts.length + 1);
  for (let transfer = 0; transfer < length; transfer++) {
    start[payer[transfer]! + 1]! += 1;
    start[payee[transfer]! + 1]! += 1;
  }
  for (let account = 0; account < accounts.length; account++) start[account + 1]! += start[account]!;
  const leg = new Uint32Array(length * 2);
  const next = start.slice(0, accounts.length);
  for (let transfer = 0; transfer < length; transfer++) {
    const [from, to] = [payer[transfer]!, payee[transfer]!];
    leg[next[from]!++] = transfer * 2;
    leg[next[to]!++] = transfer * 2 + 1;
  }
  return { start, leg };
}

/** The place of the account's first leg on `transfer` or later; its end when there is none. */
export function firstLegFrom(legs: LegIndex, account: number, transfer: number): number {
  return firstBetween(legs.leg, { low: legs.start[account]!, high: legs.start[account + 1]! }, transfer);
}

/**
 * `firstLegFrom` when it is known to be no earlier than at the place `known`, and likely not far behind it: an account
 * that takes part in a tenth of a large ledger's transfers is not looked through as a whole.
 */
export function firstLegBehind(
  { start, leg }: LegIndex,
  { account, known }: { readonly account: number; readonly known: number },
  transfer: number,
): number {
  const end = start[account + 1]!;
  let [low, step] = [known, 1];
  for (; low + step < end && leg[low + step]! < transfer * 2; step *= 2) low += step;
  return firstBetween(leg, { low, high: Math.min(low + step, end) }, transfer);
}

function firstBetween(
  leg: Uint32Array,
  within: { readonly low: number; readonly high: number },
  transfer: number,
): number {
  let { low, high } = within;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leg[middle]! < transfer * 2) low = middle + 1;
    else high = middle;
  }
  return low;
}
