import { PassThrough, Readable } from "node:stream";
import { followTheMoney } from "../exports/follow-the-money.ts";
import { graphml } from "../exports/graphml.ts";
import { money, second, text } from "../exports/list-cells.ts";
import { mapDocument } from "../exports/map-document.ts";
import { type SheetList, writePagedWorkbook, xlsxLimits } from "../exports/paged-workbook.ts";
import type { SheetCell } from "../exports/sheet-cell.ts";
import type { CaseExportFormat } from "../contract/case-exports.ts";
import type { RecoverySheetRow } from "../recovery/recovery-sheet.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { exportMark } from "./export-mark.ts";
import { type CaseRecords, packedCase, readCase } from "./package-records.ts";
import { ledgerAmounts } from "./package-tables.ts";
import { type CaseTracing, traceForExport } from "./package-trace.ts";
import { orderSheetCells, orderSheetHeadings } from "./order-list.ts";

/** An export of a case, as it is sent. */
export interface CaseExport {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Readable;
}

interface ExportedCase {
  readonly records: CaseRecords;
  readonly mark: string;
}

/** What an export is made with: tracing, and one transaction of whoever asks. */
export interface CaseExporting extends CaseTracing {
  readonly transact: <T>(work: (work: RecordsWork) => Promise<T>) => Promise<T>;
}

/**
 * Takes a case out of the records: its money map as FollowTheMoney entities or GraphML, or its lists as xlsx. Each bears the
 * watermark; taking it out needs the right to export the case and is logged under its number.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED; CASE_WITHOUT_BOUND_LOSS for a map of nothing
 */
export async function exportCase(
  exporting: CaseExporting,
  caseId: string,
  format: CaseExportFormat,
): Promise<CaseExport> {
  const { records, mark } = await exporting.transact((work) => takeOut(work, caseId, format));
  const { number, trace_name: traceName } = records.row;
  // A header holds no Chinese: a case that was never numbered is called by its id.
  const stem = /^[\w.-]+$/.test(number) ? number : caseId;
  if (format === "xlsx") return { ...types.xlsx, fileName: `${stem}.xlsx`, content: workbook(records, mark) };
  const { view } = await traceForExport(exporting, traceName);
  const map = mapDocument(view);
  const losses = view.kind === "reach" ? [] : view.balanceSheet.map(({ loss }) => loss);
  const content = format === "ftm" ? followTheMoney({ map, losses, mark }) : graphml(map, mark);
  return {
    ...types[format],
    fileName: `${stem}.${format === "ftm" ? "ftm.json" : format}`,
    content: Readable.from(content),
  };
}

const types: Readonly<Record<CaseExportFormat, Pick<CaseExport, "mediaType">>> = {
  ftm: { mediaType: "application/x-ndjson; charset=utf-8" },
  graphml: { mediaType: "application/xml; charset=utf-8" },
  xlsx: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

async function takeOut(work: RecordsWork, caseId: string, format: CaseExportFormat): Promise<ExportedCase> {
  const row = await packedCase(work, caseId);
  const records = await readCase(work, row);
  const { mark, exportNumber } = await exportMark(work, row.number);
  const details = { format, exportNumber };
  await work.log({ action: "case.export", subject: `case:${caseId}`, purpose: row.number, details });
  return { records, mark };
}

/** Orders, losses, recovery ledger and timeline, a sheet each, and one that says whose export it is. */
function workbook(records: CaseRecords, mark: string): Readable {
  const out = new PassThrough();
  const origin = list("导出说明", [["水印 Watermark", 120]], [[text(mark)]]);
  const lists = [orderList(records), lossList(records), sheetList(records), timelineList(records), origin];
  writePagedWorkbook(lists, out, xlsxLimits).catch((cause: unknown) => out.destroy(cause as Error));
  return out;
}

function orderList({ orders }: CaseRecords): SheetList {
  return list(
    "指令 Orders",
    orderSheetHeadings.map((heading) => [heading, 20]),
    orders.map(orderSheetCells),
  );
}

function lossList({ losses, reports }: CaseRecords): SheetList {
  const victims = new Map(reports.map(({ id, number, victim_name: name }) => [id, { number, name }]));
  const rows = losses.map((loss) => [
    text(victims.get(loss.report_id)?.number ?? ""),
    text(victims.get(loss.report_id)?.name ?? ""),
    text(loss.payer),
    text(loss.payee),
    text(loss.payee_name),
    money(loss.amount_minor, "CNY"),
    second(loss.at_ms),
    text(loss.transfer_id ?? ""),
    text(loss.id),
  ]);
  const headings = ["警情编号", "被害人", "付款账号", "收款账号", "收款户名", "金额", "时间", "交易编号", "损失编号"];
  return list(
    "损失 Losses",
    headings.map((heading) => [heading, 22]),
    rows,
  );
}

function sheetList({ sheet }: CaseRecords): SheetList {
  const cells = (name: string, row: RecoverySheetRow): readonly SheetCell[] => [
    text(name),
    ...ledgerAmounts.map(([amount]) => money(row[amount], "CNY")),
  ];
  const rows = [...sheet.losses.map((row) => cells(row.lossId, row)), cells("合计 Total", sheet.total)];
  return list(
    "回收台账 Recovery",
    [["损失 Loss", 38], ...ledgerAmounts.map(([, heading]) => [heading, 20] as const)],
    rows,
  );
}

function timelineList({ overview }: CaseRecords): SheetList {
  const rows = overview.timeline.map(({ atMs, kind, what, by, subject }) => [
    second(atMs),
    text(kind),
    text(what),
    text(by),
    text(subject),
  ]);
  return list(
    "时间线 Timeline",
    ["时间", "类别", "事项", "经办", "对象"].map((heading) => [heading, 30]),
    rows,
  );
}

function list(
  name: string,
  columns: readonly (readonly [heading: string, width: number])[],
  rows: readonly (readonly SheetCell[])[],
): SheetList {
  return { name, columns: columns.map(([heading, width]) => ({ heading, width })), rows };
}
