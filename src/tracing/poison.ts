import { type BoundLosses, isOwn } from "./bind-losses.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { ReachTrace } from "./trace-result.ts";
import { MarkBuffer } from "./mark-buffer.ts";
import { NO_ENTRY, ReachedHops } from "./reached-hops.ts";
import type { Stops } from "./stops.ts";
import { MARK_STILL } from "./transfer-marks.ts";
import { type WalkWatch, watchEvery } from "./watched-walk.ts";

/**
 * The doctrine `poison`: every payment after the first traced receipt is marked for that loss, at the smallest hop by
 * which it had come there. Stops (T11) and the victim's own accounts (T18) pass nothing on; failed transfers, transfers
 * of nothing and those from an account to itself carry nothing (T8, T19).
 */
export function poison(
  reader: LedgerReader,
  losses: BoundLosses,
  bounds: { readonly options: TraceOptions; readonly stops: Stops; readonly watch: WalkWatch },
): ReachTrace {
  const { options, stops, watch } = bounds;
  const reached = new ReachedHops(reader.accounts);
  const marks = new MarkBuffer();
  let nextLoss = 0;
  for (let transfer = 0; transfer < reader.transfers; transfer++) {
    if (transfer % watchEvery === 0) watch(transfer);
    while (losses.transfer[nextLoss]! < transfer) nextLoss += 1;
    const from = reader.payer(transfer);
    const isLoss = losses.transfer[nextLoss] === transfer;
    if (!isLoss && reached.first(from) === NO_ENTRY) continue;
    const to = reader.payee(transfer);
    if ((reader.marks(transfer) & MARK_STILL) !== 0 || from === to) continue;
    if (reader.amountMinor(transfer) === 0) continue;
    if (options.asOfMs !== null && reader.atMs(transfer) > options.asOfMs) continue;
    // Both chains ascend by loss: where the last mark went is where the next may go.
    let place = NO_ENTRY;
    for (let entry = reached.first(from); entry !== NO_ENTRY; entry = reached.next(entry)) {
      const loss = reached.loss(entry);
      const hop = reached.hop(entry) + 1;
      marks.push(transfer, loss, hop);
      if (stops.kindOf(to) === 0 && !isOwn(losses, loss, to)) place = reached.add(to, { loss, hop }, place);
    }
    for (; losses.transfer[nextLoss] === transfer; nextLoss++) {
      if (losses.amountMinor[nextLoss]! <= 0) continue;
      const loss = losses.loss[nextLoss]!;
      marks.insert(transfer, loss, 1);
      if (stops.kindOf(to) === 0 && !isOwn(losses, loss, to)) reached.add(to, { loss, hop: 1 }, NO_ENTRY);
    }
  }
  watch(reader.transfers);
  return { kind: "reach", doctrine: "poison", ...marks.finish() };
}
