import type { AllocatedTrace } from "./trace-result.ts";

/** A trace with other transfer indices. Those that it names keep their order, so that every list does. */
export function renumberTransfers(trace: AllocatedTrace, numberOf: (transfer: number) => number): AllocatedTrace {
  const { flows, unexplained, partlySeen } = trace;
  return {
    ...trace,
    flows: { ...flows, transfer: flows.transfer.map(numberOf) },
    unexplained: unexplained.map((entry) => ({ ...entry, transfer: numberOf(entry.transfer) })),
    partlySeen: partlySeen.map(numberOf),
  };
}
