import type { Stores } from "../storage/stores.ts";
import type { SentRequest } from "../tracing/request-yields.ts";
import type { RequestView, TraceView } from "../tracing/trace-view.ts";

/**
 * Notes the requests of a trace as sent, so that what their answers yield can be told later. A request for the same account
 * and period that was noted before is replaced.
 */
export async function noteRequests(
  { orders }: Pick<Stores, "orders">,
  { requests, engine, ordersSentMs }: TraceView,
): Promise<void> {
  const noted = requests.map(({ account, amountMinor, fromMs, reason, receipts }) => ({
    account: account.key,
    bank: account.bank,
    amountMinor,
    fromMs,
    arrivals: arrivalsOf({ amountMinor, fromMs, reason, receipts }),
    caseName: engine.caseName,
    sentMs: ordersSentMs ?? 0,
  }));
  const named = new Set(noted.map(({ account, fromMs }) => `${account} ${fromMs}`));
  await orders.update((records) => ({
    ...records,
    sent: [...records.sent.filter(({ account, fromMs }) => !named.has(`${account} ${fromMs}`)), ...noted],
  }));
}

/** When the money that a statement is asked for came in: of money last seen, the instant after the statement's end. */
export function arrivalsOf({
  amountMinor,
  fromMs,
  reason,
  receipts,
}: Pick<RequestView, "amountMinor" | "fromMs" | "reason" | "receipts">): SentRequest["arrivals"] {
  if (reason === "last-seen") return [{ atMs: fromMs + 1, amountMinor }];
  return receipts
    .filter(({ transfer }) => transfer.atMs >= fromMs)
    .map(({ transfer, amountMinor: tracedMinor }) => ({ atMs: transfer.atMs, amountMinor: tracedMinor }));
}
