import type { SourceRow, TransferDetail } from "../contract/transfers.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { TRANSFER_FAILED, TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import type { Stores } from "../storage/stores.ts";
import { ledgerNames } from "./describe-trace.ts";
import { transferTime } from "./money-map-view.ts";
import { type OpenedLedger, sourceRowsOf } from "./open-ledger.ts";
import { sourceRowCells } from "./source-row-cells.ts";
import { transferParty } from "./traced-transfers.ts";

/**
 * A transfer down to the rows of the banks' files that witness it (T15).
 * @throws SluiceError WEB_UNKNOWN_TRANSFER when the ledger has none of that id.
 */
export async function transferDetail(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  id: string,
): Promise<TransferDetail> {
  const index = opened.transferIndex(id);
  if (index === undefined) throw new SluiceError("WEB_UNKNOWN_TRANSFER", { seen: id });
  const transfer = ledgerNames(opened).transfer(index);
  const { flags, reversals } = opened.derived.columns.transfers;
  const flag = flags[index] ?? 0;
  const undone = reversals.original[reversals.transfer.indexOf(index)];
  return {
    id: transfer.id,
    at: transferTime(transfer),
    payer: transferParty(transfer.payer),
    payee: transferParty(transfer.payee),
    currency: transfer.payer.currency,
    amountMinor: transfer.amountMinor,
    failed: (flag & TRANSFER_FAILED) !== 0,
    orderGuessed: (flag & TRANSFER_ORDER_GUESSED) !== 0,
    reverses: undone === undefined ? null : opened.transferId(undone),
    rows: await sourceRows(stores, opened, index),
  };
}

async function sourceRows(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  transfer: number,
): Promise<readonly SourceRow[]> {
  const reports = new Map(opened.files.map(({ report }) => [report.sha256, report]));
  const rows = await sourceRowsOf(stores, opened, transfer);
  return rows.map(({ sha256, path, outcome, row }) => {
    const sheet = reports.get(sha256)?.sheets.find((one) => one.sheet === row.place.sheet);
    return {
      file: path,
      sha256,
      sheet: row.place.sheet + 1,
      sheetName: sheet?.name ?? "",
      row: row.place.row,
      layout: sheet?.layout ?? "",
      outcome,
      statementOf: row.own.card || row.own.account,
      cells: sourceRowCells(row, sheet),
    };
  });
}
