import { formatChinaTime } from "../flows/china-time.ts";
import { toCurrency } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { shareText } from "./flow-texts.ts";
import type { MapDocument, MapDocumentEdge, MapDocumentNode } from "./map-document.ts";
import { xmlText } from "./xml-text.ts";

type Value = string | number;

interface Key<T> {
  readonly name: string;
  /** GraphML's types; amounts are `long` minor units, and decimal text beside them for reading. */
  readonly type: "string" | "int" | "long";
  /** `null`: unknown, and left out. */
  readonly of: (item: T) => Value | null;
}

const nodeKeys: readonly Key<MapDocumentNode>[] = [
  { name: "label", type: "string", of: ({ account }) => account.holder || account.number },
  { name: "number", type: "string", of: ({ account }) => account.number },
  { name: "holder", type: "string", of: ({ account }) => account.holder },
  { name: "bank", type: "string", of: ({ account }) => account.bank },
  { name: "currency", type: "string", of: ({ account }) => account.currency },
  { name: "hop", type: "int", of: ({ hop }) => hop },
  { name: "lossMinor", type: "long", of: ({ lossMinor }) => lossMinor },
  { name: "inMinor", type: "long", of: ({ inMinor }) => inMinor },
  { name: "outMinor", type: "long", of: ({ outMinor }) => outMinor },
  { name: "atRestMinor", type: "long", of: ({ atRestMinor }) => atRestMinor },
  { name: "exitedMinor", type: "long", of: ({ exitedMinor }) => exitedMinor },
  { name: "exitKinds", type: "string", of: ({ exitKinds }) => exitKinds.join(" ") },
  { name: "lostSightMinor", type: "long", of: ({ lostSightMinor }) => lostSightMinor },
  { name: "returnedMinor", type: "long", of: ({ returnedMinor }) => returnedMinor },
  { name: "writtenOffMinor", type: "long", of: ({ writtenOffMinor }) => writtenOffMinor },
];

const edgeKeys: readonly Key<MapDocumentEdge>[] = [
  { name: "label", type: "string", of: ({ transfer, amountMinor }) => decimal(amountMinor, transfer.payer.currency) },
  { name: "transfer", type: "string", of: ({ transfer }) => transfer.id },
  { name: "at", type: "string", of: ({ transfer }) => formatChinaTime(transfer.atMs, transfer.precision) },
  { name: "hop", type: "int", of: ({ hop }) => hop },
  { name: "amountMinor", type: "long", of: ({ amountMinor }) => amountMinor },
  { name: "wholeMinor", type: "long", of: ({ transfer }) => transfer.amountMinor },
  { name: "share", type: "string", of: ({ transfer, amountMinor }) => shareText(amountMinor, transfer.amountMinor) },
  { name: "dwellMs", type: "long", of: ({ dwellMs }) => dwellMs },
  { name: "channel", type: "string", of: ({ channel }) => channel },
  { name: "losses", type: "string", of: ({ parts }) => [...new Set(parts.map((part) => part.loss.id))].join(" ") },
];

/**
 * The money map as GraphML 1.0 with typed keys (http://graphml.graphdrawing.org/specification.html), in pieces of one
 * element, so that a large map is never one string. Gephi and yEd open it; node ids are account keys. `mark` says whose export it is; empty
 * where nobody took it out of the records.
 */
export function* graphml(map: MapDocument, mark: string): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" ';
  yield 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns ';
  yield 'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
  if (mark !== "") yield `  <desc>${xmlText(mark)}</desc>\n`;
  yield* declarations("node", "n", nodeKeys);
  yield* declarations("edge", "e", edgeKeys);
  yield '  <graph id="money-map" edgedefault="directed">\n';
  for (const node of map.nodes) {
    yield `    <node id="${xmlText(node.account.key)}">${data("n", nodeKeys, node)}</node>\n`;
  }
  for (const edge of map.edges) {
    const { id, payer, payee } = edge.transfer;
    const ends = `source="${xmlText(payer.key)}" target="${xmlText(payee.key)}"`;
    yield `    <edge id="${xmlText(`transfer ${id}`)}" ${ends}>${data("e", edgeKeys, edge)}</edge>\n`;
  }
  yield "  </graph>\n</graphml>\n";
}

function* declarations<T>(domain: "node" | "edge", prefix: string, keys: readonly Key<T>[]): Generator<string> {
  for (const [index, { name, type }] of keys.entries()) {
    yield `  <key id="${prefix}${index}" for="${domain}" attr.name="${name}" attr.type="${type}"/>\n`;
  }
}

function data<T>(prefix: string, keys: readonly Key<T>[], item: T): string {
  const values = keys.map(({ of }, index) => {
    const value = of(item);
    return value === null ? "" : `<data key="${prefix}${index}">${xmlText(String(value))}</data>`;
  });
  return values.join("");
}

function decimal(amountMinor: number, currency: string): string {
  return formatDecimal(toMinorUnits(amountMinor), toCurrency(currency));
}
