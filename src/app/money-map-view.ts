import type { MapEdge, MapNode, MoneyMap, NodeKind } from "../contract/money-map.ts";
import type { DerivedLedger } from "../flows/derived-ledger.ts";
import { TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import { type AccountLabel, accountLabel } from "./account-label.ts";
import type { TracedAccount, TracedCase, TracedTransferSum } from "./traced-accounts.ts";
import { transferTime } from "./transfer-time.ts";

/** How much is drawn by itself. */
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
export function foldAccounts(derived: DerivedLedger, traced: TracedCase, folding: Folding): NodeOfAccount {
  const keys = derived.columns.accounts.keys;
  const bySize = [...traced.accounts.values()].sort(
    (a, b) => carried(b) - carried(a) || (keyOf(keys, a.account) < keyOf(keys, b.account) ? -1 : 1),
  );
  const nodeOf = new Map<number, string>();
  const folded = new Map<string, number[]>();
  bySize.forEach((account, rank) => {
    const key = keyOf(keys, account.account);
    const small = rank >= folding.accounts || carried(account) < folding.foldBelowMinor;
    nodeOf.set(account.account, key);
    if (!small || key === folding.show) return;
    const currency = key.includes("#") ? `#${key.split("#")[1]}` : "";
    const fold = `hop:${hopOf(account)}${currency}`;
    folded.set(fold, [...(folded.get(fold) ?? []), account.account]);
  });
  for (const [fold, members] of folded) {
    if (members.length > 1) for (const account of members) nodeOf.set(account, fold);
  }
  return nodeOf;
}

/** Draws the map: nodes by hop, then by what they carried; edges between different nodes only, by amount. */
export function moneyMap(
  derived: DerivedLedger,
  traced: TracedCase,
  nodeOf: NodeOfAccount,
  partlySeen: ReadonlySet<number>,
): MoneyMap {
  const members = new Map<string, TracedAccount[]>();
  for (const account of traced.accounts.values()) {
    const id = nodeOf.get(account.account) ?? "";
    const group = members.get(id);
    if (group === undefined) members.set(id, [account]);
    else group.push(account);
  }
  const nodes = [...members].map(([id, group]) => mapNode(derived, id, group));
  nodes.sort((a, b) => a.hop - b.hop || b.inMinor - a.inMinor || (a.id < b.id ? -1 : 1));
  const alone = nodes.filter((node) => node.kind !== "fold").length;
  return {
    nodes,
    edges: mapEdges(derived, traced.transfers, nodeOf, partlySeen),
    accountsShown: alone,
    accountsTotal: traced.accounts.size,
    hops: nodes.reduce((most, node) => Math.max(most, node.hop), 0),
    transfersTotal: traced.transfers.length,
  };
}

function mapNode(derived: DerivedLedger, id: string, group: readonly TracedAccount[]): MapNode {
  const first = group[0];
  const label: AccountLabel = accountLabel(derived, first?.account ?? 0);
  const alone = group.length === 1 ? first : undefined;
  const sum = (of: (account: TracedAccount) => number): number => group.reduce((total, one) => total + of(one), 0);
  const ins = group.map((one) => one.firstIn).filter((transfer) => !Number.isNaN(transfer));
  const outs = group.map((one) => one.lastOut).filter((transfer) => !Number.isNaN(transfer));
  return {
    id,
    kind: alone === undefined ? "fold" : kindOf(alone, label),
    hop: first === undefined ? 0 : hopOf(first),
    number: alone === undefined ? "" : label.number,
    holder: alone === undefined ? "" : label.holder,
    bank: alone === undefined ? "" : label.bank,
    exitKind: alone === undefined ? "" : alone.exitKind || label.exitKind,
    currency: label.currency,
    accounts: group.length,
    inMinor: sum((one) => one.inMinor),
    outMinor: sum((one) => one.outMinor),
    atRestMinor: sum((one) => one.atRestMinor),
    exitedMinor: sum((one) => one.exitedMinor),
    lostSightMinor: sum((one) => one.lostSightMinor),
    returnedMinor: sum((one) => one.returnedMinor),
    writtenOffMinor: sum((one) => one.writtenOffMinor),
    lastSeen: group.some((one) => one.lastSeen),
    firstInAt: ins.length === 0 ? null : transferTime(derived, Math.min(...ins)),
    lastOutAt: outs.length === 0 ? null : transferTime(derived, Math.max(...outs)),
  };
}

/** The mark goes by the largest of what became of the money there. */
function kindOf(account: TracedAccount, label: AccountLabel): NodeKind {
  if (account.isVictim) return "victim";
  const largest = Math.max(account.atRestMinor, account.exitedMinor, account.lostSightMinor);
  if (largest === 0) return label.exitKind === "" ? "passing" : "exit";
  if (account.exitedMinor === largest) return "exit";
  return account.atRestMinor === largest ? "at-rest" : "lost-sight";
}

interface EdgeSum {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly first: number;
  last: number;
  transfers: number;
  amountMinor: number;
  wholeMinor: number;
  orderGuessed: boolean;
  partlySeen: boolean;
}

function mapEdges(
  derived: DerivedLedger,
  transfers: readonly TracedTransferSum[],
  nodeOf: NodeOfAccount,
  partlySeen: ReadonlySet<number>,
): MapEdge[] {
  const { payer, payee, amountMinor, flags } = derived.columns.transfers;
  const sums = new Map<string, EdgeSum>();
  for (const { transfer, amountMinor: traced } of transfers) {
    const from = nodeOf.get(payer[transfer] ?? 0) ?? "";
    const to = nodeOf.get(payee[transfer] ?? 0) ?? "";
    if (from === to) continue;
    const id = `${from}>${to}`;
    let sum = sums.get(id);
    if (sum === undefined) {
      const { currency } = accountLabel(derived, payer[transfer] ?? 0);
      sum = { from, to, currency, first: transfer, last: transfer, ...noPayments };
      sums.set(id, sum);
    }
    sum.last = transfer;
    sum.transfers += 1;
    sum.amountMinor += traced;
    sum.wholeMinor += amountMinor[transfer] ?? 0;
    sum.orderGuessed ||= ((flags[transfer] ?? 0) & TRANSFER_ORDER_GUESSED) !== 0;
    sum.partlySeen ||= partlySeen.has(transfer);
  }
  const edges = [...sums].map(([id, { first, last, ...sum }]) => ({
    id,
    ...sum,
    firstAt: transferTime(derived, first),
    lastAt: transferTime(derived, last),
  }));
  return edges.sort((a, b) => b.amountMinor - a.amountMinor || (a.id < b.id ? -1 : 1));
}

const noPayments = { transfers: 0, amountMinor: 0, wholeMinor: 0, orderGuessed: false, partlySeen: false };

function carried(account: TracedAccount): number {
  return Math.max(account.inMinor, account.outMinor);
}

function hopOf(account: TracedAccount): number {
  return Number.isFinite(account.hop) ? account.hop : 0;
}

function keyOf(keys: readonly string[], account: number): string {
  return keys[account] ?? "";
}
