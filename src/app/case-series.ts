import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { changeSeries, membersAt, type Series, type SeriesEvent } from "../casework/series.ts";
import type { PageQuery } from "../contract/paging.ts";
import type { SeriesChange, SeriesDraft, SeriesList, SeriesView } from "../contract/series.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { findCase } from "./case-records.ts";
import { carriedOut, refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { readPage } from "./keyset.ts";
import { findReport } from "./reports.ts";
import { nextSerial } from "./serial-numbers.ts";

/** Links cases or reports into a series (串并案). @throws SluiceError RECORDS_NOT_FOUND, CASEWORK_REFUSED, ACCESS_DENIED */
export async function makeSeries(work: RecordsWork, draft: SeriesDraft): Promise<SeriesView> {
  const { db, actor, nowMs, log } = work;
  const { name, members, reason } = draft;
  work.require("create", await resourceOf(work, "series", { unit_code: actor.unitCode, case_id: null }));
  const year = formatChinaTime(nowMs, "day").slice(0, 4);
  const serial = await nextSerial(work, `series ${actor.unitCode} ${year}`);
  let series: Series = { number: `C${actor.unitCode}${year}${String(serial).padStart(4, "0")}`, events: [] };
  for (const member of members) series = await changed(work, series, { kind: "joined", member, reason });
  const id = randomUUID();
  const row = { id, name, unit_code: actor.unitCode, created_at_ms: nowMs, ...columnsOf(series, nowMs) };
  await db.insertInto("series").values(row).execute();
  await log({ action: "series.make", subject: `series:${id}`, details: { members, reason } });
  return seriesView({ ...row, body: series, version: 1 }, nowMs);
}

/** Joins a member or takes it out. @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED */
export async function changeSeriesRecord(work: RecordsWork, id: string, change: SeriesChange): Promise<SeriesView> {
  const { db, nowMs, log } = work;
  const found = await db.selectFrom("series").selectAll().where("id", "=", id).executeTakeFirst();
  const row = seenRow(found, id);
  work.require("change", await resourceOfSeries(work, row));
  const { version: seen, ...event } = change;
  refuseStale(row.body.number, seen, row.version);
  const series = await changed(work, row.body, event);
  const columns = { ...columnsOf(series, nowMs), version: row.version + 1 };
  const written = await db
    .updateTable("series")
    .set(columns)
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, series.number, row.version);
  await log({ action: `series.${event.kind}`, subject: `series:${id}`, details: event });
  return seriesView({ ...row, ...columns, body: series }, nowMs);
}

/** The series that one may see, the latest first, page by page. */
export async function listSeries({ db, nowMs }: RecordsWork, query: PageQuery): Promise<SeriesList> {
  const by = sql.ref("created_at_ms");
  const page = await readPage(query, { by, direction: "desc" }, async ({ behind, most }) => {
    const read = db.selectFrom("series").selectAll().where(behind).limit(most);
    const rows = await read.orderBy("created_at_ms", "desc").orderBy("id", "desc").execute();
    return rows.map((row) => ({ ...row, atMs: row.created_at_ms }));
  });
  return { ...page, rows: page.rows.map((row) => seriesView(row, nowMs)) };
}

/** A member must be seen by whoever joins it; one that is taken out need not be any more. */
async function changed(
  work: RecordsWork,
  series: Series,
  event: Pick<SeriesEvent, "kind" | "member" | "reason">,
): Promise<Series> {
  const [kind, id = ""] = event.member.split(":");
  if (event.kind === "joined") await (kind === "case" ? findCase(work, id) : findReport(work, id));
  return carriedOut(changeSeries(series, { ...event, by: work.actor.userId, atMs: work.nowMs }));
}

async function resourceOfSeries(
  work: RecordsWork,
  { unit_code: unitCode, case_ids: cases }: RowOf<"series">,
): Promise<Awaited<ReturnType<typeof resourceOf>>> {
  const ofCases = await Promise.all(
    cases.map((caseId) => resourceOf(work, "series", { unit_code: unitCode, case_id: caseId })),
  );
  const none = await resourceOf(work, "series", { unit_code: unitCode, case_id: null });
  return { ...none, caseMembers: ofCases.flatMap(({ caseMembers }) => caseMembers) };
}

function columnsOf(series: Series, nowMs: number): { readonly case_ids: string[]; readonly body: string } {
  const cases = membersAt(series, nowMs).flatMap((member) => (member.startsWith("case:") ? member.slice(5) : []));
  return { case_ids: cases, body: JSON.stringify(series) };
}

function seriesView({ id, name, unit_code: unitCode, version, body }: RowOf<"series">, nowMs: number): SeriesView {
  const { number, events } = body;
  return { id, number, version, name, unitCode, members: membersAt(body, nowMs), events };
}
