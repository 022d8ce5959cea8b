import type { ExitKind } from "../flows/exit-kind.ts";
import type { FlowView, TraceView } from "../tracing/trace-view.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";

/** The money map as a graph: accounts that carried traced money, and each transfer that carried it. */
export interface MapDocument {
  readonly nodes: readonly MapDocumentNode[];
  readonly edges: readonly MapDocumentEdge[];
}

/** An account: `loss` (of a victim's own) or `in` = out + what stands below, in minor units of its currency. */
export interface MapDocumentNode {
  readonly account: AccountView;
  /** Smallest hop at which traced money reached it; 0 for an account that only paid losses. */
  readonly hop: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly lossMinor: number;
  readonly atRestMinor: number;
  readonly exitedMinor: number;
  readonly exitKinds: readonly ExitKind[];
  readonly lostSightMinor: number;
  readonly returnedMinor: number;
  readonly writtenOffMinor: number;
}

/** A transfer with its traced amount, summed over losses and hops; `parts` are the summands. */
export interface MapDocumentEdge {
  readonly transfer: TransferView;
  readonly hop: number;
  readonly amountMinor: number;
  /** The shortest of the parts'; `null` when all are losses' own. */
  readonly dwellMs: number | null;
  readonly channel: string;
  readonly parts: readonly FlowView[];
}

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers the map. Nodes are ordered by hop, then by key; edges as the flows are, by transfer. */
export function mapDocument(view: TraceView): MapDocument {
  const nodes = new Map<string, Growing<MapDocumentNode>>();
  const node = (account: AccountView): Growing<MapDocumentNode> => {
    const known = nodes.get(account.key);
    if (known !== undefined) return known;
    const made = { account, ...nothing, exitKinds: [] };
    nodes.set(account.key, made);
    return made;
  };
  const edges = gatherEdges(view.flows);
  for (const { transfer, hop, parts } of edges) {
    const [payer, payee] = [node(transfer.payer), node(transfer.payee)];
    payee.hop = Math.min(payee.hop, hop);
    for (const part of parts) {
      payee.inMinor += part.amountMinor;
      if (part.hop === 1) payer.lossMinor += part.amountMinor;
      else payer.outMinor += part.amountMinor;
      if (part.hop === 1) payer.hop = Math.min(payer.hop, 0);
    }
  }
  for (const rest of view.atRest) node(rest.account).atRestMinor += rest.amountMinor;
  for (const lost of view.lostSight) node(lost.account).lostSightMinor += lost.amountMinor;
  for (const back of view.returned) node(back.account).returnedMinor += back.amountMinor;
  for (const dust of view.writtenOff) node(dust.account).writtenOffMinor += dust.amountMinor;
  for (const exit of view.exits) {
    const at = node(exit.account);
    at.exitedMinor += exit.amountMinor;
    if (!at.exitKinds.includes(exit.kind)) at.exitKinds = [...at.exitKinds, exit.kind];
  }
  for (const made of nodes.values()) if (made.hop === unreached) made.hop = 0;
  return { nodes: [...nodes.values()].sort(byHopThenKey), edges };
}

const unreached = Number.MAX_SAFE_INTEGER;
const nothing = {
  hop: unreached,
  inMinor: 0,
  outMinor: 0,
  lossMinor: 0,
  atRestMinor: 0,
  exitedMinor: 0,
  lostSightMinor: 0,
  returnedMinor: 0,
  writtenOffMinor: 0,
};

function gatherEdges(flows: readonly FlowView[]): readonly MapDocumentEdge[] {
  const edges = new Map<number, Growing<MapDocumentEdge> & { parts: FlowView[] }>();
  for (const flow of flows) {
    const edge = edges.get(flow.transfer.index);
    if (edge === undefined) {
      const { loss: _, ...sums } = flow;
      edges.set(flow.transfer.index, { ...sums, parts: [flow] });
      continue;
    }
    edge.hop = Math.min(edge.hop, flow.hop);
    edge.amountMinor += flow.amountMinor;
    if (flow.dwellMs !== null) edge.dwellMs = Math.min(edge.dwellMs ?? flow.dwellMs, flow.dwellMs);
    edge.parts.push(flow);
  }
  return [...edges.values()];
}

function byHopThenKey(a: MapDocumentNode, b: MapDocumentNode): number {
  if (a.hop !== b.hop) return a.hop - b.hop;
  return a.account.key < b.account.key ? -1 : 1;
}
