import { freezeList } from "../tracing/freeze-list.ts";
import { statementRequests } from "../tracing/statement-requests.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { LossView, TraceView } from "../tracing/trace-view.ts";
import type { LedgerNames, NamedLedger } from "./describe-trace.ts";

/** What the orders of a trace are named with. */
export interface OrderNames {
  readonly names: LedgerNames;
  /** By the trace's loss index. */
  readonly losses: readonly LossView[];
  readonly asOfMs: number | null;
}

/** The freeze list and the statement requests with names attached; the bank's serials of receipts are still to be read. */
export function nameOrders(
  { derived }: NamedLedger,
  trace: AllocatedTrace,
  { names, losses, asOfMs }: OrderNames,
): Pick<TraceView, "freezeList" | "requests"> {
  const freezes = freezeList(derived.columns, trace);
  return {
    freezeList: freezes.map(({ account, receipt, losses: parts, ...order }, position) => ({
      rank: position + 1,
      ...order,
      account: names.account(account),
      losses: parts.flatMap(({ loss, amountMinor }) => {
        const view = losses[loss];
        return view === undefined ? [] : [{ loss: view, amountMinor }];
      }),
      receipt: { transfer: names.transfer(receipt), serial: "" },
    })),
    requests: statementRequests(derived.columns, trace).map(({ account, ...request }, position) => ({
      rank: position + 1,
      ...request,
      account: names.account(account),
      toMs: asOfMs,
    })),
  };
}
