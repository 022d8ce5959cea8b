import { formatChinaTime } from "../flows/china-time.ts";
import type { MapDocument, MapDocumentEdge, MapDocumentNode } from "./map-document.ts";

/** The money map as JSON, one node or edge a line, in pieces. Amounts are integer minor units. */
export function* mapJson(map: MapDocument): Generator<string> {
  yield '{"nodes":[\n';
  yield* lines(map.nodes.map(nodeJson));
  yield '],"edges":[\n';
  yield* lines(map.edges.map(edgeJson));
  yield "]}\n";
}

function* lines(items: readonly object[]): Generator<string> {
  for (const [index, item] of items.entries()) {
    yield `${JSON.stringify(item)}${index + 1 < items.length ? "," : ""}\n`;
  }
}

function nodeJson({ account, ...node }: MapDocumentNode): object {
  const { key, number, holder, bank, currency, exitKind } = account;
  return { id: key, number, holder, bank, currency, exitKind, ...node };
}

function edgeJson({ transfer, hop, amountMinor, dwellMs, channel, parts }: MapDocumentEdge): object {
  return {
    id: transfer.id,
    source: transfer.payer.key,
    target: transfer.payee.key,
    at: formatChinaTime(transfer.atMs, transfer.precision),
    hop,
    amountMinor,
    wholeMinor: transfer.amountMinor,
    dwellMs,
    channel,
    losses: parts.map((part) => ({
      loss: part.loss.id,
      hop: part.hop,
      amountMinor: part.amountMinor,
      dwellMs: part.dwellMs,
    })),
  };
}
