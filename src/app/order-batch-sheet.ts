import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { text } from "../exports/list-cells.ts";
import { writePagedWorkbook, xlsxLimits } from "../exports/paged-workbook.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { seenRow } from "./casework-step.ts";
import { exportMark } from "./export-mark.ts";
import { type KeptOrder, keptOrder } from "./kept-order.ts";
import { orderFields } from "./order-form.ts";

/** What a batch sheet holds: the orders in the order in which they were asked for, and the line that marks the export. */
export interface BatchSheet {
  readonly orders: readonly KeptOrder[];
  readonly mark: string;
}

/** Gathers the orders of a batch sheet; taking them out is logged. @throws SluiceError RECORDS_NOT_FOUND for any not seen */
export async function gatherBatchSheet(work: RecordsWork, ids: readonly string[]): Promise<BatchSheet> {
  const { db, log } = work;
  const rows = await db.selectFrom("orders").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, keptOrder(row)]));
  const orders = ids.map((id) => seenRow(byId.get(id), id));
  const numbers = orders.map(({ number }) => number);
  const purpose = numbers[0] ?? "";
  const { mark, exportNumber } = await exportMark(work, purpose);
  await log({ action: "order.export", subject: "orders", purpose, details: { exportNumber, orders: numbers } });
  return { orders, mark };
}

/** The sheet as xlsx, a row an order, to be copied into a bank's or the platform's form; a second sheet says whose export it is. */
export async function writeBatchSheet({ orders, mark }: BatchSheet): Promise<Buffer> {
  const rows = orders.map(orderFields);
  const columns = (rows[0] ?? []).map(([heading]) => ({ heading, width: 22 }));
  const file = new PassThrough();
  const written = buffer(file);
  const batch = { name: "批量指令", columns, rows: rows.map((fields) => fields.map(([, value]) => text(value))) };
  const origin = { name: "导出说明", columns: [{ heading: "水印 Watermark", width: 120 }], rows: [[text(mark)]] };
  await writePagedWorkbook([batch, origin], file, xlsxLimits);
  return written;
}
