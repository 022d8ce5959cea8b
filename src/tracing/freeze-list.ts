import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { groupByAccount } from "./group-by-account.ts";
import type { AllocatedTrace, AtRest } from "./trace-result.ts";

/** One account to freeze, for the disputed amount only. */
export interface FreezeOrder {
  readonly account: number;
  /** The traced money at rest there over all losses, never the whole balance. */
  readonly atRestMinor: number;
  /** Smallest hop at which money of those losses reached it. */
  readonly hop: number;
  /** When the oldest of it arrived, ms. */
  readonly sinceMs: number;
  readonly lastSeen: boolean;
  /** The loss amounts that make up `atRestMinor`. */
  readonly losses: readonly { readonly loss: number; readonly amountMinor: number }[];
  /** The latest transfer into the account that carried money of those losses: it justifies the order. */
  readonly receipt: number;
}

/**
 * Accounts with traced money at rest, most first (ties by key), so that for every budget of n orders the first n hold
 * the most that n can. Each 分 stands once, at the account where it rests: the list sums to what is at rest.
 */
export function freezeList({ transfers, accounts }: LedgerColumns, trace: AllocatedTrace): readonly FreezeOrder[] {
  const resting = groupByAccount(trace.atRest.filter(({ amountMinor }) => amountMinor > 0));
  const receipts = receiptsOf(transfers.payee, trace, resting);
  return [...resting]
    .map(([account, rests]) => ({
      account,
      atRestMinor: rests.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      sinceMs: Math.min(...rests.map(({ sinceMs }) => sinceMs)),
      lastSeen: rests.some(({ lastSeen }) => lastSeen),
      losses: rests.map(({ loss, amountMinor }) => ({ loss, amountMinor })),
      ...receiptOf(receipts, account),
    }))
    .sort((a, b) => b.atRestMinor - a.atRestMinor || (accounts.keys[a.account]! < accounts.keys[b.account]! ? -1 : 1));
}

interface Receipt {
  receipt: number;
  hop: number;
}

/** Per account the latest transfer that brought money of a loss that rests there, and the smallest hop of such. */
function receiptsOf(
  payee: Uint32Array,
  { flows }: AllocatedTrace,
  resting: ReadonlyMap<number, readonly AtRest[]>,
): ReadonlyMap<number, Receipt> {
  const losses = new Map([...resting].map(([account, rests]) => [account, new Set(rests.map(({ loss }) => loss))]));
  const receipts = new Map<number, Receipt>();
  for (let record = 0; record < flows.length; record++) {
    const receipt = flows.transfer[record]!;
    const account = payee[receipt]!;
    if (losses.get(account)?.has(flows.loss[record]!) !== true) continue;
    const hop = flows.hop[record]!;
    receipts.set(account, { receipt, hop: Math.min(hop, receipts.get(account)?.hop ?? hop) });
  }
  return receipts;
}

function receiptOf(receipts: ReadonlyMap<number, Receipt>, account: number): Receipt {
  const receipt = receipts.get(account);
  if (receipt === undefined) throw new RangeError(`traced money rests in account ${account} and never arrived there`);
  return receipt;
}
