import type { SourceOriginal, SourceRow, TransferDetail } from "../contract/transfers.ts";
import type { ExplainedError } from "../contract/problem.ts";
import { explain, SluiceError } from "../errors/sluice-error.ts";
import type { SheetReport } from "../flows/file-reading.ts";
import { TRANSFER_FAILED, TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import { intakeLimits } from "../intake/limits.ts";
import type { Stores } from "../storage/stores.ts";
import { startXlsThread } from "../threads/xls-parser.ts";
import type { TransferView } from "../tracing/account-view.ts";
import { transferTime } from "./money-map-view.ts";
import { type OpenedLedger, sourceRowsOf } from "./open-ledger.ts";
import { type OriginalSources, readOriginalRow } from "./original-rows.ts";
import { sourceRowCells } from "./source-row-cells.ts";
import { transferParty } from "./traced-transfers.ts";

/** A transfer down to the rows of the banks' files that witness it (T15), each as it stands in the original. */
export async function openTransfer(
  { ledger, evidence }: Pick<Stores, "ledger" | "evidence">,
  workerEntry: URL,
  { opened, transfer }: { readonly opened: OpenedLedger; readonly transfer: TransferView },
): Promise<TransferDetail> {
  const xls = startXlsThread(workerEntry, intakeLimits);
  try {
    return await transferDetail({ ledger, evidence, parseXls: xls.parseXls }, opened, transfer);
  } finally {
    xls.close();
  }
}

async function transferDetail(
  stores: DetailStores,
  opened: OpenedLedger,
  transfer: TransferView,
): Promise<TransferDetail> {
  const { index } = transfer;
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

/** What a detail is read from. */
interface DetailStores extends OriginalSources {
  readonly ledger: Stores["ledger"];
}

async function sourceRows(stores: DetailStores, opened: OpenedLedger, transfer: number): Promise<readonly SourceRow[]> {
  const reports = new Map(opened.files.map(({ report }) => [report.sha256, report]));
  const rows = await sourceRowsOf(stores, opened, transfer);
  const shown: SourceRow[] = [];
  // One after the other: each may hold a whole file in memory while it is read.
  for (const { sha256, path, outcome, row } of rows) {
    const sheet = reports.get(sha256)?.sheets.find((one) => one.sheet === row.place.sheet);
    shown.push({
      file: path,
      sha256,
      sheet: row.place.sheet + 1,
      sheetName: sheet?.name ?? "",
      row: row.place.row,
      layout: sheet?.layout ?? "",
      outcome,
      statementOf: row.own.card || row.own.account,
      ...(await originalOf(stores, sha256, { ...row.place, report: sheet })),
      cells: sourceRowCells(row, sheet),
    });
  }
  return shown;
}

interface SheetPlace {
  readonly sheet: number;
  readonly row: number;
  readonly report: SheetReport | undefined;
}

/** The original row, or why it cannot be read: the rest of the detail is shown all the same. */
async function originalOf(
  sources: OriginalSources,
  sha256: string,
  { sheet, row, report }: SheetPlace,
): Promise<{ readonly original: SourceOriginal | null; readonly unreadable: ExplainedError | null }> {
  try {
    const { encoding, headings, cells } = await readOriginalRow(sources, sha256, {
      sheet,
      row,
      headerRow: report?.headerRow ?? 0,
    });
    const fields = new Map(report?.columns.map((one) => [one.column, one.field]));
    const named = cells.map((text, column) => ({
      heading: headings[column] ?? "",
      field: fields.get(column) ?? "",
      text,
    }));
    return { original: { encoding, cells: named }, unreadable: null };
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    const { code, details } = error;
    const unreadable = { code, details, zh: explain(code, details, "zh"), en: explain(code, details, "en") };
    return { original: null, unreadable };
  }
}
