import type { LegStore } from "../storage/leg-store.ts";
import type { PartReader } from "../tracing/part-reader.ts";
import { type PartTrace, partSource } from "../tracing/part-source.ts";
import { walkSource } from "../tracing/trace-prepared.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import { UnexplainedBuffer } from "../tracing/unexplained-buffer.ts";
import type { OpenedKept } from "./open-kept.ts";
import { PartFetcher } from "./part-fetcher.ts";
import type { HopQuestion, HopTrace } from "./trace-by-hops.ts";

/**
 * Traces over a kept ledger and fetches only the parts of accounts in which traced money lies: walks as far as what is
 * known goes, asks the store once for all that was missing, and walks again until nothing is. Not for `poison`.
 * @throws SluiceError as `traceByHops` does.
 */
export async function traceParts(store: LegStore, question: HopQuestion, kept: OpenedKept): Promise<HopTrace> {
  const { losses, options, name } = question;
  const fetcher = await PartFetcher.open(store, question);
  const known = {
    ...kept,
    parts: fetcher.parts,
    paid: losses.filter(({ payer }) => payer < kept.whole.accounts),
    asOfMs: options.asOfMs,
  };
  let reader: PartReader | undefined;
  const walk = (unexplained: PartTrace["unexplained"]): (() => TraceResult) => {
    const source = partSource({ ...known, unexplained });
    return walkSource({ ...source, reader: () => (reader = source.reader()) }, losses, options);
  };
  const nothing = new UnexplainedBuffer().columns();
  const result = await fetcher.complete(() => walk(nothing));
  const { rounds, accounts, parts } = fetcher;
  const took = { rounds, accounts, legs: parts.legs };
  if (result.kind === "reach") return { result, ...took };
  // Which accounts are concerned is known when the walk has ended.
  const payees = Array.from(result.flows.transfer, (transfer) => reader?.payee(transfer) ?? 0);
  const unexplained = await store.unexplained(name, [...known.paid.map(({ payer }) => payer), ...payees]);
  return { result: unexplained.length === 0 ? result : walk(unexplained)(), ...took };
}
