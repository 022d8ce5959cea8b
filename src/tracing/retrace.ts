import { layeredSource } from "./layered-source.ts";
import type { LayeredLedger } from "./layered-ledger.ts";
import type { LegReader } from "./leg-reader.ts";
import { LossGroups } from "./loss-groups.ts";
import { mergeTraces } from "./merge-traces.ts";
import { preparedSource } from "./prepared-source.ts";
import type { Stops } from "./stops.ts";
import { traceSource } from "./trace-prepared.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, TraceResult } from "./trace-result.ts";

/** A trace of a ledger and what is now laid over that ledger. */
export interface RetraceInput {
  readonly layered: LayeredLedger;
  /** With the ledger's places. */
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** What `tracePrepared` or `trace` answered to these losses and options without the overlay. */
  readonly previous: TraceResult;
}

/** What a trace answers with the overlay, in merged places, and which losses had to be traced again, ascending. */
export interface Retrace {
  readonly trace: TraceResult;
  readonly retraced: readonly number[];
}

/**
 * Traces again what an overlay can change, and answers what a trace from nothing of the merged ledger answers (with
 * `unexplained` as `tracePrepared` has it). An overlay can change the money of the losses that has been at an account of
 * it, and of those whose money has met that (`LossGroups`); where the new money comes to yet another group's accounts,
 * that group is traced again as well.
 * @throws SluiceError as `trace` does.
 */
export function retrace({ layered, losses, options, previous }: RetraceInput): Retrace {
  const source = layeredSource(layered);
  const merged = losses.map((loss) => ({ ...loss, transfer: layered.places.toMerged(loss.transfer) }));
  const all = Array.from(losses.keys());
  if (previous.kind === "reach" || options.doctrine === "poison") {
    return { trace: traceSource(source, merged, options), retraced: all };
  }
  const before = atMergedPlaces(layered, previous);
  const reader = source.reader();
  const stops = source.stops(options);
  const changed = changedAccounts(layered);
  const isStop = lastingStops(layered, options, { stops, changed });
  const groups = new LossGroups(reader, merged, { flows: before.flows, isStop });
  const again = new Set<number>();
  for (const account of changed) addGroup(again, groups, account);
  for (;;) {
    const retraced = all.filter((loss) => again.has(groups.groupOf(loss)));
    const chosen = retraced.map((loss) => merged[loss]!);
    const part = traceSource(source, chosen, options);
    if (part.kind === "reach") throw new TypeError("an allocating doctrine answered with marks");
    const known = again.size;
    for (const account of touchedAccounts(reader, part, stops)) addGroup(again, groups, account);
    if (again.size > known) continue;
    return { trace: mergeTraces({ source, reader, stops, losses: merged, options, before, part, retraced }), retraced };
  }
}

function addGroup(groups: Set<number>, known: LossGroups, account: number): void {
  const group = known.groupAt(account);
  if (group !== undefined) groups.add(group);
}

/** Every account that the overlay says something about: what may have become or ceased to be a stop is one of them. */
function changedAccounts({ overlay, legs, changedFrom, awaited }: LayeredLedger): Set<number> {
  return new Set([...changedFrom.keys(), ...overlay.accounts.keys(), ...awaited.keys(), ...legs.keys()]);
}

/** Whether an account is a stop of the kind that it was without the overlay: at others money may have met, or exits otherwise. */
function lastingStops({ prepared }: LayeredLedger, options: TraceOptions, now: StopsNow): (account: number) => boolean {
  const known = options.stops.filter((stop) => stop < prepared.ledger.accounts.length);
  const earlier = preparedSource(prepared).stops({ ...options, stops: known });
  return (account) => {
    const kind = now.stops.kindOf(account);
    return kind !== 0 && (!now.changed.has(account) || earlier.kindOf(account) === kind);
  };
}

interface StopsNow {
  readonly stops: Stops;
  readonly changed: ReadonlySet<number>;
}

function touchedAccounts(reader: LegReader, { flows }: AllocatedTrace, stops: Stops): Set<number> {
  const touched = new Set<number>();
  for (const transfer of flows.transfer) touched.add(reader.payer(transfer)).add(reader.payee(transfer));
  for (const account of touched) if (stops.kindOf(account) !== 0) touched.delete(account);
  return touched;
}

function atMergedPlaces({ places }: LayeredLedger, trace: AllocatedTrace): AllocatedTrace {
  const toMerged = (transfer: number): number => places.toMerged(transfer);
  return {
    ...trace,
    flows: { ...trace.flows, transfer: trace.flows.transfer.map(toMerged) },
    partlySeen: trace.partlySeen.map(toMerged),
  };
}
