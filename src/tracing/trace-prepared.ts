import { SluiceError } from "../errors/sluice-error.ts";
import { bindLosses } from "./bind-losses.ts";
import { checkOptions } from "./check-options.ts";
import { collectTrace } from "./collect-trace.ts";
import type { LegReader } from "./leg-reader.ts";
import type { Doctrine } from "./doctrine.ts";
import { lotsFor } from "./lots-for.ts";
import type { TimeCut } from "./plain-replay.ts";
import { poison } from "./poison.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { preparedSource } from "./prepared-source.ts";
import { reachedUnexplained } from "./reached-unexplained.ts";
import type { Stops } from "./stops.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { TraceResult } from "./trace-result.ts";
import type { TraceSource } from "./trace-source.ts";
import { NO_TRANSFER } from "./transfer-queue.ts";
import { ReachedWalk } from "./walk-reached.ts";
import { unwatched } from "./watched-walk.ts";

/**
 * Answers what `trace` answers, of a ledger that was prepared once: it walks only where traced money is, so that it takes
 * as long as the case is large and not as the ledger is. Two things differ: `unexplained` holds only what concerns the
 * accounts that decide the trace (`reachedAccounts`), and under an as-of time an account beyond 2^53 − 1 that no traced
 * money reaches is not refused when that happens behind the first transfer that is later.
 * @throws SluiceError as `trace` does.
 */
export function tracePrepared(prepared: PreparedLedger, losses: readonly Loss[], options: TraceOptions): TraceResult {
  return traceSource(preparedSource(prepared), losses, options);
}

/** `tracePrepared` of any source. @throws SluiceError as `trace` does. */
export function traceSource(source: TraceSource, losses: readonly Loss[], options: TraceOptions): TraceResult {
  checkOptions(options);
  const { doctrine } = options;
  const reader = source.reader();
  if (doctrine === "poison") {
    return poison(reader, bindLosses(reader, losses), { options, stops: source.stops(options), watch: unwatched });
  }
  const { walk, layOut } = beginTrace({ ...source, reader: () => reader }, losses, { ...options, doctrine });
  while (walk.next !== NO_TRANSFER) walk.step();
  return layOut(walk, reader, source.unexplained);
}

/** A trace whose walk stands at the beginning. */
export interface BegunTrace {
  readonly walk: ReachedWalk;
  /** Makes the answer of that walk, or a copy of it, which has come to its end; it ends the walk's life. */
  readonly layOut: (walk: ReachedWalk, reader: LegReader, unexplained: TraceSource["unexplained"]) => TraceResult;
}

/** `traceSource` for doctrines that allocate, in steps. @throws SluiceError as `trace` does. */
export function beginTrace(
  source: TraceSource,
  losses: readonly Loss[],
  options: TraceOptions & { readonly doctrine: Exclude<Doctrine, "poison"> },
): BegunTrace {
  checkOptions(options);
  const { doctrine } = options;
  const first = source.reader();
  const bound = bindLosses(first, losses);
  const stops = source.stops(options);
  const time = timeCut(source, first, options);
  refuseBeyond(source, { reader: first, stops, time });
  const lots = lotsFor(doctrine, 0);
  return {
    walk: ReachedWalk.begin({ reader: first, losses: bound, options, stops, lots, time }),
    layOut(walk, reader, unexplained) {
      const { findings, slots } = walk;
      const flows = findings.flows.finish();
      return collectTrace({
        doctrine,
        reader,
        options,
        stops,
        losses,
        bound,
        lots: walk.lots,
        findings,
        accounts: slots.ascending(),
        slotOf: (account) => slots.of(account),
        lastInstantMs: source.lastInstantMs,
        flows,
        unexplained: reachedUnexplained({ ...source, unexplained }, { reader, stops, time, losses, flows }),
      });
    },
  };
}

/** Up to which place every transfer is in time. */
export function timeCut(source: TraceSource, reader: LegReader, { asOfMs }: TraceOptions): TimeCut {
  return { asOfMs, cut: asOfMs === null ? reader.transfers : source.cutAt(asOfMs) };
}

function refuseBeyond(
  { beyond }: TraceSource,
  { reader, stops, time }: { readonly reader: LegReader; readonly stops: Stops; readonly time: TimeCut },
): void {
  for (const [account, transfer] of beyond) {
    if (stops.kindOf(account) !== 0 || transfer >= time.cut) continue;
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: reader.key(account) ?? account });
  }
}
