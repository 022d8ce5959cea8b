import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { draftHandOver, isHandedOver, type OpenItem, renewHandOver, signHandOver } from "../casework/hand-over.ts";
import type { PageQuery } from "../contract/paging.ts";
import type { HandOverList, HandOverStep, HandOverView } from "../contract/tasks.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { refuseNoOfficer } from "./case-records.ts";
import { carriedOut, refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { readPage } from "./keyset.ts";

/** Drafts the hand-over of a shift with all that is open in the unit. @throws SluiceError ACCESS_DENIED, CASEWORK_PERSON_UNKNOWN */
export async function draftShift(work: RecordsWork, to: string): Promise<HandOverView> {
  const { db, actor, nowMs, log } = work;
  const place = { unit_code: actor.unitCode, case_id: null };
  work.require("create", await resourceOf(work, "hand-over", place));
  await refuseNoOfficer(work, to);
  const id = randomUUID();
  const body = draftHandOver({ id, from: actor.userId, to }, await openItems(work, actor.unitCode));
  const row = { id, unit_code: actor.unitCode, from_user: actor.userId, to_user: to, at_ms: nowMs };
  await db
    .insertInto("hand_overs")
    .values({ ...row, body: JSON.stringify(body) })
    .execute();
  await log({ action: "hand-over.draft", subject: `hand-over:${id}`, details: { to, items: body.items.length } });
  return handOverView({ ...row, body, version: 1 });
}

/**
 * Signs a hand-over for one side, or adds what came up since its draft, which voids the signatures (rule C8).
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED
 */
export async function stepHandOver(work: RecordsWork, id: string, step: HandOverStep): Promise<HandOverView> {
  const { db, actor, nowMs, log } = work;
  const found = await db.selectFrom("hand_overs").selectAll().where("id", "=", id).executeTakeFirst();
  const row = seenRow(found, id);
  const facts = await resourceOf(work, "hand-over", { unit_code: row.unit_code, case_id: null });
  work.require(step.kind === "sign" ? "sign" : "change", facts);
  refuseStale(id, step.version, row.version);
  const open = await openItems(work, row.unit_code);
  const body =
    step.kind === "sign"
      ? carriedOut(signHandOver(row.body, { by: actor.userId, atMs: nowMs }, open))
      : renewHandOver(row.body, open);
  const version = row.version + 1;
  const written = await db
    .updateTable("hand_overs")
    .set({ body: JSON.stringify(body), version })
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, id, row.version);
  await log({ action: `hand-over.${step.kind}`, subject: `hand-over:${id}`, details: { version } });
  return handOverView({ ...row, body, version });
}

/** The unit's hand-overs, the latest first, page by page. */
export async function listHandOvers({ db }: RecordsWork, query: PageQuery): Promise<HandOverList> {
  return readPage(query, { by: sql.ref("at_ms"), direction: "desc" }, async ({ behind, most }) => {
    const read = db.selectFrom("hand_overs").selectAll().where(behind).limit(most);
    return (await read.orderBy("at_ms", "desc").orderBy("id", "desc").execute()).map(handOverView);
  });
}

/**
 * What is open for the shift: the running clocks of the unit's orders, its tasks that wait for an answer, and the calls that
 * were promised to victims.
 */
async function openItems({ db }: RecordsWork, unitCode: string): Promise<readonly OpenItem[]> {
  const tasks = await db
    .selectFrom("tasks")
    .select(["id", "body"])
    .where("unit_code", "=", unitCode)
    .where("standing", "in", ["sent-down", "acknowledged", "sent-back"])
    .execute();
  const orders = await db
    .selectFrom("orders")
    .select(["id", "number", "due_at_ms"])
    .where("unit_code", "=", unitCode)
    .where("due_at_ms", "is not", null)
    .execute();
  const calls = await db
    .selectFrom("victim_contacts as one")
    .innerJoin("reports", "reports.id", "one.report_id")
    .select(["one.id", "reports.number", "one.promised_by_ms"])
    .where("one.unit_code", "=", unitCode)
    .where("one.promised_by_ms", "is not", null)
    .where((one) =>
      one.not(
        one.exists(
          one
            .selectFrom("victim_contacts as later")
            .select("later.id")
            .whereRef("later.report_id", "=", "one.report_id")
            .whereRef("later.at_ms", ">", "one.at_ms"),
        ),
      ),
    )
    .execute();
  return [
    ...calls.map(
      ({ id, number, promised_by_ms: due }): OpenItem => ({
        kind: "promised-call",
        id,
        what: number,
        dueAtMs: due ?? 0,
      }),
    ),
    ...tasks.map(({ id, body }): OpenItem => ({ kind: "request", id, what: body.number, dueAtMs: body.dueAtMs })),
    ...orders.map(
      ({ id, number, due_at_ms: due }): OpenItem => ({ kind: "clock", id, what: number, dueAtMs: due ?? 0 }),
    ),
  ];
}

function handOverView({ id, version, at_ms: atMs, body }: RowOf<"hand_overs">): HandOverView {
  const { from, to, items, signatures } = body;
  return { id, version, from, to, atMs, done: isHandedOver(body), items, signatures };
}
