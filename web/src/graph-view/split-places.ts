import type { MapEdge, MapNode, MoneyMap } from "../../../src/contract/money-map.ts";

/**
 * Draws what is no account (cash counters, keys like `@cash`) once for each hop it is reached from, a column to the
 * right of its payers, so that no edge runs across the picture to the one place that all money leaves by. Edge ids stay.
 */
export function splitPlaces(map: MoneyMap): MoneyMap {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const copies = new Map<string, MapNode>();
  const edges = map.edges.map((edge): MapEdge => {
    const place = nodes.get(edge.to);
    if (place === undefined || !isPlace(place.id)) return edge;
    const hop = (nodes.get(edge.from)?.hop ?? 0) + 1;
    const id = `${place.id}${separator}${hop}`;
    const before = copies.get(id) ?? { ...place, id, hop, inMinor: 0, exitedMinor: 0 };
    const amountMinor = edge.amountMinor;
    copies.set(id, {
      ...before,
      inMinor: before.inMinor + amountMinor,
      exitedMinor: before.exitedMinor + (place.exitedMinor === 0 ? 0 : amountMinor),
    });
    return { ...edge, to: id };
  });
  const split = new Set([...copies.keys()].map(nodeIdOf));
  for (const edge of edges) split.delete(edge.from);
  return { ...map, edges, nodes: [...map.nodes.filter((node) => !split.has(node.id)), ...copies.values()] };
}

/** The id under which the server knows a drawn node or edge. */
export function nodeIdOf(drawn: string): string {
  const end = drawn.lastIndexOf(separator);
  return end < 0 ? drawn : drawn.slice(0, end);
}

/** Drawn nodes of a chosen id: the copies of a place, else itself. */
export function drawnIdsOf(map: MoneyMap, chosen: string): readonly string[] {
  const copies = map.nodes.filter((node) => node.id !== chosen && nodeIdOf(node.id) === chosen);
  return copies.length === 0 ? [chosen] : copies.map((node) => node.id);
}

/** Stands in no account key. */
const separator = "~~";

const isPlace = (id: string): boolean => id.startsWith("@");
