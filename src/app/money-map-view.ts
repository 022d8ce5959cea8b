import type { MapEdge, MapNode, MoneyMap, NodeKind } from "../contract/money-map.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { hopOf, type NodeOfAccount } from "./fold-accounts.ts";
import type { TracedAccount, TracedCase, TracedTransferSum } from "./traced-accounts.ts";

/** What is uncertain about transfers, by the ledger's index. */
export interface TransferMarks {
  readonly orderGuessed: (transfer: number) => boolean;
  readonly partlySeen: ReadonlySet<number>;
}

/** Draws the map: nodes by hop, then by what they carried; edges between different nodes only, by amount. */
export function moneyMap(traced: TracedCase, nodeOf: NodeOfAccount, marks: TransferMarks): MoneyMap {
  const members = new Map<string, TracedAccount[]>();
  for (const account of traced.accounts.values()) {
    const id = nodeOf.get(account.account.index) ?? "";
    const group = members.get(id);
    if (group === undefined) members.set(id, [account]);
    else group.push(account);
  }
  const nodes = [...members].flatMap(([id, [first, ...others]]) =>
    first === undefined ? [] : [others.length === 0 ? accountNode(id, first) : foldNode(id, first, others)],
  );
  nodes.sort((a, b) => a.hop - b.hop || b.inMinor - a.inMinor || (a.id < b.id ? -1 : 1));
  return {
    nodes,
    edges: mapEdges(traced.transfers, nodeOf, marks),
    accountsShown: nodes.filter((node) => node.kind !== "fold").length,
    accountsTotal: traced.accounts.size,
    hops: nodes.reduce((most, node) => Math.max(most, node.hop), 0),
    transfersTotal: traced.transfers.length,
  };
}

/** Ids of the edges that carried money of a victim, by name, or of one loss, by id. */
export function edgesOfVictim(traced: TracedCase, nodeOf: NodeOfAccount, victim: string): readonly string[] {
  const carried = new Set<string>();
  for (const { transfer, losses } of traced.transfers) {
    if (!losses.some((loss) => loss.victim === victim || loss.id === victim)) continue;
    const from = nodeOf.get(transfer.payer.index) ?? "";
    const to = nodeOf.get(transfer.payee.index) ?? "";
    if (from !== to) carried.add(edgeId(from, to));
  }
  return [...carried];
}

function edgeId(from: string, to: string): string {
  return `${from}>${to}`;
}

function accountNode(id: string, traced: TracedAccount): MapNode {
  const { account } = traced;
  return {
    id,
    kind: kindOf(traced),
    hop: hopOf(traced),
    number: shownNumber(account),
    holder: account.holder,
    bank: account.bank,
    exitKind: traced.exitKind || (account.exitKind === "none" ? "" : account.exitKind),
    currency: account.currency,
    accounts: 1,
    ...amounts([traced]),
    lastSeen: traced.lastSeen,
    firstInAt: traced.firstIn === null ? null : transferTime(traced.firstIn),
    lastOutAt: traced.lastOut === null ? null : transferTime(traced.lastOut),
  };
}

function foldNode(id: string, first: TracedAccount, others: readonly TracedAccount[]): MapNode {
  const all = [first, ...others];
  const ins = all.flatMap(({ firstIn }) => firstIn ?? []).sort((a, b) => a.index - b.index);
  const outs = all.flatMap(({ lastOut }) => lastOut ?? []).sort((a, b) => b.index - a.index);
  return {
    id,
    kind: "fold",
    hop: hopOf(first),
    number: "",
    holder: "",
    bank: "",
    exitKind: "",
    currency: first.account.currency,
    accounts: all.length,
    ...amounts(all),
    lastSeen: all.some((one) => one.lastSeen),
    firstInAt: ins[0] === undefined ? null : transferTime(ins[0]),
    lastOutAt: outs[0] === undefined ? null : transferTime(outs[0]),
  };
}

/** The number to show and copy: none for a place that is no account. */
export function shownNumber(account: AccountView): string {
  return account.key.startsWith("@") ? "" : account.number;
}

/** When a transfer happened, cut at the precision that is known. */
export function transferTime(transfer: TransferView): string {
  return formatChinaTime(transfer.atMs, transfer.precision);
}

/** The mark goes by the largest of what became of the money there. */
function kindOf(traced: TracedAccount): NodeKind {
  if (traced.isVictim) return "victim";
  const largest = Math.max(traced.atRestMinor, traced.exitedMinor, traced.lostSightMinor);
  if (largest === 0) return traced.account.exitKind === "none" ? "passing" : "exit";
  if (traced.exitedMinor === largest) return "exit";
  return traced.atRestMinor === largest ? "at-rest" : "lost-sight";
}

type Amounts = Pick<
  MapNode,
  "inMinor" | "outMinor" | "atRestMinor" | "exitedMinor" | "lostSightMinor" | "returnedMinor" | "writtenOffMinor"
>;

function amounts(group: readonly TracedAccount[]): Amounts {
  const sum = (of: (traced: TracedAccount) => number): number => group.reduce((total, one) => total + of(one), 0);
  return {
    inMinor: sum((one) => one.inMinor),
    outMinor: sum((one) => one.outMinor),
    atRestMinor: sum((one) => one.atRestMinor),
    exitedMinor: sum((one) => one.exitedMinor),
    lostSightMinor: sum((one) => one.lostSightMinor),
    returnedMinor: sum((one) => one.returnedMinor),
    writtenOffMinor: sum((one) => one.writtenOffMinor),
  };
}

interface EdgeSum {
  readonly from: string;
  readonly to: string;
  readonly first: TransferView;
  last: TransferView;
  transfers: number;
  amountMinor: number;
  wholeMinor: number;
  orderGuessed: boolean;
  partlySeen: boolean;
}

const noPayments = { transfers: 0, amountMinor: 0, wholeMinor: 0, orderGuessed: false, partlySeen: false };

function mapEdges(transfers: readonly TracedTransferSum[], nodeOf: NodeOfAccount, marks: TransferMarks): MapEdge[] {
  const sums = new Map<string, EdgeSum>();
  for (const { transfer, amountMinor } of transfers) {
    const from = nodeOf.get(transfer.payer.index) ?? "";
    const to = nodeOf.get(transfer.payee.index) ?? "";
    if (from === to) continue;
    const id = edgeId(from, to);
    const sum = sums.get(id) ?? { from, to, first: transfer, last: transfer, ...noPayments };
    sums.set(id, sum);
    sum.last = transfer;
    sum.transfers += 1;
    sum.amountMinor += amountMinor;
    sum.wholeMinor += transfer.amountMinor;
    sum.orderGuessed ||= marks.orderGuessed(transfer.index);
    sum.partlySeen ||= marks.partlySeen.has(transfer.index);
  }
  const edges = [...sums].map(([id, { first, last, ...sum }]) => ({
    id,
    ...sum,
    currency: first.payer.currency,
    firstAt: transferTime(first),
    lastAt: transferTime(last),
  }));
  return edges.sort((a, b) => b.amountMinor - a.amountMinor || (a.id < b.id ? -1 : 1));
}
