import type { MapEdge, MapNode } from "../../../src/contract/money-map.ts";

/** Where a node stands: the left middle of its card, in picture units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Size of a node's card and the distance between columns and rows, in picture units. */
export const card = { width: 172, height: 38, column: 292, row: 48 } as const;

/** Places of all nodes and the extent of the picture. */
export interface MapLayout {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

/**
 * Lays the map out from left to right by hop. A column keeps the order in which its money arrives from the column
 * before (barycentre), largest first where that says nothing; nodes with a place in `before` keep their order, so that
 * a picture that changes does not jump. Deterministic.
 */
export function layOutMap(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  before: ReadonlyMap<string, Place>,
): MapLayout {
  const columns = columnsOf(nodes);
  const feeders = weightsInto(nodes, edges);
  const ys = new Map<string, number>();
  const loose: { readonly id: string; readonly x: number; readonly y: number }[] = [];
  for (const [hop, column] of columns) {
    const wanted = new Map(column.map((node) => [node.id, barycentre(feeders.get(node.id), ys)]));
    const order = [...column].sort((a, b) => byWantedPlace(a, b, { wanted, before }));
    const at = packColumn(order.map((node) => wanted.get(node.id) ?? Number.NaN));
    order.forEach((node, row) => {
      const y = at[row] ?? 0;
      ys.set(node.id, y);
      loose.push({ id: node.id, x: hop * card.column, y });
    });
  }
  const ends = loose.reduce((so, { y }) => ({ top: Math.min(so.top, y), bottom: Math.max(so.bottom, y) }), {
    top: Number.POSITIVE_INFINITY,
    bottom: 0,
  });
  const top = loose.length === 0 ? 0 : ends.top;
  return {
    places: new Map(loose.map(({ id, x, y }) => [id, { x, y: y - top + card.height / 2 }])),
    width: Math.max(0, ...columns.keys()) * card.column + card.width,
    height: ends.bottom - top + card.height,
  };
}

/**
 * The same order wrapped into blocks, for pictures of thousands: each hop is a band of sub-columns no taller than
 * `rows`. Units are the same; what is drawn there is a mark without a card.
 */
export function layOutDense(layout: MapLayout, nodes: readonly MapNode[], rows: number): MapLayout {
  const places = new Map<string, Place>();
  const gap = 26;
  let left = 0;
  for (const column of columnsOf(nodes).values()) {
    const order = [...column].sort((a, b) => (layout.places.get(a.id)?.y ?? 0) - (layout.places.get(b.id)?.y ?? 0));
    const wide = Math.ceil(order.length / rows);
    const tall = Math.ceil(order.length / wide);
    order.forEach((node, position) => {
      places.set(node.id, {
        x: left + (position % wide) * gap,
        y: (Math.floor(position / wide) + (rows - tall) / 2) * gap,
      });
    });
    left += wide * gap + rows * 5;
  }
  return { places, width: left, height: rows * gap };
}

function columnsOf(nodes: readonly MapNode[]): ReadonlyMap<number, readonly MapNode[]> {
  const columns = new Map<number, MapNode[]>();
  for (const node of [...nodes].sort((a, b) => a.hop - b.hop)) {
    const column = columns.get(node.hop);
    if (column === undefined) columns.set(node.hop, [node]);
    else column.push(node);
  }
  return columns;
}

type Feeders = ReadonlyMap<string, readonly { readonly from: string; readonly weight: number }[]>;

function weightsInto(nodes: readonly MapNode[], edges: readonly MapEdge[]): Feeders {
  const hopOf = new Map(nodes.map((node) => [node.id, node.hop]));
  const feeders = new Map<string, { from: string; weight: number }[]>();
  for (const { from, to, amountMinor } of edges) {
    if ((hopOf.get(from) ?? 0) >= (hopOf.get(to) ?? 0)) continue;
    const known = feeders.get(to) ?? [];
    known.push({ from, weight: Math.max(1, amountMinor) });
    feeders.set(to, known);
  }
  return feeders;
}

function barycentre(
  feeders: readonly { readonly from: string; readonly weight: number }[] | undefined,
  ys: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  let weights = 0;
  for (const { from, weight } of feeders ?? []) {
    sum += (ys.get(from) ?? 0) * weight;
    weights += weight;
  }
  return weights === 0 ? Number.NaN : sum / weights;
}

interface Wishes {
  readonly wanted: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<string, Place>;
}

function byWantedPlace(a: MapNode, b: MapNode, { wanted, before }: Wishes): number {
  const [keptA, keptB] = [before.get(a.id), before.get(b.id)];
  if (keptA !== undefined && keptB !== undefined && keptA.x === keptB.x) return keptA.y - keptB.y;
  const [wantA = Number.NaN, wantB = Number.NaN] = [wanted.get(a.id), wanted.get(b.id)];
  if (wantA !== wantB && !Number.isNaN(wantA) && !Number.isNaN(wantB)) return wantA - wantB;
  if (Number.isNaN(wantA) !== Number.isNaN(wantB)) return Number.isNaN(wantA) ? 1 : -1;
  return b.inMinor - a.inMinor || (a.id < b.id ? -1 : 1);
}

/**
 * Rows of one column: each as near to where it wants to be as the order and the distance allow (pool adjacent
 * violators on the wishes less the rows' own spacing, Barlow et al. 1972).
 */
function packColumn(wanted: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = [];
  let lastWish = 0;
  wanted.forEach((wish, row) => {
    const known = Number.isNaN(wish) ? lastWish : wish - row * card.row;
    lastWish = known;
    let block = { sum: known, count: 1 };
    for (let above = blocks.pop(); above !== undefined; above = blocks.pop()) {
      if (mean(above) < mean(block)) {
        blocks.push(above);
        break;
      }
      block = { sum: above.sum + block.sum, count: above.count + block.count };
    }
    blocks.push(block);
  });
  const starts = blocks.flatMap((block) => Array.from({ length: block.count }, () => mean(block)));
  return starts.map((start, row) => start + row * card.row);
}

function mean(block: { readonly sum: number; readonly count: number }): number {
  return block.sum / block.count;
}
