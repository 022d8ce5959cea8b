import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { mask } from "../access/mask.ts";
import type {
  ClockPage,
  ClockQuery,
  OrderClock,
  OrderEntry,
  OrderPage,
  OrderQuery,
  OrderView,
} from "../contract/recovery-orders.ts";
import { approvalWanted } from "../recovery/approval.ts";
import type { Clock } from "../recovery/clock.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import { endOfMeasure } from "../recovery/measure.ts";
import { clocksOf } from "../recovery/order-clocks.ts";
import { standingOf } from "../recovery/order-standing.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables, RowOf } from "../storage/records/records-tables.ts";
import { factsOf, filedCases, findOrder, type KeptOrder, keptOrder, purposeOf } from "./kept-order.ts";
import { pageSize } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";
import { orderForm } from "./order-form.ts";

/** The order with its clocks, opened: what a list masks stands here in full, so the opening is logged. */
export async function openOrder(work: RecordsWork, id: string): Promise<OrderView> {
  const kept = await findOrder(work.db, id);
  await work.log({
    action: "order.open",
    subject: `order:${id}`,
    purpose: await purposeOf(work, kept.order, kept.number),
  });
  return viewOf(work, kept);
}

/** An order as it stands now. */
export async function viewOf(work: RecordsWork, kept: KeptOrder): Promise<OrderView> {
  const { order, number, version, reportId } = kept;
  const facts = await factsOf(work, order);
  const clocks = clocksOf(order, facts, work.nowMs).map(clockView);
  const standing = standingOf(order, facts.rules, work.nowMs);
  const approval = approvalWanted(order, facts);
  return { id: order.id, number, version, standing, reportId, order, clocks, approval, form: orderForm(kept) };
}

/** The orders that the person may see, the latest draft first. */
export async function listOrders({ db, nowMs }: RecordsWork, query: OrderQuery): Promise<OrderPage> {
  const { rules } = await installedRules(db);
  const { limit = pageSize, after } = query;
  const rows = await db
    .selectFrom("orders")
    .selectAll()
    .where((row) => row.and(conditions(row, query, nowMs)))
    .$if(after !== undefined, (rest) => {
      const [atMs = "", id = ""] = (after ?? "").split("_");
      return rest.where((row) => row(row.refTuple("drafted_at_ms", "id"), "<", row.tuple(Number(atMs), id)));
    })
    .orderBy("drafted_at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  const next = rows.length < limit || last === undefined ? "" : `${last.drafted_at_ms}_${last.id}`;
  return { rows: rows.map((row) => entryOf(row, rules, nowMs)), next };
}

/** Every running clock of the orders that the person may see, by the next deadline of each order. */
export async function listClocks(work: RecordsWork, { limit = pageSize, after }: ClockQuery): Promise<ClockPage> {
  const { db, nowMs } = work;
  const { rules } = await installedRules(db);
  const rows = await db
    .selectFrom("orders")
    .selectAll()
    .where((row) => row.and([isDue(row, nowMs)]))
    .$if(after !== undefined, (rest) => {
      const [dueMs = "", id = ""] = (after ?? "").split("_");
      return rest.where((row) => row(row.refTuple("due_at_ms", "id"), ">", row.tuple(Number(dueMs), id)));
    })
    .orderBy("due_at_ms")
    .orderBy("id")
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  const next = rows.length < limit || last === undefined ? "" : `${last.due_at_ms}_${last.id}`;
  const { onAccounts, filed } = await besides(work, rows);
  const listed = rows.map((row) => {
    const { order } = keptOrder(row);
    const accountOrders = onAccounts.filter(({ account }) => account.key === order.account.key);
    const setting = { rules, filedMs: filed.get(order.caseId) ?? null, accountOrders };
    return { ...entryOf(row, rules, nowMs), clocks: clocksOf(order, setting, nowMs).map(clockView) };
  });
  return { rows: listed, next };
}

/** What the warnings of clocks are told from: the other orders on their accounts, over all cases, and when cases were filed. */
async function besides(
  { beyondRights }: RecordsWork,
  rows: readonly RowOf<"orders">[],
): Promise<{ readonly onAccounts: readonly KeptOrder["order"][]; readonly filed: ReadonlyMap<string, number> }> {
  if (rows.length === 0) return { onAccounts: [], filed: new Map() };
  const stops = rows.filter(({ kind }) => kind === "stop-payment");
  const keys = [...new Set(stops.map(({ account_key: key }) => key)), ""];
  return beyondRights(async (free) => {
    const all = await free.selectFrom("orders").selectAll().where("account_key", "in", keys).execute();
    const filed = await filedCases(
      free,
      rows.map(({ case_id: id }) => id ?? ""),
    );
    return { onAccounts: all.map((row) => keptOrder(row).order), filed };
  });
}

type Row = ExpressionBuilder<RecordsTables, "orders">;

function conditions(row: Row, query: OrderQuery, nowMs: number): readonly Expression<SqlBool>[] {
  const { standing, kind, bank, caseId, reportId, dueBeforeMs } = query;
  return [
    ...(standing === undefined ? [] : [sql<SqlBool>`${standingNow(nowMs)} = ${standing}`]),
    ...(kind === undefined ? [] : [row("kind", "=", kind)]),
    ...(bank === undefined ? [] : [row("bank", "=", bank)]),
    ...(caseId === undefined ? [] : [row("case_id", "=", caseId)]),
    ...(reportId === undefined ? [] : [row("report_id", "=", reportId)]),
    ...(dueBeforeMs === undefined ? [] : [row("due_at_ms", "<", dueBeforeMs), isDue(row, nowMs)]),
  ];
}

/** How an order stands by now: a measure expires and lapses on the dot, whoever wrote to it last (rule R8). */
function standingNow(nowMs: number): Expression<string> {
  return sql<string>`CASE
    WHEN standing NOT IN ('in-force', 'expiring', 'renewed') THEN standing
    WHEN hold_until_ms <= ${nowMs} THEN 'lapsed'
    WHEN expiring_from_ms <= ${nowMs} THEN 'expiring'
    ELSE standing END`;
}

/** Whether its next deadline is open: that of a measure which has lapsed is no longer. */
function isDue(row: Row, nowMs: number): Expression<SqlBool> {
  const over = row.and([row("due_at_ms", "=", row.ref("hold_until_ms")), row("hold_until_ms", "<=", nowMs)]);
  return row.and([row("due_at_ms", "is not", null), row.or([row("hold_until_ms", "is", null), row.not(over)])]);
}

function entryOf(row: RowOf<"orders">, rules: readonly LegalRule[], nowMs: number): OrderEntry {
  const { order, number, version } = keptOrder(row);
  const { id, kind, caseId, account, amountMinor, measure, sent } = order;
  return {
    id,
    number,
    version,
    kind,
    caseId,
    amountMinor,
    bank: account.bank,
    standing: standingOf(order, rules, nowMs),
    account: mask("card", account.key),
    holder: mask("name", account.holder),
    // The end of a measure that has lapsed is due no longer.
    dueMs: row.due_at_ms === row.hold_until_ms && (row.due_at_ms ?? 0) <= nowMs ? null : row.due_at_ms,
    holdUntilMs: measure === null ? null : endOfMeasure(measure),
    taskNumber: sent?.taskNumber ?? "",
  };
}

function clockView({ code, sinceMs, dueMs, overdue, alarms, warnings }: Clock): OrderClock {
  return { code, sinceMs, dueMs, overdue, alarms, warnings };
}
