import { maskText } from "../access/mask.ts";
import { type TimelineEvent, timeline } from "../casework/timeline.ts";
import type { CaseNoteView, CaseRecordView } from "../contract/casework.ts";
import type { ReportRow } from "../contract/reports.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { caseRow, findCase } from "./case-records.ts";
import { listReports } from "./reports.ts";

const reportsShown = 500;

/** A case with its reports, series, notes and timeline. @throws SluiceError RECORDS_NOT_FOUND */
export async function readCaseRecord(work: RecordsWork, id: string): Promise<CaseRecordView> {
  const row = await findCase(work, id);
  const { memberIds, acceptance, filing, closing } = row.body;
  const reports = (await listReports(work, { case: id, limit: reportsShown })).rows;
  const series = await seriesOf(work, id);
  const notes = await notesOf(work, id);
  const deeds = await deedsFor(work, row);
  return {
    ...caseRow(row),
    memberIds,
    acceptance,
    filing,
    closing,
    traceName: row.trace_name,
    reports,
    series: series.map((one) => ({ id: one.id, number: one.body.number, name: one.name })),
    notes,
    timeline: timeline([
      procedureEvents(row),
      reportEvents(reports),
      noteEvents(notes),
      seriesEvents(id, series),
      deeds,
    ]),
  };
}

/** The notes, tags and documents of a case, oldest first. */
export async function notesOf({ db }: RecordsWork, caseId: string): Promise<readonly CaseNoteView[]> {
  const rows = await db
    .selectFrom("case_notes")
    .selectAll()
    .where("case_id", "=", caseId)
    .where("removed_at_ms", "is", null)
    .orderBy("at_ms")
    .orderBy("id")
    .execute();
  return rows.map(({ id, kind, text, sha256, by_user: by, at_ms: atMs }) => {
    return { id, kind: kind as CaseNoteView["kind"], text: maskText(text), sha256, by, atMs };
  });
}

async function seriesOf({ db }: RecordsWork, caseId: string): Promise<readonly RowOf<"series">[]> {
  const rows = await db
    .selectFrom("series")
    .selectAll()
    .where(
      (row) => row.val(caseId),
      "=",
      (row) => row.fn.any("case_ids"),
    )
    .orderBy("created_at_ms")
    .execute();
  return rows;
}

/** Kinds of the log's deeds, by the first word of their action. What only looks is no event of a case. */
const kindOfDeed: Readonly<Record<string, TimelineEvent["kind"]>> = {
  case: "people",
  order: "order",
  answer: "answer",
  task: "task",
  trace: "trace",
  return: "return",
  loss: "report",
  note: "note",
  document: "document",
};

/** Deeds that the procedure's own dates, the reports and the notes tell better. */
const toldElsewhere = ["case.accept", "case.file", "note.add", "report.join"];

/** What the log says was done for a case. The log is the auditor's; of it only what, who and when comes out here. */
async function deedsFor({ beyondRights }: RecordsWork, row: RowOf<"cases">): Promise<readonly TimelineEvent[]> {
  const entries = await beyondRights((free) =>
    free
      .selectFrom("audit_entries")
      .select(["at_ms", "user_id", "action", "subject"])
      .where("purpose", "=", row.number)
      .where("action", "not in", toldElsewhere)
      .orderBy("n")
      .execute(),
  );
  return entries.flatMap(({ at_ms: atMs, user_id: by, action, subject }) => {
    const kind = kindOfDeed[action.split(".")[0] ?? ""];
    return kind === undefined || /\.(?:open|list|search|export)$/.test(action)
      ? []
      : [{ atMs, kind, subject, by: by ?? "", what: action }];
  });
}

function procedureEvents({ id, body: { acceptance, filing } }: RowOf<"cases">): readonly TimelineEvent[] {
  const told = [
    ["case.accept", acceptance],
    ["case.file", filing],
  ] as const;
  return told.flatMap(([action, step]): TimelineEvent[] =>
    step === null
      ? []
      : [{ atMs: step.onMs, kind: "procedure", subject: `case:${id}`, by: step.by, what: `${action} ${step.number}` }],
  );
}

function reportEvents(reports: readonly ReportRow[]): readonly TimelineEvent[] {
  return reports.map(({ id, atMs, number, takenBy }) => {
    return { atMs, kind: "report", subject: `report:${id}`, by: takenBy, what: `report.take ${number}` };
  });
}

function seriesEvents(caseId: string, series: readonly RowOf<"series">[]): readonly TimelineEvent[] {
  return series.flatMap(({ id, body: { number, events } }) =>
    events.flatMap(({ kind, member, by, atMs, reason }): TimelineEvent[] => {
      const what = `series.${kind} ${number} ${reason}`;
      return member === `case:${caseId}` ? [{ atMs, kind: "series", subject: `series:${id}`, by, what }] : [];
    }),
  );
}

function noteEvents(notes: readonly CaseNoteView[]): readonly TimelineEvent[] {
  return notes.map(({ id, kind, text, by, atMs }) => {
    const isDocument = kind === "document";
    return { atMs, kind: isDocument ? "document" : "note", subject: `note:${id}`, by, what: text };
  });
}
