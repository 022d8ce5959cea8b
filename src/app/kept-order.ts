import { type Kysely, sql } from "kysely";
import type { Resource } from "../access/resource.ts";
import type { ClockSetting } from "../recovery/order-clocks.ts";
import { clocksOf } from "../recovery/order-clocks.ts";
import type { OrderFacts } from "../recovery/order-obstacles.ts";
import { firstAlarmMs, standingOf } from "../recovery/order-standing.ts";
import { endOfMeasure } from "../recovery/measure.ts";
import type { Order } from "../recovery/order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables, RowOf } from "../storage/records/records-tables.ts";
import { resourceOf, seenRow } from "./casework-step.ts";
import { installedRules } from "./legal-rules.ts";

/** An order as the records keep it. */
export interface KeptOrder {
  readonly order: Order;
  readonly number: string;
  readonly reportId: string | null;
  readonly version: number;
}

/** The row as an order. Its case is the column's: a report's orders come into a case when the report does. */
export function keptOrder({ body, number, report_id: reportId, case_id: caseId, version }: RowOf<"orders">): KeptOrder {
  return { order: { ...body, caseId: caseId ?? "" }, number, reportId, version };
}

/** The order, if the person may see it. @throws SluiceError RECORDS_NOT_FOUND */
export async function findOrder(db: Kysely<RecordsTables>, id: string): Promise<KeptOrder> {
  const row = await db.selectFrom("orders").selectAll().where("id", "=", id).executeTakeFirst();
  return keptOrder(seenRow(row, id));
}

/**
 * Makes whoever changes or drafts an order on this account wait for whoever does so now, until the transaction ends:
 * stops are counted over all cases, and two at once must not both be the second (rule R11).
 */
export async function lockAccount(db: Kysely<RecordsTables>, accountKey: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`orders on ${accountKey}`}, 0))`.execute(db);
}

/** Everything that a decision on the order has to know; it counts over cases that the person cannot see. */
export async function factsOf({ db, beyondRights }: RecordsWork, order: Order): Promise<OrderFacts> {
  const { rules } = await installedRules(db);
  const { accountOrders, filedMs } = await beyondRights(async (free) => {
    const rows = await free
      .selectFrom("orders")
      .selectAll()
      .where((row) => row.or([row("account_key", "=", order.account.key), row("id", "=", order.targetId)]))
      .execute();
    return {
      accountOrders: rows.map((row) => keptOrder(row).order),
      filedMs: (await filedCases(free, [order.caseId])).get(order.caseId) ?? null,
    };
  });
  const decidedReturns = order.kind === "return" ? await decidedReturn(db, order.targetId) : [];
  return { rules, filedMs, homeProvince: order.unitCode.slice(0, 2), accountOrders, decidedReturns };
}

/** The return, if it is decided and the person sees it. */
async function decidedReturn(db: Kysely<RecordsTables>, id: string | null): Promise<readonly string[]> {
  const row = await db.selectFrom("returns").select(["id", "body"]).where("id", "=", id).executeTakeFirst();
  return row === undefined || row.body.decision === null || row.body.withdrawn !== null ? [] : [row.id];
}

/** What the order is worked on for, as the log says it: its case's number, else its own. */
export async function purposeOf({ beyondRights }: RecordsWork, { caseId }: Order, number: string): Promise<string> {
  if (caseId === "") return number;
  const row = await beyondRights((free) =>
    free.selectFrom("cases").select("number").where("id", "=", caseId).executeTakeFirst(),
  );
  return row?.number ?? number;
}

/** When the cases of these ids were filed (立案); one that is missing was not. */
export async function filedCases(
  db: Kysely<RecordsTables>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ids = [...new Set(caseIds)].filter((id) => id !== "");
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("cases").select(["id", "filed_on_ms"]).where("id", "in", ids).execute();
  return new Map(rows.flatMap(({ id, filed_on_ms: atMs }) => (atMs === null ? [] : [[id, atMs] as const])));
}

/** The facts by which rights on an order are judged. That the second person is another is for the decision to say, in words. */
export async function orderResource(work: RecordsWork, { caseId, unitCode, account }: Order): Promise<Resource> {
  const place = { unit_code: unitCode, case_id: caseId === "" ? null : caseId };
  return { ...(await resourceOf(work, "order", place)), bank: account.bank };
}

/** The columns that tell, beside the state, how an order stands and what is due. */
export function columnsOf(
  order: Order,
  setting: ClockSetting,
  nowMs: number,
): Pick<
  RowOf<"orders">,
  "standing" | "due_at_ms" | "expiring_from_ms" | "hold_until_ms" | "task_number" | "bank" | "account_key"
> & { readonly body: string } {
  const { measure } = order;
  const endMs = measure === null ? null : endOfMeasure(measure);
  return {
    standing: standingOf(order, setting.rules, nowMs),
    due_at_ms: clocksOf(order, setting, nowMs)[0]?.dueMs ?? null,
    expiring_from_ms: endMs === null ? null : endMs - firstAlarmMs(order.kind, setting.rules, endMs),
    hold_until_ms: endMs,
    task_number: order.sent?.taskNumber ?? "",
    bank: order.account.bank,
    account_key: order.account.key,
    body: JSON.stringify(order),
  };
}
