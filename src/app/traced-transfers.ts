import type { TransferList, TransferParty, TransfersQuery } from "../contract/transfers.ts";
import type { AccountView } from "../tracing/account-view.ts";
import type { ShownCase } from "./case-view.ts";
import { type Folding, foldAccounts } from "./fold-accounts.ts";
import { transferTime } from "./money-map-view.ts";
import { accountCells, listed } from "./view-cells.ts";

/** The traced transfers of one edge or one node of the map that the same folding draws, in the ledger's order. */
export function tracedTransfers(
  { traced, marks }: ShownCase,
  folding: Folding,
  ends: Pick<TransfersQuery, "from" | "to">,
): TransferList {
  const nodeOf = foldAccounts(traced, folding);
  const found = traced.transfers.filter(({ transfer }) => {
    const from = nodeOf.get(transfer.payer.index);
    const to = nodeOf.get(transfer.payee.index);
    return (ends.from === undefined || from === ends.from) && (ends.to === undefined || to === ends.to);
  });
  return listed(found, ({ transfer, hop, amountMinor, losses }) => ({
    id: transfer.id,
    at: transferTime(transfer),
    payer: transferParty(transfer.payer),
    payee: transferParty(transfer.payee),
    currency: transfer.payer.currency,
    amountMinor: transfer.amountMinor,
    tracedMinor: amountMinor,
    hop,
    losses: losses.map((loss) => loss.id),
    orderGuessed: marks.orderGuessed(transfer.index),
    partlySeen: marks.partlySeen.has(transfer.index),
  }));
}

/** One side of a transfer as the page names it. */
export function transferParty(view: AccountView): TransferParty {
  const { account, number, holder, bank } = accountCells(view);
  return { account, number, holder, bank };
}
