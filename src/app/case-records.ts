import { randomUUID } from "node:crypto";
import { type CaseRecord, caseNumber, changeCase } from "../casework/case-record.ts";
import { refuse } from "../casework/refusal.ts";
import type { CaseChange, CaseDraft, CasePage, CaseQuery, CaseRow, MadeRow } from "../contract/casework.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { Role } from "../access/role.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { carriedOut, refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { keysetPage, pageSize, placeOf } from "./keyset.ts";
import { findReport } from "./reports.ts";
import { nextSerial } from "./serial-numbers.ts";

/** Makes a case, of a report or of none. @throws SluiceError ACCESS_DENIED, RECORDS_NOT_FOUND, CASEWORK_REFUSED, CASEWORK_PERSON_UNKNOWN */
export async function makeCase(work: RecordsWork, draft: CaseDraft): Promise<MadeRow> {
  const { db, actor, nowMs, log } = work;
  const { name, type, reportId, ownerId = actor.userId } = draft;
  const { unitCode } = actor;
  work.require("create", await resourceOf(work, "case", { unit_code: unitCode, case_id: null }));
  await refuseNoOfficer(work, ownerId);
  const serial = await nextSerial(work, `case ${unitCode} ${formatChinaTime(nowMs, "day").slice(0, 7)}`);
  const number = caseNumber(unitCode, nowMs, serial);
  const memberIds = ownerId === actor.userId ? [] : [actor.userId];
  const steps = { acceptance: null, filing: null, closing: null };
  const record: CaseRecord = { number, name, type, unitCode, ownerId, memberIds, ...steps };
  const id = randomUUID();
  await db
    .insertInto("cases")
    .values({ id, number, unit_code: unitCode, trace_name: number, created_at_ms: nowMs, ...caseColumns(record) })
    .execute();
  await db
    .insertInto("case_members")
    .values([ownerId, ...memberIds].map((userId) => ({ case_id: id, user_id: userId })))
    .execute();
  await log({ action: "case.make", subject: `case:${id}`, purpose: number, details: { name, type, owner: ownerId } });
  if (reportId !== undefined) await joinReport(work, { id, number }, reportId);
  return { id, number, version: 1 };
}

/** Puts a report and its losses into a case. @throws SluiceError RECORDS_NOT_FOUND, CASEWORK_REFUSED, ACCESS_DENIED */
export async function addReportToCase(work: RecordsWork, caseId: string, reportId: string): Promise<MadeRow> {
  const row = await findCase(work, caseId);
  work.require("change", await resourceOf(work, "report", { unit_code: row.unit_code, case_id: caseId }));
  if (row.closed_at_ms !== null) carriedOut(refuse("case-closed"));
  await joinReport(work, row, reportId);
  return { id: row.id, number: row.number, version: row.version };
}

/**
 * Carries out a change of a case, from the version that was seen.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED, CASEWORK_PERSON_UNKNOWN
 */
export async function changeCaseRecord(work: RecordsWork, id: string, change: CaseChange): Promise<MadeRow> {
  const { db, actor, nowMs, log } = work;
  const row = await findCase(work, id);
  const { version: seen, ...command } = change;
  work.require("userId" in command ? "assign" : "change", await resourceOf(work, "case", { ...row, case_id: id }));
  refuseStale(row.number, seen, row.version);
  if (command.kind === "add-member" || command.kind === "hand-to") await refuseNoOfficer(work, command.userId);
  const record = carriedOut(changeCase(row.body, { ...command, by: actor.userId, atMs: nowMs }));
  const version = row.version + 1;
  const written = await db
    .updateTable("cases")
    .set({ ...caseColumns(record), version })
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, row.number, row.version);
  await log({ action: `case.${command.kind}`, subject: `case:${id}`, purpose: row.number, details: { ...command } });
  await writeMembers(work, id, record);
  return { id, number: row.number, version };
}

