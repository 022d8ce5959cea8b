import type { MapEdge } from "../../../src/contract/money-map.ts";
import { card, type MapLayout } from "./lay-out-map.ts";

/** One edge ready to be drawn: its curve, its width by the traced amount, and where its figure stands. */
export interface EdgeShape {
  readonly edge: MapEdge;
  /** SVG path from the right of one card to the left of the other. */
  readonly path: string;
  /** Picture units. */
  readonly width: number;
  /** The middle of the amount's text. */
  readonly label: { readonly x: number; readonly y: number };
  /** When the amount is written: at any readable size, when zoomed in, or only while its edge is pointed at or chosen. */
  readonly labelled: "always" | "near" | "asked";
}

const widest = 16;
const labelCharacter = 6.6;

/** Room around a figure: what is always written stands apart, what zooming adds need only not touch. */
const room = { always: { x: 16, y: 24 }, near: { x: 4, y: 15 } } as const;

/**
 * Shapes of all edges, largest first. Width is proportional to the traced amount (at least one unit, so that nothing
 * disappears); a figure is placed between the columns where it covers no figure placed before it.
 */
export function edgeShapes(
  edges: readonly MapEdge[],
  layout: MapLayout,
  textOf: (edge: MapEdge) => string,
): readonly EdgeShape[] {
  const most = edges.reduce((so, edge) => Math.max(so, edge.amountMinor), 1);
  const taken = new LabelGrid();
  return edges.flatMap((edge) => {
    const curve = curveOf(edge, layout);
    if (curve === null) return [];
    const halfWidth = (textOf(edge).length * labelCharacter) / 2;
    const spots = labelSpots.map((at) => pointOn(curve, at));
    const free = spots.filter((spot) => betweenColumns(spot.x, halfWidth));
    const apart = free.find((spot) => taken.take(spot, halfWidth, "always"));
    const close = apart ?? free.find((spot) => taken.take(spot, halfWidth, "near"));
    const labelled = apart !== undefined ? "always" : close !== undefined ? "near" : "asked";
    const label = close ?? free[0] ?? pointOn(curve, 0.5);
    const width = Math.max(1, (widest * edge.amountMinor) / most);
    return [{ edge, path: pathOf(curve), width, label, labelled }];
  });
}

/** Where along its curve a figure may stand, best first. */
const labelSpots = [0.5, 0.6, 0.4, 0.7, 0.3, 0.85, 0.15];

/** Whether a text around `x` covers no card. */
function betweenColumns(x: number, halfWidth: number): boolean {
  const within = ((x % card.column) + card.column) % card.column;
  return within - halfWidth >= card.width && within + halfWidth <= card.column;
}

type Point = { readonly x: number; readonly y: number };
type Curve = readonly [Point, Point, Point, Point];

function curveOf(edge: MapEdge, layout: MapLayout): Curve | null {
  const from = layout.places.get(edge.from);
  const to = layout.places.get(edge.to);
  if (from === undefined || to === undefined) return null;
  const start = { x: from.x + card.width, y: from.y };
  const end = { x: to.x, y: to.y };
  // Money that goes back, or stays within its hop, leaves to the right all the same and comes in from the left.
  const bend = end.x > start.x ? (end.x - start.x) / 2 : 90;
  const sag = end.x > start.x ? 0 : card.row * 0.7;
  return [start, { x: start.x + bend, y: start.y + sag }, { x: end.x - bend, y: end.y + sag }, end];
}

function pathOf([a, b, c, d]: Curve): string {
  return `M${a.x} ${round(a.y)}C${b.x} ${round(b.y)} ${c.x} ${round(c.y)} ${d.x} ${round(d.y)}`;
}

function pointOn(curve: Curve, at: number): Point {
  const rest = 1 - at;
  const weights = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3];
  const mix = (of: (point: Point) => number): number =>
    round(curve.reduce((sum, point, order) => sum + of(point) * (weights[order] ?? 0), 0));
  return { x: mix((point) => point.x), y: mix((point) => point.y) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Remembers the boxes of figures in cells, so that thousands of edges stay quick. */
class LabelGrid {
  private readonly cells = new Map<string, { readonly x: number; readonly y: number; readonly halfWidth: number }[]>();

  /** Takes the place when it is free. */
  take(spot: Point, halfWidth: number, spacing: keyof typeof room): boolean {
    const column = Math.floor(spot.x / 100);
    const row = Math.floor(spot.y / 30);
    for (let x = column - 2; x <= column + 2; x += 1) {
      for (let y = row - 1; y <= row + 1; y += 1) {
        for (const other of this.cells.get(`${x},${y}`) ?? []) {
          const apart = Math.abs(other.x - spot.x) >= other.halfWidth + halfWidth + room[spacing].x;
          if (!apart && Math.abs(other.y - spot.y) < room[spacing].y) return false;
        }
      }
    }
    const cell = `${column},${row}`;
    const known = this.cells.get(cell) ?? [];
    known.push({ ...spot, halfWidth });
    this.cells.set(cell, known);
    return true;
  }
}
