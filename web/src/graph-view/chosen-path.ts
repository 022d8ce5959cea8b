import type { MapEdge, MoneyMap } from "../../../src/contract/money-map.ts";
import { drawnIdsOf } from "./split-places.ts";

/** Everything upstream and downstream of a choice: node ids and edge ids. */
export interface ChosenPath {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** What is singled out on a map. */
export interface MapChoice {
  /** Chosen node or edge, as the server knows it. */
  readonly chosen: string | null;
  /** Edges that carried the victim's money whose path is asked for; null: no victim is asked for. */
  readonly lit: readonly string[] | null;
}

/**
 * The way of the money through the chosen node or edge, of one victim's money when one is asked for; null when nothing
 * that is drawn is singled out.
 */
export function chosenPath(map: MoneyMap, { chosen, lit }: MapChoice): ChosenPath | null {
  const asked = lit === null ? null : new Set(lit);
  const edges = asked === null ? map.edges : map.edges.filter((edge) => asked.has(edge.id));
  const through = chosen === null ? null : pathThrough(edges, chosen, drawnIdsOf(map, chosen));
  if (through !== null || asked === null) return through;
  return { nodes: new Set(edges.flatMap((edge) => [edge.from, edge.to])), edges: asked };
}

function pathThrough(edges: readonly MapEdge[], chosen: string, drawn: readonly string[]): ChosenPath | null {
  const edge = edges.find((one) => one.id === chosen);
  if (edge === undefined && !edges.some((one) => drawn.includes(one.from) || drawn.includes(one.to))) return null;
  const nodes = new Set<string>();
  const passed = new Set<string>(edge === undefined ? [] : [edge.id]);
  for (const id of drawn) {
    walk(edges, edge?.from ?? id, { nodes, passed, from: "to", to: "from" });
    walk(edges, edge?.to ?? id, { nodes, passed, from: "from", to: "to" });
  }
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
