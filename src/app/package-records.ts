import { formatChinaTime } from "../flows/china-time.ts";
import { csvLine } from "../exports/csv.ts";
import type { RecoverySheet } from "../recovery/recovery-sheet.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { readCaseRecord } from "./case-record-view.ts";
import { findCase } from "./case-records.ts";
import { resourceOf } from "./casework-step.ts";
import { type KeptOrder, keptOrder } from "./kept-order.ts";
import { orderTextCells, orderTextHeadings } from "./order-list.ts";
import { storedSheet } from "./recovery-view.ts";

/** What the records hold of a case, as far as whoever asks may see it. */
export interface CaseRecords {
  readonly row: RowOf<"cases">;
  readonly reports: readonly RowOf<"reports">[];
  readonly losses: readonly RowOf<"losses">[];
  readonly orders: readonly KeptOrder[];
  readonly returns: readonly RowOf<"returns">[];
  readonly grievances: readonly RowOf<"grievances">[];
  readonly notes: readonly RowOf<"case_notes">[];
  readonly papers: readonly RowOf<"kept_papers">[];
  readonly sheet: RecoverySheet;
  readonly postings: readonly PostingRow[];
  readonly overview: Awaited<ReturnType<typeof readCaseRecord>>;
  /** Numbers under which the log knows what was done for the case. */
  readonly purposes: readonly string[];
}

/** A line of the recovery ledger. */
type PostingRow = Pick<RowOf<"recovery_postings">, "transaction_id" | "loss_id" | "bucket" | "place" | "amount_minor"> &
  Pick<RowOf<"recovery_transactions">, "at_ms" | "cause">;

/** The case, for who may take it out of the records. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function packedCase(work: RecordsWork, caseId: string): Promise<RowOf<"cases">> {
  const row = await findCase(work, caseId);
  work.require("export", await resourceOf(work, "package", { unit_code: row.unit_code, case_id: caseId }));
  return row;
}

/** Reads everything of a case. @throws SluiceError RECORDS_NOT_FOUND */
export async function readCase(work: RecordsWork, row: RowOf<"cases">): Promise<CaseRecords> {
  const { db, nowMs } = work;
  const { id } = row;
  const reports = await db.selectFrom("reports").selectAll().where("case_id", "=", id).orderBy("id").execute();
  const losses = await db.selectFrom("losses").selectAll().where("case_id", "=", id).orderBy("position").execute();
  const orderRows = await db.selectFrom("orders").selectAll().where("case_id", "=", id).orderBy("number").execute();
  const orders = orderRows.map(keptOrder);
  const ofCase = { caseId: id, atMs: nowMs };
  return {
    row,
    reports,
    losses,
    orders,
    returns: await db.selectFrom("returns").selectAll().where("case_id", "=", id).orderBy("id").execute(),
    grievances: await db.selectFrom("grievances").selectAll().where("case_id", "=", id).orderBy("id").execute(),
    notes: await db
      .selectFrom("case_notes")
      .selectAll()
      .where("case_id", "=", id)
      .where("removed_at_ms", "is", null)
      .orderBy("at_ms")
      .orderBy("id")
      .execute(),
    papers: await db.selectFrom("kept_papers").selectAll().where("case_id", "=", id).orderBy("id").execute(),
    sheet: await storedSheet(db, ofCase),
    postings: await db
      .selectFrom("recovery_postings")
      .innerJoin("recovery_transactions", "recovery_transactions.id", "transaction_id")
      .select(["transaction_id", "at_ms", "cause", "loss_id", "bucket", "place", "amount_minor"])
      .where("loss_id", "in", (of) => of.selectFrom("losses").select("losses.id").where("case_id", "=", id))
      .orderBy("transaction_id")
      .orderBy("loss_id")
      .orderBy("bucket")
      .orderBy("place")
      .execute(),
    overview: await readCaseRecord(work, id),
    purposes: [row.number, ...orders.map(({ number }) => number), ...reports.map(({ number }) => number)],
  };
}

/** The files of a package that say what the records hold: JSON as it is kept, and lists to read. */
export function recordTexts(records: CaseRecords): readonly (readonly [name: string, text: string])[] {
  const { row, reports, losses, orders, returns, grievances, notes, sheet, overview, postings } = records;
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return [
    ["case/case.json", json(row)],
    ["case/overview.json", json(overview)],
    ["case/reports.json", json(reports)],
    ["case/losses.json", json(losses)],
    ["case/notes.json", json(notes)],
    ["orders/orders.json", json(orders)],
    ["orders/orders.csv", csv(orderTextHeadings, orders.map(orderTextCells))],
    ["returns/returns.json", json(returns.map(({ body }) => body))],
    ["returns/grievances.json", json(grievances.map(({ body }) => body))],
    ["recovery/sheet.json", json(sheet)],
    ["recovery/ledger.csv", csv(postingHeadings, postings.map(postingCells))],
  ];
}

/** With the mark that lets spreadsheets read the Chinese. */
export function csv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[headings, ...rows].map(csvLine).join("")}`;
}

const postingHeadings = ["transaction", "at", "cause", "loss", "bucket", "place", "amount_minor"];

function postingCells(row: PostingRow): readonly string[] {
  const { transaction_id: id, at_ms: atMs, cause, loss_id: loss, bucket, place, amount_minor: amount } = row;
  return [String(id), formatChinaTime(atMs, "millisecond"), cause, loss, bucket, place, String(amount)];
}
