import type { TransferColumns } from "../flows/ledger-columns.ts";
import type { FlowColumns } from "./trace-result.ts";

/**
 * How long the money of each traced record had lain at its payer, ms; NaN for a loss's own transfer (hop 1). Counted from
 * the latest earlier arrival there of money of the same loss at the hop before, so no piece of the record lay there for
 * less, whatever the doctrine took first. Times of two banks that contradict the ledger's order count as 0.
 */
export function dwellTimes(
  { payer, payee, atMs }: TransferColumns,
  flows: Pick<FlowColumns, "transfer" | "loss" | "hop">,
): Float64Array {
  const arrivedMs = new Map<string, number>();
  return Float64Array.from(flows.transfer, (transfer, record) => {
    const loss = flows.loss[record]!;
    const hop = flows.hop[record]!;
    const sinceMs = hop === 1 ? undefined : arrivedMs.get(`${payer[transfer]} ${loss} ${hop - 1}`);
    arrivedMs.set(`${payee[transfer]} ${loss} ${hop}`, atMs[transfer]!);
    return sinceMs === undefined ? Number.NaN : Math.max(0, atMs[transfer]! - sinceMs);
  });
}