/** Cases, the latest first, page by page. */
export async function listCaseRecords({ db }: RecordsWork, query: CaseQuery): Promise<CasePage> {
  const { limit = pageSize, state, type, owner } = query;
  const place = placeOf(query.after);
  const rows = await db
    .selectFrom("cases")
    .selectAll()
    .$if(state !== undefined, (rest) => rest.where("closed_at_ms", state === "closed" ? "is not" : "is", null))
    .$if(state === "unfiled", (rest) => rest.where("filed_on_ms", "is", null))
    .$if(type !== undefined, (rest) => rest.where("type", "=", type ?? ""))
    .$if(owner !== undefined, (rest) => rest.where("owner_id", "=", owner ?? ""))
    .$if(place !== undefined, (rest) =>
      rest.where((row) => row(row.refTuple("created_at_ms", "id"), "<", row.tuple(place?.atMs ?? 0, place?.id ?? ""))),
    )
    .orderBy("created_at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return keysetPage(rows.map(caseRow), limit);
}

/** A case's row. @throws SluiceError RECORDS_NOT_FOUND */
export async function findCase({ db }: RecordsWork, id: string): Promise<RowOf<"cases">> {
  return seenRow(await db.selectFrom("cases").selectAll().where("id", "=", id).executeTakeFirst(), id);
}

/** A case as lists show it. */
export function caseRow(row: RowOf<"cases">): CaseRow {
  const { id, number, name, type, unit_code: unitCode, owner_id: ownerId, version } = row;
  const standing = { filed: row.filed_on_ms !== null, closed: row.closed_at_ms !== null };
  return { id, number, name, type, unitCode, ownerId: ownerId ?? "", ...standing, version, atMs: row.created_at_ms };
}

const officerRoles: readonly Role[] = ["analyst", "duty-officer", "investigator", "approver"];

/** @throws SluiceError CASEWORK_PERSON_UNKNOWN unless the person works cases */
export async function refuseNoOfficer({ db }: RecordsWork, userId: string): Promise<void> {
  const person = await db.selectFrom("users").select(["roles", "active"]).where("id", "=", userId).executeTakeFirst();
  const worksCases = person?.active === true && person.roles.some((role) => officerRoles.includes(role));
  if (!worksCases) throw new SluiceError("CASEWORK_PERSON_UNKNOWN", { seen: userId });
}

async function joinReport(
  work: RecordsWork,
  { id, number }: Pick<RowOf<"cases">, "id" | "number">,
  reportId: string,
): Promise<void> {
  const { db, log } = work;
  const { row } = await findReport(work, reportId);
  work.require("change", await resourceOf(work, "report", row));
  if (row.case_id !== null) carriedOut(refuse("member-already", { who: row.number }));
  const joined = await db
    .updateTable("reports")
    .set({ case_id: id, version: row.version + 1 })
    .where("id", "=", reportId)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(joined, row.number, row.version);
  await db
    .updateTable("losses")
    .set((loss) => ({ case_id: id, version: loss("version", "+", 1) }))
    .where("report_id", "=", reportId)
    .execute();
  await log({ action: "report.join", subject: `report:${reportId}`, purpose: number });
}

async function writeMembers({ db }: RecordsWork, id: string, { ownerId, memberIds }: CaseRecord): Promise<void> {
  const all = [ownerId, ...memberIds].filter((userId) => userId !== "");
  await db
    .insertInto("case_members")
    .values(all.map((userId) => ({ case_id: id, user_id: userId })))
    .onConflict((known) => known.doNothing())
    .execute();
  await db.deleteFrom("case_members").where("case_id", "=", id).where("user_id", "not in", all).execute();
}

/** The columns that are written with a case's state. */
export function caseColumns(
  record: CaseRecord,
): Pick<RowOf<"cases">, "name" | "type" | "owner_id" | "filed_on_ms" | "closed_at_ms"> & { readonly body: string } {
  const { name, type, ownerId, filing, closing } = record;
  const steps = { filed_on_ms: filing?.onMs ?? null, closed_at_ms: closing?.atMs ?? null };
  return { name, type, owner_id: ownerId === "" ? null : ownerId, ...steps, body: JSON.stringify(record) };
}
