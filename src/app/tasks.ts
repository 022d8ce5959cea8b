import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { maskText } from "../access/mask.ts";
import type { Resource } from "../access/resource.ts";
import { sendTask, stepTask, type Task, taskClock } from "../casework/task.ts";
import type { TaskDraft, TaskList, TaskQuery, TaskStep, TaskView } from "../contract/tasks.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { findCase } from "./case-records.ts";
import { carriedOut, refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { readPage } from "./keyset.ts";
import { nextSerial } from "./serial-numbers.ts";

/** Sends a task down (下发). @throws SluiceError ACCESS_DENIED, RECORDS_NOT_FOUND, CASEWORK_REFUSED, CASEWORK_PERSON_UNKNOWN */
export async function sendTaskDown(work: RecordsWork, draft: TaskDraft): Promise<TaskView> {
  const { db, actor, nowMs, log } = work;
  const { assigneeId, dueAtMs, what, caseId } = draft;
  const ofCase = caseId === undefined ? undefined : await findCase(work, caseId);
  const place = { unit_code: ofCase?.unit_code ?? actor.unitCode, case_id: caseId ?? null };
  work.require("create", await resourceOf(work, "task", place));
  await refuseUnknown(work, assigneeId);
  const day = formatChinaTime(nowMs, "day").replaceAll("-", "");
  const serial = await nextSerial(work, `task ${actor.unitCode} ${day}`);
  const number = `T${actor.unitCode}${day}${String(serial).padStart(4, "0")}`;
  const task = carriedOut(sendTask({ number, sentBy: actor.userId, assigneeId, dueAtMs }, nowMs));
  const id = randomUUID();
  const row = { id, ...place, number, sent_by: actor.userId, what, ...columnsOf(task) };
  await db.insertInto("tasks").values(row).execute();
  const purpose = ofCase?.number ?? "";
  await log({ action: "task.send-down", subject: `task:${id}`, purpose, details: { number, assigneeId, dueAtMs } });
  return taskView({ ...row, body: task, version: 1 }, nowMs);
}

/**
 * Takes a step of a task, from the version that was seen: sign for it (签收), answer (反馈), send back (退回), urge (督办), …
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED, CASEWORK_PERSON_UNKNOWN
 */
export async function stepTaskRecord(work: RecordsWork, id: string, step: TaskStep): Promise<TaskView> {
  const { db, actor, nowMs, log } = work;
  const row = seenRow(await db.selectFrom("tasks").selectAll().where("id", "=", id).executeTakeFirst(), id);
  const { version: seen, ...command } = step;
  const facts = await resourceOf(work, "task", { ...row, assignees: [row.assignee_id] });
  requireStep(work, facts, row.assignee_id);
  refuseStale(row.number, seen, row.version);
  if (command.kind === "reassign") await refuseUnknown(work, command.assigneeId);
  const task = carriedOut(stepTask(row.body, { ...command, by: actor.userId, atMs: nowMs }));
  const columns = { ...columnsOf(task), version: row.version + 1 };
  const written = await db
    .updateTable("tasks")
    .set(columns)
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, row.number, row.version);
  const ofCase = row.case_id === null ? undefined : await numberOfCase(work, row.case_id);
  await log({ action: `task.${command.kind}`, subject: `task:${id}`, purpose: ofCase ?? "", details: { ...command } });
  return taskView({ ...row, ...columns, body: task }, nowMs);
}

/** Tasks with their clocks, the most urgent first, page by page. */
export async function listTasks({ db, actor, nowMs }: RecordsWork, query: TaskQuery): Promise<TaskList> {
  const { of = "mine", ended = "false" } = query;
  const by = sql.ref("due_at_ms");
  const page = await readPage(query, { by, direction: "asc" }, async ({ behind, most }) => {
    const rows = await db
      .selectFrom("tasks")
      .selectAll()
      .$if(of === "mine", (rest) => rest.where("assignee_id", "=", actor.userId))
      .$if(of === "sent", (rest) => rest.where("sent_by", "=", actor.userId))
      .$if(ended === "false", (rest) => rest.where("standing", "not in", ["closed", "withdrawn"]))
      .where(behind)
      .orderBy("due_at_ms")
      .orderBy("id")
      .limit(most)
      .execute();
    return rows.map((row) => ({ ...row, atMs: row.due_at_ms }));
  });
  return { ...page, rows: page.rows.map((row) => taskView(row, nowMs)) };
}

/** Who was given a task answers it; everything else is changing it. */
function requireStep({ actor, require }: RecordsWork, facts: Resource, assigneeId: string): void {
  require(actor.userId === assigneeId ? "answer" : "change", facts);
}

async function refuseUnknown({ db }: RecordsWork, userId: string): Promise<void> {
  const person = await db.selectFrom("users").select("active").where("id", "=", userId).executeTakeFirst();
  if (person?.active !== true) throw new SluiceError("CASEWORK_PERSON_UNKNOWN", { seen: userId });
}

async function numberOfCase({ beyondRights }: RecordsWork, id: string): Promise<string | undefined> {
  const found = await beyondRights((free) =>
    free.selectFrom("cases").select("number").where("id", "=", id).executeTakeFirst(),
  );
  return found?.number;
}

function columnsOf(
  task: Task,
): Pick<RowOf<"tasks">, "assignee_id" | "standing" | "due_at_ms"> & { readonly body: string } {
  const { assigneeId, standing, dueAtMs } = task;
  return { assignee_id: assigneeId, standing, due_at_ms: dueAtMs, body: JSON.stringify(task) };
}

function taskView(row: RowOf<"tasks">, nowMs: number): TaskView {
  const { number, standing, sentBy, assigneeId, dueAtMs, urgings, answer, history } = row.body;
  const { state: clock, leftMs } = taskClock(row.body, nowMs);
  return {
    id: row.id,
    number,
    version: row.version,
    caseId: row.case_id ?? "",
    what: maskText(row.what),
    standing,
    sentBy,
    assigneeId,
    dueAtMs,
    clock,
    leftMs,
    urgings,
    answer: maskText(answer),
    history: history.map((event) => ({ ...event, note: maskText(event.note) })),
  };
}
