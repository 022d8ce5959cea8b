import type { LegReader } from "./leg-reader.ts";
import { type AccountRow, byKey } from "./renumber-accounts.ts";
import { reachedUnexplained } from "./reached-unexplained.ts";
import type { Stops } from "./stops.ts";
import { timeCut } from "./trace-prepared.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, FlowColumns } from "./trace-result.ts";
import type { TraceSource } from "./trace-source.ts";

/** Two answers of one source: of all losses as they were, and of some of them as they are. */
export interface MergeInput {
  readonly source: TraceSource;
  readonly reader: LegReader;
  readonly stops: Stops;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** With this source's places. */
  readonly before: AllocatedTrace;
  /** The answer to the losses `retraced`, which are its losses 0, 1, 2 … */
  readonly part: AllocatedTrace;
  readonly retraced: readonly number[];
}

/** Puts what was traced again in the place of what it was before. The two parts' money never met. */
export function mergeTraces(input: MergeInput): AllocatedTrace {
  const { source, reader, stops, losses, options, before, part, retraced } = input;
  const again = new Uint8Array(losses.length);
  for (const loss of retraced) again[loss] = 1;
  const isKept = ({ loss }: { readonly loss: number }): boolean => again[loss] === 0;
  const merge = <Row extends AccountRow>(kept: readonly Row[], fresh: readonly Row[]): Row[] =>
    [...kept.filter(isKept), ...fresh.map((row) => ({ ...row, loss: retraced[row.loss]! }))].sort(byKey);
  const endMs = options.asOfMs ?? source.lastInstantMs;
  const flows = mergeFlows(input, again);
  const keptTransfers = new Set<number>();
  before.flows.loss.forEach((loss, flow) => {
    if (again[loss] === 0) keptTransfers.add(before.flows.transfer[flow]!);
  });
  const time = timeCut(source, reader, options);
  return {
    ...part,
    balanceSheet: [
      ...before.balanceSheet.filter(isKept),
      ...part.balanceSheet.map((row) => ({ ...row, loss: retraced[row.loss]! })),
    ].sort((a, b) => a.loss - b.loss),
    flows,
    // The ledger may end later than it did.
    atRest: merge(before.atRest, part.atRest).map((row) => {
      const lastSeen = options.coverage === "as-recorded" && reader.coverageEnd(row.account) < endMs;
      return lastSeen === row.lastSeen ? row : { ...row, lastSeen };
    }),
    exits: merge(before.exits, part.exits),
    lostSight: merge(before.lostSight, part.lostSight),
    returned: merge(before.returned, part.returned),
    writtenOff: merge(before.writtenOff, part.writtenOff),
    unexplained: reachedUnexplained(source, { reader, stops, time, losses, flows }),
    partlySeen: [...before.partlySeen.filter((transfer) => keptTransfers.has(transfer)), ...part.partlySeen].sort(
      (a, b) => a - b,
    ),
  };
}

/** Both lists stand in the order of (transfer, loss, hop), and no key is in both. */
function mergeFlows({ before, part, retraced }: MergeInput, again: Uint8Array): FlowColumns {
  const kept = before.flows.loss.reduce((count, loss) => count + (again[loss] === 0 ? 1 : 0), 0);
  const length = kept + part.flows.length;
  const flows = {
    length,
    transfer: new Uint32Array(length),
    loss: new Uint32Array(length),
    hop: new Uint32Array(length),
    amountMinor: new Float64Array(length),
  };
  let [old, fresh] = [0, 0];
  for (let flow = 0; flow < length; flow++) {
    while (old < before.flows.length && again[before.flows.loss[old]!] === 1) old += 1;
    const isOld =
      fresh >= part.flows.length ||
      (old < before.flows.length && comesFirst(before.flows, old, { flows: part.flows, fresh, retraced }));
    const from = isOld ? before.flows : part.flows;
    const row = isOld ? old++ : fresh++;
    flows.transfer[flow] = from.transfer[row]!;
    flows.loss[flow] = isOld ? from.loss[row]! : retraced[from.loss[row]!]!;
    flows.hop[flow] = from.hop[row]!;
    flows.amountMinor[flow] = from.amountMinor[row]!;
  }
  return flows;
}

function comesFirst(
  before: FlowColumns,
  old: number,
  { flows, fresh, retraced }: { flows: FlowColumns; fresh: number; retraced: readonly number[] },
): boolean {
  const byTransfer = before.transfer[old]! - flows.transfer[fresh]!;
  return byTransfer < 0 || (byTransfer === 0 && before.loss[old]! < retraced[flows.loss[fresh]!]!);
}
