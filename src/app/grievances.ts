import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type {
  AccountLabels,
  GrievanceAnswerBody,
  GrievanceBody,
  GrievanceList,
  GrievanceView,
  HoldFiguresView,
} from "../contract/grievances.ts";
import type { PageQuery } from "../contract/paging.ts";
import { answerGrievance, type Grievance, grievanceClock } from "../recovery/grievance.ts";
import { holdDefinitions } from "../recovery/hold-definitions.ts";
import { holdFigures } from "../recovery/hold-figures.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { actOf } from "./change-kept-order.ts";
import { draftUpheldRelease } from "./follow-recovery-order.ts";
import { columnsOf, factsOf, findOrder, keptOrder, lockAccount } from "./kept-order.ts";
import { readPage } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

/** Takes a holder's grievance against a measure; its clock begins. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function takeGrievance(work: RecordsWork, body: GrievanceBody): Promise<GrievanceView> {
  const { db, nowMs, log } = work;
  const { order } = await findOrder(db, body.orderId);
  const place = { case_id: order.caseId === "" ? null : order.caseId, unit_code: order.unitCode };
  work.require("create", await resourceOf(work, "grievance", place));
  const { rules } = await installedRules(db);
  const grievance: Grievance = { ...body, id: randomUUID(), received: actOf(work), answer: null };
  const row = { id: grievance.id, order_id: order.id, ...place, ...columns(grievance, rules, nowMs) };
  await db
    .insertInto("grievances")
    .values({ ...row, received_at_ms: nowMs })
    .execute();
  await log({ action: "grievance.take", subject: `grievance:${grievance.id}`, details: { order: order.id } });
  return viewOf({ body: grievance, version: 1 }, rules, nowMs);
}

/**
 * Answers a grievance: by somebody who had no hand in the order. Upheld, the release is due and drafted, and the
 * account's label flips, in the same step (rule R36).
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_REFUSED
 */
export async function answerKeptGrievance(
  work: RecordsWork,
  id: string,
  { version, ...answer }: GrievanceAnswerBody,
): Promise<GrievanceView> {
  const { db, nowMs, log, beyondRights } = work;
  const found = seenRow(await db.selectFrom("grievances").selectAll().where("id", "=", id).executeTakeFirst(), id);
  work.require("approve", await resourceOf(work, "grievance", found));
  const before = await beyondRights(async (free) => (await findOrder(free, found.order_id)).order);
  await lockAccount(db, before.account.key);
  const row = seenRow(await db.selectFrom("grievances").selectAll().where("id", "=", id).executeTakeFirst(), id);
  refuseStale(id, version, row.version);
  const { order: current, reportId } = await beyondRights((free) => findOrder(free, found.order_id));
  const facts = await factsOf(work, current);
  const given = { ...answer, ...actOf(work) };
  const { grievance, order, innocentAccount } = decidedOrThrow(
    answerGrievance(row.body, given, { order: current, rules: facts.rules }),
  );
  await db
    .updateTable("grievances")
    .set({ ...columns(grievance, facts.rules, nowMs), version: version + 1 })
    .where("id", "=", id)
    .execute();
  await beyondRights(async (free) => {
    if (innocentAccount === null) return;
    await free
      .updateTable("orders")
      .set((one) => ({ ...columnsOf(order, facts, nowMs), version: one("version", "+", 1) }))
      .where("id", "=", order.id)
      .execute();
    const label = { label: "innocent", at_ms: nowMs, grievance_id: id, unit_code: row.unit_code };
    await free
      .insertInto("account_labels")
      .values({ account_key: innocentAccount, ...label })
      .execute();
  });
  const isDue = answer.upheld && order.releaseDue?.doneMs === null;
  const release = isDue ? await draftUpheldRelease(work, { order, reportId }, answer.keepMinor) : null;
  const details = { upheld: answer.upheld, keepMinor: answer.keepMinor, words: answer.words };
  const drafted = release === null ? {} : { release: release.number };
  await log({ action: "grievance.answer", subject: `grievance:${id}`, details: { ...details, ...drafted } });
  const view = viewOf({ body: grievance, version: version + 1 }, facts.rules, nowMs);
  return { ...view, releaseId: release?.order.id ?? "" };
}

/** The grievances that one may see, page by page: open ones by their clock, then the answered, the latest first. */
export async function listGrievances({ db, nowMs }: RecordsWork, query: PageQuery): Promise<GrievanceList> {
  const { rules } = await installedRules(db);
  // As the index grievances_by_urgency has it.
  const by = sql<number>`coalesce(due_at_ms, 1000000000000000 - received_at_ms)`;
  const page = await readPage(query, { by, direction: "asc" }, ({ behind, most }) =>
    db
      .selectFrom("grievances")
      .selectAll()
      .select(by.as("atMs"))
      .where(behind)
      .orderBy(by)
      .orderBy("id")
      .limit(most)
      .execute(),
  );
  return { ...page, rows: page.rows.map((row) => viewOf(row, rules, nowMs)) };
}

/** Whether people are held wrongly, or for too long, over the orders that one may see (rule R35). */
export async function drawHoldFigures({ db, nowMs }: RecordsWork): Promise<HoldFiguresView> {
  const rows = await db.selectFrom("orders").selectAll().where("hold_until_ms", "is not", null).execute();
  return {
    atMs: nowMs,
    definitions: holdDefinitions,
    ...holdFigures(
      rows.map((row) => keptOrder(row).order),
      nowMs,
    ),
  };
}

/** Accounts that scores have to learn from as innocent, the latest first, page by page. */
export async function listAccountLabels({ db }: RecordsWork, query: PageQuery): Promise<AccountLabels> {
  const order = { by: sql.ref("at_ms"), id: "grievance_id", direction: "desc" } as const;
  const page = await readPage(query, order, async ({ behind, most }) => {
    const read = db.selectFrom("account_labels").selectAll().where(behind).limit(most);
    const rows = await read.orderBy("at_ms", "desc").orderBy("grievance_id", "desc").execute();
    return rows.map((row) => ({ ...row, atMs: row.at_ms, id: row.grievance_id }));
  });
  return {
    ...page,
    rows: page.rows.map(({ account_key: accountKey, label, atMs, grievance_id: grievanceId }) => {
      return { accountKey, label, atMs, grievanceId };
    }),
  };
}

function columns(
  grievance: Grievance,
  rules: readonly LegalRule[],
  nowMs: number,
): Pick<RowOf<"grievances">, "due_at_ms"> & { readonly body: string } {
  return { due_at_ms: grievanceClock(grievance, rules, nowMs)?.dueMs ?? null, body: JSON.stringify(grievance) };
}

function viewOf(
  { body, version }: Pick<RowOf<"grievances">, "body" | "version">,
  rules: readonly LegalRule[],
  nowMs: number,
): GrievanceView {
  const { received, ...said } = body;
  return { ...said, version, receivedAtMs: received.atMs, clock: grievanceClock(body, rules, nowMs) };
}
