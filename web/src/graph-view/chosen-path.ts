import type { MapEdge } from "../../../src/contract/money-map.ts";

/** Everything upstream and downstream of a choice: node ids and edge ids. */
export interface ChosenPath {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** The way of the money through the chosen node or edge; null when nothing that is drawn is chosen. */
export function chosenPath(edges: readonly MapEdge[], chosen: string | null): ChosenPath | null {
  if (chosen === null) return null;
  const edge = edges.find((one) => one.id === chosen);
  if (edge === undefined && !edges.some((one) => one.from === chosen || one.to === chosen)) return null;
  const nodes = new Set<string>();
  const passed = new Set<string>(edge === undefined ? [] : [edge.id]);
  walk(edges, edge?.from ?? chosen, { nodes, passed, from: "to", to: "from" });
  walk(edges, edge?.to ?? chosen, { nodes, passed, from: "from", to: "to" });
  return { nodes, edges: passed };
}

interface Walk {
  readonly nodes: Set<string>;
  readonly passed: Set<string>;
  readonly from: "from" | "to";
  readonly to: "from" | "to";
}

function walk(edges: readonly MapEdge[], start: string, { nodes, passed, from, to }: Walk): void {
  const leaving = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    const known = leaving.get(edge[from]);
    if (known === undefined) leaving.set(edge[from], [edge]);
    else known.push(edge);
  }
  const seen = new Set([start]);
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.add(node);
    for (const edge of leaving.get(node) ?? []) {
      passed.add(edge.id);
      if (seen.has(edge[to])) continue;
      seen.add(edge[to]);
      waiting.push(edge[to]);
    }
  }
}
