import { setImmediate } from "node:timers/promises";
import { decideFreezes, type FreezeChoice, nowOf } from "../tracing/freeze-decision.ts";
import { freezeList } from "../tracing/freeze-list.ts";
import { innocentMarks } from "../tracing/innocent-marks.ts";
import { reachedAccounts } from "../tracing/extract-ledger.ts";
import { statementRequests } from "../tracing/statement-requests.ts";
import type { Loss } from "../tracing/trace-input.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { FreezeView, RequestView, TraceView } from "../tracing/trace-view.ts";
import type { LossView } from "../tracing/account-view.ts";
import type { LedgerNames, NamedLedger } from "./describe-trace.ts";
import type { ReadOrderBook } from "./order-book.ts";
import type { Tracer } from "./tracer.ts";

/** What the orders of a trace are chosen and named with. */
export interface OrderNames {
  readonly names: LedgerNames;
  readonly losses: readonly Loss[];
  /** By the trace's loss index. */
  readonly lossViews: readonly LossView[];
  readonly asOfMs: number | null;
  readonly book: ReadOrderBook;
  readonly tracer: Pick<Tracer, "learnSurvival">;
}

/** The freeze list and the statement requests with names attached; the banks' numbers are still to be read. */
export async function nameOrders(
  ledger: NamedLedger,
  trace: AllocatedTrace,
  named: OrderNames,
): Promise<Pick<TraceView, "freezeList" | "requests" | "ordersSentMs">> {
  const { columns } = ledger.derived;
  const situation = { nowMs: named.book.nowMs, asOfMs: named.asOfMs };
  const freezes = await nameFreezes(ledger, trace, named);
  await setImmediate();
  const requests = nameRequests(ledger, trace, named);
  return { ordersSentMs: nowOf(columns, situation), freezeList: freezes, requests };
}

async function nameFreezes(
  ledger: NamedLedger,
  trace: AllocatedTrace,
  named: OrderNames,
): Promise<readonly FreezeView[]> {
  const { names, lossViews, book } = named;
  const choices = await chooseFreezes(ledger, trace, named);
  const listed = choices.map(({ account }) => account);
  await setImmediate();
  const marks = innocentMarks(ledger.derived.columns, listed, named.asOfMs ?? Number.POSITIVE_INFINITY);
  return choices.map(({ account, receipt, losses: parts, ...order }, position) => {
    const answer = book.answerOf(account);
    return {
      rank: position + 1,
      ...order,
      range: null,
      account: names.account(account),
      losses: parts.flatMap(({ loss, amountMinor }) => {
        const view = lossViews[loss];
        return view === undefined ? [] : [{ loss: view, amountMinor }];
      }),
      receipt: { transfer: names.transfer(receipt), serial: "" },
      looksInnocent: marks.get(account) ?? null,
      answer:
        answer === undefined ? null : { atMs: answer.atMs, balanceMinor: answer.balanceMinor, refusal: answer.refusal },
    };
  });
}

async function chooseFreezes(
  ledger: NamedLedger,
  trace: AllocatedTrace,
  named: OrderNames,
): Promise<readonly FreezeChoice[]> {
  const { columns } = ledger.derived;
  const { book, losses, asOfMs } = named;
  const orders = freezeList(columns, trace);
  if (orders.length === 0) return [];
  const model = await named.tracer.learnSurvival(columns, {
    untilMs: asOfMs ?? Number.POSITIVE_INFINITY,
    caseAccounts: new Set(reachedAccounts(columns, losses, trace)),
    lossTransfers: new Set(losses.map(({ transfer }) => transfer)),
  });
  const situation = {
    nowMs: book.nowMs,
    asOfMs,
    responseMs: book.responseMs,
    answeredMs: book.answeredMs,
    isRefused: (account: number) => (book.answerOf(account)?.refusal ?? null) !== null,
  };
  return decideFreezes(columns, { orders, trace }, { model, situation });
}

function nameRequests(
  { derived }: NamedLedger,
  trace: AllocatedTrace,
  { names, asOfMs, book }: OrderNames,
): readonly RequestView[] {
  const receipts = tracedReceipts(derived.columns.transfers.payee, trace);
  const bankOf = (account: number): string => derived.facts[account]?.bank ?? "";
  return statementRequests(derived.columns, trace, (account) => book.yieldOf(bankOf(account))).map(
    ({ account, ...request }, position) => ({
      rank: position + 1,
      ...request,
      account: names.account(account),
      toMs: asOfMs,
      askedMs: book.askedMs(derived.columns.accounts.keys[account] ?? "", request.fromMs) ?? null,
      receipts: (receipts.get(account) ?? []).map(([transfer, amountMinor]) => ({
        transfer: names.transfer(transfer),
        amountMinor,
        serial: "",
        orderNo: "",
      })),
    }),
  );
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
