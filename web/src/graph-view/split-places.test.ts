import { expect, test } from "vitest";
import type { MapEdge, MapNode, MoneyMap } from "../../../src/contract/money-map.ts";
import { drawnIdsOf, nodeIdOf, splitPlaces } from "./split-places.ts";

const blankNode: MapNode = {
  id: "",
  kind: "passing",
  hop: 0,
  number: "",
  holder: "",
  bank: "",
  exitKind: "",
  currency: "CNY",
  accounts: 1,
  inMinor: 0,
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

const edge = (from: string, to: string, amountMinor: number): MapEdge => ({
  id: `${from}>${to}`,
  from,
  to,
  transfers: 1,
  amountMinor,
  wholeMinor: amountMinor,
  currency: "CNY",
  firstAt: "",
  lastAt: "",
  orderGuessed: false,
  partlySeen: false,
});

const map: MoneyMap = {
  nodes: [
    { ...blankNode, id: "a", hop: 1, inMinor: 300 },
    { ...blankNode, id: "b", hop: 1, inMinor: 50 },
    { ...blankNode, id: "c", hop: 4, inMinor: 200 },
    { ...blankNode, id: "@cash", kind: "exit", hop: 2, inMinor: 350, exitedMinor: 350 },
  ],
  edges: [edge("a", "@cash", 100), edge("b", "@cash", 50), edge("c", "@cash", 200), edge("a", "c", 200)],
  accountsShown: 4,
  accountsTotal: 4,
  hops: 4,
  transfersTotal: 4,
};

test("a cash counter stands right of its payers, once a hop, and its copies add up to it", () => {
  const { nodes, edges } = splitPlaces(map);
  const copies = nodes.filter(({ id }) => nodeIdOf(id) === "@cash");
  expect(copies.map(({ hop, inMinor, exitedMinor }) => [hop, inMinor, exitedMinor])).toEqual([
    [2, 150, 150],
    [5, 200, 200],
  ]);
  expect(edges.map(({ id }) => id)).toEqual(map.edges.map(({ id }) => id));
  for (const { from, to } of edges) expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([from, to]));
});

test("who chooses the counter chooses all its copies; an account is drawn as itself", () => {
  const split = splitPlaces(map);
  expect(drawnIdsOf(split, "@cash").map(nodeIdOf)).toEqual(["@cash", "@cash"]);
  expect(drawnIdsOf(split, "a")).toEqual(["a"]);
});
