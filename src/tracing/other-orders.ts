import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { LedgerOrder } from "./attribution-question.ts";
import { ledgerTies } from "./ledger-ties.ts";
import { placesOf, reorderLedger } from "./reorder-ledger.ts";
import { arrangeWindow, rowsOf, tieWindow } from "./tie-window.ts";
import { tiedOrders } from "./tied-orders.ts";
import { windowArranger } from "./window-arranger.ts";

/**
 * The ledger's own order, then others of its guessed ties, one tie at a time as T7 tries them, `most` in all.
 */
export function ordersToTry(own: LedgerOrder, most: number): [LedgerOrder, ...LedgerOrder[]] {
  const orders: [LedgerOrder, ...LedgerOrder[]] = [own];
  for (const rowAt of otherRows(own.ledger)) {
    if (orders.length >= most) break;
    const placeOf = placesOf(rowAt);
    orders.push({
      account: own.account,
      rowAt,
      ledger: reorderLedger(own.ledger, rowAt),
      losses: own.losses.map((loss) => ({ ...loss, transfer: placeOf[loss.transfer]! })),
    });
  }
  return orders;
}

function* otherRows(ledger: LedgerColumns): Generator<Uint32Array, void, undefined> {
  const groups = ledger.transfers.ties.account.length;
  if (groups === 0) return;
  const ties = ledgerTies(ledger);
  for (let group = 0; group < groups; group++) {
    const window = tieWindow(ties, [group]);
    if (arrangeWindow(window, []) === undefined) continue;
    const arrange = windowArranger(ties, window);
    for (const order of tiedOrders(ties, group, window)) {
      const sorted = arrange([order]);
      if (sorted !== undefined) yield rowsOf(ledger.transfers.length, window, sorted);
    }
  }
}
