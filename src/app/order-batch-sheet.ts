import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { watermark } from "../access/watermark.ts";
import { writePagedWorkbook, xlsxLimits } from "../exports/paged-workbook.ts";
import type { SheetCell } from "../exports/sheet-cell.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { seenRow } from "./casework-step.ts";
import { type KeptOrder, keptOrder } from "./kept-order.ts";
import { orderFields } from "./order-form.ts";

/** What a batch sheet holds: the orders in the order in which they were asked for, and the line that marks the export. */
export interface BatchSheet {
  readonly orders: readonly KeptOrder[];
  readonly mark: string;
}

/** Gathers the orders of a batch sheet; taking them out is logged. @throws SluiceError RECORDS_NOT_FOUND for any not seen */
export async function gatherBatchSheet(work: RecordsWork, ids: readonly string[]): Promise<BatchSheet> {
  const { db, actor, nowMs, log } = work;
  const rows = await db.selectFrom("orders").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, keptOrder(row)]));
  const orders = ids.map((id) => seenRow(byId.get(id), id));
  const user = await db.selectFrom("users").selectAll().where("id", "=", actor.userId).executeTakeFirst();
  const unit = await db.selectFrom("units").select("name").where("code", "=", actor.unitCode).executeTakeFirst();
  const exportNumber = randomUUID();
  const numbers = orders.map(({ number }) => number);
  const details = { exportNumber, orders: numbers };
  await log({ action: "order.export", subject: "orders", purpose: numbers[0] ?? "", details });
  const person = { userName: actor.userName, userNumber: user?.police_number || user?.login || "" };
  const purpose = numbers[0] ?? "";
  const mark = watermark({ ...person, unitName: unit?.name ?? actor.unitCode, atMs: nowMs, purpose, exportNumber });
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

function text(value: string): SheetCell {
  return { kind: "text", text: value };
}
