import type { AnsweredTrace } from "../tracing/answered-trace.ts";
import type { OrderSearch } from "../tracing/order-search.ts";
import { type PackedLists, packLists, unpackLists } from "../tracing/packed-lists.ts";
import type { ReachTrace } from "../tracing/trace-result.ts";

/** A trace whose lists are numbers row by row, so that a thread hands over memory and copies no objects. */
export type PackedTrace =
  | { readonly trace: ReachTrace; readonly search: null }
  | { readonly trace: PackedLists; readonly search: OrderSearch };

/** Packs a trace, and names the memory that may move to another thread. */
export function packTrace({ trace, search }: AnsweredTrace): {
  readonly packed: PackedTrace;
  readonly memory: readonly ArrayBuffer[];
} {
  if (search === null) return { packed: { trace, search }, memory: memoryOf([trace.transfer, trace.loss, trace.hop]) };
  const packed = packLists(trace);
  const { flows, lists } = packed;
  const columns = [flows.transfer, flows.loss, flows.hop, flows.amountMinor, ...Object.values(lists)];
  return { packed: { trace: packed, search }, memory: memoryOf(columns) };
}

/** The trace that was packed. */
export function unpackTrace(packed: PackedTrace): AnsweredTrace {
  if (packed.search === null) return packed;
  return { trace: unpackLists(packed.trace), search: packed.search };
}

/** What is shared already cannot move, and need not. */
function memoryOf(columns: readonly (Uint32Array | Float64Array)[]): ArrayBuffer[] {
  return [...new Set(columns.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}
