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

/** The freeze list and the statement requests with names attached; the banks' numbers are still to be read. */
export function nameOrders(
  { derived }: NamedLedger,
  trace: AllocatedTrace,
  { names, losses, asOfMs }: OrderNames,
): Pick<TraceView, "freezeList" | "requests"> {
  const freezes = freezeList(derived.columns, trace);
  const receipts = tracedReceipts(derived.columns.transfers.payee, trace);
  return {
    freezeList: freezes.map(({ account, receipt, losses: parts, ...order }, position) => ({
      rank: position + 1,
      ...order,
      range: null,
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
      receipts: (receipts.get(account) ?? []).map(([transfer, amountMinor]) => ({
        transfer: names.transfer(transfer),
        amountMinor,
        serial: "",
        orderNo: "",
      })),
    })),
  };
}

/** Per account: the transfers that carried traced money to it, in the ledger's order, with the traced amount of each. */
function tracedReceipts(payee: Uint32Array, { flows }: AllocatedTrace): ReadonlyMap<number, [number, number][]> {
  const receipts = new Map<number, [number, number][]>();
  for (let flow = 0; flow < flows.length; flow++) {
    const transfer = flows.transfer[flow] ?? 0;
    const account = payee[transfer] ?? 0;
    const list = receipts.get(account) ?? [];
    const last = list.at(-1);
    const amountMinor = flows.amountMinor[flow] ?? 0;
    if (last?.[0] === transfer) last[1] += amountMinor;
    else list.push([transfer, amountMinor]);
    receipts.set(account, list);
  }
  return receipts;
}
