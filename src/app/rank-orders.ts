import type { AllocatedTrace, TraceResult } from "../tracing/trace-result.ts";
import type { FreezeView, LossView, RequestView } from "../tracing/trace-view.ts";
import type { LedgerNames, NamedLedger } from "./describe-trace.ts";

/** What freezes are ranked from. */
export interface FreezeInput {
  readonly result: TraceResult;
  readonly names: LedgerNames;
  readonly losses: readonly LossView[];
}

/** Accounts with traced money at rest, most first (ties by key); each 分 is counted once, at the account where it rests. */
export function rankFreezes(ledger: NamedLedger, { result, names, losses }: FreezeInput): readonly FreezeView[] {
  if (result.kind === "reach") return [];
  const receipts = receiptsOf(ledger, result);
  const byAccount = byAccountIndex(result.atRest.filter(({ amountMinor }) => amountMinor > 0));
  return [...byAccount]
    .map(([account, rests]) => ({
      account: names.account(account),
      atRestMinor: rests.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      hop: receipts.get(account)?.hop ?? 0,
      sinceMs: Math.min(...rests.map(({ sinceMs }) => sinceMs)),
      lastSeen: rests.some(({ lastSeen }) => lastSeen),
      losses: rests.flatMap(({ loss, amountMinor }) => {
        const view = losses[loss];
        return view === undefined ? [] : [{ loss: view, amountMinor }];
      }),
      receipt: receiptView(names, receipts.get(account)),
    }))
    .sort((a, b) => b.atRestMinor - a.atRestMinor || (a.account.key < b.account.key ? -1 : 1))
    .map((entry, position) => ({ rank: position + 1, ...entry }));
}

/** What requests are ranked from. */
export interface RequestInput {
  readonly result: TraceResult;
  readonly names: LedgerNames;
  readonly asOfMs: number | null;
}

/**
 * Accounts whose statement would show more, one request each, by the money lost sight of or last seen there, most first
 * (ties by key). The period begins with the earliest arrival that no statement covers, and for money last seen where
 * the statement ends; it runs to the as-of time.
 */
export function rankRequests(ledger: NamedLedger, { result, names, asOfMs }: RequestInput): readonly RequestView[] {
  if (result.kind === "reach") return [];
  const lastSeen = result.atRest
    .filter((rest) => rest.lastSeen)
    .map(({ account, amountMinor, sinceMs }) => ({
      account,
      amountMinor,
      sinceMs: coverageEndMs(ledger, account) ?? sinceMs,
      reason: "last-seen" as const,
    }));
  const lostSight = result.lostSight.map((lost) => ({ ...lost, reason: "lost-sight" as const }));
  return [...byAccountIndex([...lostSight, ...lastSeen])]
    .map(([account, places]) => ({
      account: names.account(account),
      amountMinor: places.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      reason: places[0]?.reason ?? "lost-sight",
      fromMs: Math.min(...places.map(({ sinceMs }) => sinceMs)),
      toMs: asOfMs,
    }))
    .sort((a, b) => b.amountMinor - a.amountMinor || (a.account.key < b.account.key ? -1 : 1))
    .map((entry, position) => ({ rank: position + 1, ...entry }));
}

function coverageEndMs({ derived }: NamedLedger, account: number): number | undefined {
  const { coverageStart, coverageToMs } = derived.columns.accounts;
  return coverageToMs[(coverageStart[account + 1] ?? 0) - 1];
}

interface Receipt {
  transfer: number;
  hop: number;
}

/** Per account its smallest hop and the latest transfer that brought traced money. */
function receiptsOf(ledger: NamedLedger, { flows }: AllocatedTrace): ReadonlyMap<number, Receipt> {
  const { payee } = ledger.derived.columns.transfers;
  const receipts = new Map<number, Receipt>();
  for (let record = 0; record < flows.length; record += 1) {
    const transfer = flows.transfer[record] ?? 0;
    const hop = flows.hop[record] ?? 0;
    const account = payee[transfer] ?? 0;
    const known = receipts.get(account);
    if (known === undefined) receipts.set(account, { transfer, hop });
    else {
      known.transfer = transfer;
      known.hop = Math.min(known.hop, hop);
    }
  }
  return receipts;
}

function receiptView(names: LedgerNames, receipt: Receipt | undefined): FreezeView["receipt"] {
  return receipt === undefined ? null : { transfer: names.transfer(receipt.transfer), serial: "" };
}

function byAccountIndex<T extends { readonly account: number }>(
  items: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(item.account);
    if (group === undefined) groups.set(item.account, [item]);
    else group.push(item);
  }
  return groups;
}
