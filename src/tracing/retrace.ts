import { changedAccounts } from "./changed-accounts.ts";
import { layeredSource } from "./layered-source.ts";
import type { LayeredLedger } from "./layered-ledger.ts";
import type { LegReader } from "./leg-reader.ts";
import { LossGroups } from "./loss-groups.ts";
import { mergeTraces } from "./merge-traces.ts";
import { preparedSource } from "./prepared-source.ts";
import { renumberTransfers } from "./renumber-transfers.ts";
import type { Stops } from "./stops.ts";
import { traceSource } from "./trace-prepared.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, TraceResult } from "./trace-result.ts";

/** A trace of a ledger and what is now laid over that ledger. */
export interface RetraceInput {
  readonly layered: LayeredLedger;
  /** With the ledger's places; on none that is withdrawn. */
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
  const merged = losses.map((loss) => ({ ...loss, transfer: layered.places.toMerged(loss.transfer) }));
  if (previous.kind === "reach" || options.doctrine === "poison") {
    return { trace: traceSource(layeredSource(layered), merged, options), retraced: [...losses.keys()] };
  }
  const before = renumberTransfers({ ...previous, unexplained: [] }, (transfer) => layered.places.toMerged(transfer));
  const known = { before, losses: merged, asked: merged.length, fresh: [] };
  const { trace, retraced } = retraceKnown({
    layered,
    options,
    ...known,
    changed: changedAccounts(layered, () => false),
  });
  return { trace, retraced };
}

/** What was answered before to some losses, and what may be otherwise now. Everything in merged places. */
export interface KnownAnswer {
  readonly layered: LayeredLedger;
  readonly options: TraceOptions;
  /** The losses asked, and behind them those that were traced before and are asked no more. */
  readonly losses: readonly Loss[];
  /** How many of them are asked. */
  readonly asked: number;
  /** Those asked that were not traced before, ascending. */
  readonly fresh: readonly number[];
  /** The answer before; `loss` is a position in `losses`. */
  readonly before: AllocatedTrace;
  /** The accounts of which anything that a trace looks at may be otherwise than it was. */
  readonly changed: ReadonlySet<number>;
}

/** `retrace` where losses have come or gone as well: their groups are traced again too. */
export function retraceKnown(known: KnownAnswer): { trace: AllocatedTrace; retraced: readonly number[] } {
  const { layered, options, changed } = known;
  const losses = known.losses.slice(0, known.asked);
  const before = ofLosses(known.before, known.asked);
  const source = layeredSource(layered);
  const reader = source.reader();
  const stops = source.stops(options);
  const isStop = lastingStops(layered, options, { stops, changed });
  const groups = new LossGroups(reader, known.losses, { flows: known.before.flows, isStop });
  const again = new Set<number>();
  for (const loss of known.fresh) again.add(groups.groupOf(loss));
  for (let loss = known.asked; loss < known.losses.length; loss++) again.add(groups.groupOf(loss));
  for (const account of changed) addGroup(again, groups, account);
  for (;;) {
    const retraced = [...losses.keys()].filter((loss) => again.has(groups.groupOf(loss)));
    const chosen = retraced.map((loss) => losses[loss]!);
    const part = traceSource(source, chosen, options);
    if (part.kind === "reach") throw new TypeError("an allocating doctrine answered with marks");
    const size = again.size;
    for (const account of touchedAccounts(reader, part, stops)) addGroup(again, groups, account);
    if (again.size > size) continue;
    return { trace: mergeTraces({ source, reader, stops, losses, options, before, part, retraced }), retraced };
  }
}

/** What an answer says of the first so many losses. */
function ofLosses(answer: AllocatedTrace, asked: number): AllocatedTrace {
  if (answer.balanceSheet.every(({ loss }) => loss < asked)) return answer;
  const isAsked = ({ loss }: { readonly loss: number }): boolean => loss < asked;
  const { flows } = answer;
  const rows = [...flows.loss.keys()].filter((row) => flows.loss[row]! < asked);
  const carrying = new Set(rows.map((row) => flows.transfer[row]!));
  return {
    ...answer,
    balanceSheet: answer.balanceSheet.filter(isAsked),
    flows: {
      length: rows.length,
      transfer: Uint32Array.from(rows, (row) => flows.transfer[row]!),
      loss: Uint32Array.from(rows, (row) => flows.loss[row]!),
      hop: Uint32Array.from(rows, (row) => flows.hop[row]!),
      amountMinor: Float64Array.from(rows, (row) => flows.amountMinor[row]!),
    },
    atRest: answer.atRest.filter(isAsked),
    exits: answer.exits.filter(isAsked),
    lostSight: answer.lostSight.filter(isAsked),
    returned: answer.returned.filter(isAsked),
    writtenOff: answer.writtenOff.filter(isAsked),
    partlySeen: answer.partlySeen.filter((transfer) => carrying.has(transfer)),
  };
}

function addGroup(groups: Set<number>, known: LossGroups, account: number): void {
  const group = known.groupAt(account);
  if (group !== undefined) groups.add(group);
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
