import { asOfCut } from "./as-of-cut.ts";
import { checkAccount } from "./bind-losses.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { PreparedReader } from "./prepared-reader.ts";
import { RuledStops, type StopRules } from "./ruled-stops.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { TraceSource } from "./trace-source.ts";

/** A prepared ledger as it is. */
export function preparedSource(prepared: PreparedLedger): TraceSource {
  const { ledger, running } = prepared;
  return {
    reader: () => new PreparedReader(prepared),
    stops: (options) => new RuledStops(preparedRules(prepared, options)),
    cutAt: (asOfMs) => asOfCut(prepared.latestMs, ledger.transfers, asOfMs),
    lastInstantMs: prepared.lastInstantMs,
    beyond: running.beyond,
    unexplained: running.unexplained,
    placeOf: (transfer) => transfer,
    changedFrom: () => Number.POSITIVE_INFINITY,
  };
}

/** What makes accounts of a prepared ledger stops. @throws SluiceError TRACE_UNKNOWN_ACCOUNT. */
function preparedRules({ ledger, exits, counterparties }: PreparedLedger, options: TraceOptions): StopRules {
  const { length, exitKind } = ledger.accounts;
  for (const account of options.stops) checkAccount(length, account);
  return {
    exitKind: exitKind.subarray(0, length),
    exits,
    counterparties,
    limit: options.hubCounterparties,
    otherKind: new Map(),
    hubs: new Set(options.stops),
    quiet: new Set(),
  };
}
