import { type BoundLosses, isOwn } from "./bind-losses.ts";
import { FlowBuffer } from "./flow-buffer.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { ReachTrace } from "./trace-result.ts";
import { MARK_STILL } from "./transfer-marks.ts";

/**
 * The doctrine `poison`: every payment after the first traced receipt is marked for that loss, at the smallest hop by
 * which it had come there. Stops (T11) and the victim's own accounts (T18) pass nothing on; failed transfers, transfers
 * of nothing and those from an account to itself carry nothing (T8, T19).
 */
export function poison(
  reader: LedgerReader,
  losses: BoundLosses,
  bounds: { readonly options: TraceOptions; readonly stops: Uint8Array },
): ReachTrace {
  const { options, stops } = bounds;
  /** Per account: the smallest hop by which each loss has reached it. */
  const reached = new Map<number, Map<number, number>>();
  const marks = new FlowBuffer();
  let nextLoss = 0;
  const mark = (transfer: number, loss: number, hop: number): void => {
    marks.push(transfer, { loss, hop, amountMinor: 0 });
    const account = reader.payee(transfer);
    if (stops[account] !== 0 || isOwn(losses, loss, account)) return;
    const hops = reached.get(account) ?? new Map<number, number>();
    reached.set(account, hops.set(loss, Math.min(hop, hops.get(loss) ?? hop)));
  };
  for (let transfer = 0; transfer < reader.transfers; transfer++) {
    while (losses.transfer[nextLoss]! < transfer) nextLoss += 1;
    const from = reader.payer(transfer);
    if ((reader.marks(transfer) & MARK_STILL) !== 0 || from === reader.payee(transfer)) continue;
    if (reader.amountMinor(transfer) === 0) continue;
    if (options.asOfMs !== null && reader.atMs(transfer) > options.asOfMs) continue;
    for (const [loss, hop] of reached.get(from) ?? []) mark(transfer, loss, hop + 1);
    for (; losses.transfer[nextLoss] === transfer; nextLoss++) {
      if (losses.amountMinor[nextLoss]! > 0) mark(transfer, losses.loss[nextLoss]!, 1);
    }
  }
  const { transfer, loss, hop } = marks.finish();
  return { kind: "reach", doctrine: "poison", transfer, loss, hop };
}
