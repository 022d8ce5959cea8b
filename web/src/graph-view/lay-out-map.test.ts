import fc from "fast-check";
import { expect, test } from "vitest";
import type { MapEdge, MapNode } from "../../../src/contract/money-map.ts";
import { edgeShapes } from "./edge-shapes.ts";
import { card, layOutDense, layOutMap } from "./lay-out-map.ts";

const blank = {
  kind: "passing" as const,
  number: "",
  holder: "",
  bank: "",
  exitKind: "",
  currency: "CNY",
  accounts: 1,
  outMinor: 0,
  atRestMinor: 0,
  exitedMinor: 0,
  lostSightMinor: 0,
  returnedMinor: 0,
  writtenOffMinor: 0,
  lastSeen: false,
  firstInAt: null,
  lastOutAt: null,
};

const pictures = fc
  .array(fc.record({ hop: fc.nat(4), inMinor: fc.nat(1e6) }), { minLength: 1, maxLength: 60 })
  .chain((drafts) => {
    const nodes: MapNode[] = drafts.map((draft, index) => ({ ...blank, ...draft, id: `n${index}` }));
    const end = fc.nat(nodes.length - 1);
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(fc.record({ from: end, to: end, amountMinor: fc.nat(1e6) }), { maxLength: 120 }).map((pairs) =>
        pairs.map(
          ({ from, to, amountMinor }, index): MapEdge => ({
            id: `e${index}`,
            from: `n${from}`,
            to: `n${to}`,
            transfers: 1,
            amountMinor,
            wholeMinor: amountMinor,
            currency: "CNY",
            firstAt: "",
            lastAt: "",
            orderGuessed: false,
            partlySeen: false,
          }),
        ),
      ),
    });
  });

test("every node has a place at its hop, and no two cards of a column touch", () => {
  fc.assert(
    fc.property(pictures, ({ nodes, edges }) => {
      const { places, height, width } = layOutMap(nodes, edges, new Map());
      for (const node of nodes) {
        const at = places.get(node.id);
        expect(at?.x).toBe(node.hop * card.column);
        expect(at?.y).toBeGreaterThanOrEqual(0);
        expect(at?.y).toBeLessThanOrEqual(height);
        expect((at?.x ?? 0) + card.width).toBeLessThanOrEqual(width);
      }
      for (const hop of new Set(nodes.map((node) => node.hop))) {
        const column = nodes.filter((node) => node.hop === hop).map((node) => places.get(node.id)?.y ?? 0);
        column.sort((a, b) => a - b);
        column.forEach((y, row) => row > 0 && expect(y - (column[row - 1] ?? 0)).toBeGreaterThan(card.height));
      }
    }),
    { seed: 71 },
  );
});

test("nodes that were drawn before keep their order in the column", () => {
  fc.assert(
    fc.property(pictures, pictures, (before, after) => {
      const first = layOutMap(before.nodes, before.edges, new Map());
      const kept = after.nodes.filter((node) => before.nodes.some((one) => one.id === node.id && one.hop === node.hop));
      const second = layOutMap(kept, [], first.places);
      const order = (layout: typeof first): string[] =>
        kept
          .filter((node) => node.hop === 1)
          .sort((a, b) => (layout.places.get(a.id)?.y ?? 0) - (layout.places.get(b.id)?.y ?? 0))
          .map((node) => node.id);
      expect(order(second)).toEqual(order(first));
    }),
    { seed: 72 },
  );
});

test("the dense layout gives every mark a place of its own", () => {
  fc.assert(
    fc.property(pictures, fc.integer({ min: 1, max: 20 }), ({ nodes, edges }, rows) => {
      const { places } = layOutDense(layOutMap(nodes, edges, new Map()), nodes, rows);
      expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
    }),
    { seed: 73 },
  );
});

test("figures on edges cover no other figure, and no edge is thinner than can be seen", () => {
  fc.assert(
    fc.property(pictures, ({ nodes, edges }) => {
      const shapes = edgeShapes(edges, layOutMap(nodes, edges, new Map()), () => "¥12,345.67");
      expect(shapes.length).toBe(edges.length);
      for (const shape of shapes) expect(shape.width).toBeGreaterThanOrEqual(1);
      const labels = shapes.flatMap(({ label, labelled }) => (labelled === "asked" ? [] : label));
      for (const { x } of labels) expect(x % card.column).toBeGreaterThan(card.width);
      for (const [index, a] of labels.entries()) {
        for (const b of labels.slice(index + 1)) {
          expect(Math.abs(a.x - b.x) >= 60 || Math.abs(a.y - b.y) >= 14).toBe(true);
        }
      }
    }),
    { seed: 74 },
  );
});
