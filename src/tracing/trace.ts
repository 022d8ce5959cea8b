import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { allocate } from "./allocate.ts";
import { bindLosses } from "./bind-losses.ts";
import { checkOptions } from "./check-options.ts";
import { collectTrace } from "./collect-trace.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { ColumnsReader } from "./ledger-reader.ts";
import { lotsFor } from "./lots-for.ts";
import { poison } from "./poison.ts";
import { stopKinds } from "./stop-kinds.ts";
import { ColumnStops } from "./stops.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { TraceResult } from "./trace-result.ts";
import { markTrace, transferMarks } from "./transfer-marks.ts";
import { unwatched, type WalkWatch } from "./watched-walk.ts";

/**
 * Follows the losses' money through the ledger: one loss, a case, or every loss of a city, in one walk. A pure function
 * of its three arguments (T13). The transfers stand in the ledger's order already (T6); amounts are minor units. T2 is
 * checked on every run.
 * @throws SluiceError TRACE_BAD_OPTION; the codes of `bindLosses`; TRACE_UNKNOWN_ACCOUNT for a stop outside the ledger;
 *   TRACE_BALANCE_TOO_LARGE and TRACE_UNEXPLAINED_TOO_LARGE beyond 2^53 − 1 (T1); TRACE_DOES_NOT_BALANCE when T2 fails.
 */
export function trace(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): TraceResult {
  return traceWatched(ledger, { losses, options }, unwatched);
}

/** What is asked of a ledger. */
export interface TraceQuestion {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
}

/** `trace`, telling a watch how far it has come. @throws SluiceError as `trace` does; whatever the watch throws. */
export function traceWatched(ledger: LedgerColumns, { losses, options }: TraceQuestion, watch: WalkWatch): TraceResult {
  checkOptions(options);
  const { doctrine, asOfMs } = options;
  const { accounts, transfers } = ledger;
  const ownMarks = transferMarks(transfers);
  const reader = new ColumnsReader(ledger, ownMarks);
  const bound = bindLosses(reader, losses);
  const kinds = stopKinds(ledger, options);
  const stops = new ColumnStops(kinds);
  if (doctrine === "poison") return poison(reader, bound, { options, stops, watch });
  const lots = lotsFor(doctrine, accounts.length);
  const marks = markTrace(ownMarks, bound, { atMs: transfers.atMs, asOfMs });
  const findings = allocate({ ledger, reader, losses: bound, options, stops, lots, marks, watch });
  return collectTrace({
    doctrine,
    reader,
    options,
    stops,
    losses,
    bound,
    lots,
    findings,
    accounts: kinds.keys(),
    slotOf: (account) => account,
    lastInstantMs: ledgerEnd(transfers),
    flows: findings.flows.finish(),
    unexplained: findings.unexplained.finish(accounts.keys),
  });
}
