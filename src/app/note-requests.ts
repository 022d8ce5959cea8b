import type { Stores } from "../storage/stores.ts";
import type { TraceView } from "../tracing/trace-view.ts";

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
    arrivals:
      reason === "last-seen"
        ? [{ atMs: fromMs + 1, amountMinor }]
        : receipts
            .filter(({ transfer }) => transfer.atMs >= fromMs)
            .map(({ transfer, amountMinor: tracedMinor }) => ({ atMs: transfer.atMs, amountMinor: tracedMinor })),
    caseName: engine.caseName,
    sentMs: ordersSentMs ?? 0,
  }));
  const named = new Set(noted.map(({ account, fromMs }) => `${account} ${fromMs}`));
  await orders.update((records) => ({
    ...records,
    sent: [...records.sent.filter(({ account, fromMs }) => !named.has(`${account} ${fromMs}`)), ...noted],
  }));
}
