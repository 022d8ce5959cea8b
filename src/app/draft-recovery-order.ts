import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { OrderBody } from "../contract/recovery-orders.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { draftOrder } from "../recovery/draft-order.ts";
import { obstaclesOf, scoreRefusals } from "../recovery/order-obstacles.ts";
import type { Order, OrderKind, OrderRequest } from "../recovery/order.ts";
import { unless } from "../recovery/refusal.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { columnsOf, factsOf, findOrder, type KeptOrder, lockAccount, orderResource, purposeOf } from "./kept-order.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { nextSerial } from "./serial-numbers.ts";

/**
 * Drafts an order. Nothing goes out by it, but what could never be signed (a third stop-payment of an account, a score
 * without sources) is refused at once.
 * @throws SluiceError RECORDS_NOT_FOUND, RECOVERY_ORDER_WITHOUT_CASE, RECOVERY_REFUSED, ACCESS_DENIED
 */
export async function draftRecoveryOrder(
  work: RecordsWork,
  { caseId, reportId, ...draft }: OrderBody & Pick<OrderRequest, "statement">,
): Promise<KeptOrder> {
  const { db, actor, nowMs } = work;
  const place = await placeOf(db, caseId, reportId);
  if (draft.kind === "renewal" || draft.kind === "release") await findOrder(db, draft.targetId ?? "");
  const { rules } = await installedRules(db);
  const request = { ...draft, id: randomUUID(), ...place };
  return addOrder(work, decidedOrThrow(draftOrder(request, { by: actor.userId, atMs: nowMs }, rules)), reportId);
}

/** Keeps a fresh draft under a number of its own. @throws SluiceError RECOVERY_REFUSED, ACCESS_DENIED */
export async function addOrder(work: RecordsWork, order: Order, reportId: string | null): Promise<KeptOrder> {
  work.require("create", await orderResource(work, order));
  return keepDraft(work, order, reportId);
}

/**
 * Keeps a draft that follows from a decision (a return, an upheld grievance), whether or not who decided may draft by hand.
 * @throws SluiceError RECOVERY_REFUSED
 */
export function addDecidedOrder(work: RecordsWork, order: Order, reportId: string | null): Promise<KeptOrder> {
  return work.beyondRights(() => keepDraft(work, order, reportId));
}

async function keepDraft(work: RecordsWork, order: Order, reportId: string | null): Promise<KeptOrder> {
  const { db, nowMs } = work;
  await lockAccount(db, order.account.key);
  const facts = await factsOf(work, order);
  const isStop = order.kind === "stop-payment";
  decidedOrThrow(unless(isStop ? obstaclesOf(order, facts, nowMs) : scoreRefusals(order.basis), () => order));
  const number = await nextNumber(work, order.kind);
  const { id, kind, caseId, unitCode: unit_code, targetId } = order;
  const target_id = kind === "return" ? null : targetId;
  const place = { case_id: caseId === "" ? null : caseId, report_id: reportId, unit_code };
  await db
    .insertInto("orders")
    .values({ id, number, kind, ...place, target_id, drafted_at_ms: nowMs, ...columnsOf(order, facts, nowMs) })
    .execute();
  const details = { kind, number, account: order.account.key, amountMinor: order.amountMinor ?? 0 };
  await work.log({
    action: "order.draft",
    subject: `order:${id}`,
    purpose: await purposeOf(work, order, number),
    details,
  });
  return { order, number, reportId, version: 1 };
}

/** The case and unit of an order, from the case or report that the person sees. */
async function placeOf(
  db: Kysely<RecordsTables>,
  caseId: string | null,
  reportId: string | null,
): Promise<Pick<Order, "caseId" | "unitCode">> {
  const report =
    reportId === null
      ? undefined
      : await db.selectFrom("reports").select(["case_id", "unit_code"]).where("id", "=", reportId).executeTakeFirst();
  if (reportId !== null && report === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: reportId });
  const ofCase = caseId ?? report?.case_id ?? null;
  if (ofCase === null) {
    if (report === undefined) throw new SluiceError("RECOVERY_ORDER_WITHOUT_CASE");
    return { caseId: "", unitCode: report.unit_code };
  }
  const found = await db.selectFrom("cases").select("unit_code").where("id", "=", ofCase).executeTakeFirst();
  if (found === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: ofCase });
  return { caseId: ofCase, unitCode: found.unit_code };
}

/** What an order's number begins with: the pinyin of its kind (查询, 止付, 保护性止付, 冻结, 续冻, 解除, 返还). */
const numberPrefixes: Readonly<Record<OrderKind, string>> = {
  query: "CX",
  "stop-payment": "ZF",
  "protective-hold": "BH",
  freeze: "DJ",
  renewal: "XD",
  release: "JC",
  return: "FH",
};

/** `ZF-2026-000017`. */
async function nextNumber(work: RecordsWork, kind: OrderKind): Promise<string> {
  const row = `${numberPrefixes[kind]}-${formatChinaTime(work.nowMs, "day").slice(0, 4)}`;
  return `${row}-${String(await nextSerial(work, `order ${row}`)).padStart(6, "0")}`;
}
