import type { LegStore } from "../storage/leg-store.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { MoneyScout } from "../tracing/money-scout.ts";
import { partSource } from "../tracing/part-source.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";
import { beginTrace } from "../tracing/trace-prepared.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import { NO_TRANSFER } from "../tracing/transfer-queue.ts";
import { UnexplainedBuffer } from "../tracing/unexplained-buffer.ts";
import type { OpenedKept } from "./open-kept.ts";
import { PartFetcher } from "./part-fetcher.ts";
import type { HopQuestion, HopTrace } from "./trace-by-hops.ts";

/** A question under a doctrine that allocates. */
export interface PartQuestion extends HopQuestion {
  readonly options: TraceOptions & { readonly doctrine: Exclude<Doctrine, "poison"> };
}

/**
 * Traces over a kept ledger and fetches only the parts of accounts in which traced money lies. The walk goes on as far as
 * nothing is missing and stays there; from there a copy of it looks ahead over the gaps for whatever else will be missing,
 * so that one question to the store fetches all of that.
 * @throws SluiceError as `traceByHops` does.
 */
export async function traceParts(store: LegStore, question: PartQuestion, kept: OpenedKept): Promise<HopTrace> {
  const { losses, options, name } = question;
  const fetcher = await PartFetcher.open(store, question);
  const { parts } = fetcher;
  const paid = losses.filter(({ payer }) => payer < kept.whole.accounts);
  const nothing = new UnexplainedBuffer().columns();
  const source = partSource({ ...kept, parts, paid, asOfMs: options.asOfMs, unexplained: nothing });
  const { reader, walk, layOut } = await fetcher.complete(() => {
    const made = source.reader();
    const begun = beginTrace({ ...source, reader: () => made }, losses, options);
    return () => ({ reader: made, ...begun });
  });
  const scout = MoneyScout.of({ parts, end: source.end, stops: source.stops(options), options, losses: paid });
  if (scout !== undefined) await fetcher.followScout(scout);
  let gap = walk.next;
  const lookAhead = (unexplained = nothing): (() => TraceResult) => {
    while (walk.next < gap) walk.step();
    const copied = reader.copy();
    const ahead = walk.copy(copied);
    for (gap = NO_TRANSFER; ahead.next !== NO_TRANSFER; ) {
      const transfer = ahead.next;
      try {
        ahead.step();
      } finally {
        if (parts.lacks && gap === NO_TRANSFER) gap = transfer;
      }
    }
    return () => layOut(ahead, copied, unexplained);
  };
  const result = await fetcher.complete(lookAhead);
  const took = { rounds: fetcher.rounds, accounts: fetcher.accounts, legs: parts.legs };
  if (result.kind === "reach") return { result, ...took };
  // Which accounts are concerned is known when the walk has ended.
  const payees = Array.from(result.flows.transfer, (transfer) => reader.payee(transfer));
  const unexplained = await store.unexplained(name, [...paid.map(({ payer }) => payer), ...payees]);
  return { result: unexplained.length === 0 ? result : lookAhead(unexplained)(), ...took };
}
