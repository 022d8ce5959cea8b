import { randomUUID } from "node:crypto";
import { maskText } from "../access/mask.ts";
import type { CaseNoteView, NoteDraft } from "../contract/casework.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { notesOf } from "./case-record-view.ts";
import { findCase } from "./case-records.ts";
import { resourceOf, seenRow } from "./casework-step.ts";

/** What is kept of a note, tag or document. */
type NewNote = NoteDraft | { readonly kind: "document"; readonly text: string; readonly sha256: string };

/** Adds a note, a tag or a document to a case. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function addNote(work: RecordsWork, caseId: string, draft: NewNote): Promise<CaseNoteView> {
  const { db, actor, nowMs, log } = work;
  const row = await findCase(work, caseId);
  await requireNoting(work, row);
  const { kind, text } = draft;
  const sha256 = "sha256" in draft ? draft.sha256 : "";
  const id = randomUUID();
  const place = { case_id: caseId, unit_code: row.unit_code, by_user: actor.userId, at_ms: nowMs };
  await db
    .insertInto("case_notes")
    .values({ id, kind, text, sha256, ...place })
    .execute();
  await log({ action: "note.add", subject: `note:${id}`, purpose: row.number, details: { kind, sha256 } });
  return { id, kind, text: maskText(text), sha256, by: actor.userId, atMs: nowMs };
}

/** @throws SluiceError ACCESS_DENIED for who may add nothing to the case */
export async function requireNoting(work: RecordsWork, { id, unit_code }: RowOf<"cases">): Promise<void> {
  work.require("create", await resourceOf(work, "document", { unit_code, case_id: id }));
}

/** The documents of a case, oldest first. @throws SluiceError RECORDS_NOT_FOUND */
export async function listDocuments(work: RecordsWork, caseId: string): Promise<readonly CaseNoteView[]> {
  await findCase(work, caseId);
  return (await notesOf(work, caseId)).filter(({ kind }) => kind === "document");
}

/** Takes a note, tag or document off a case; it stays in the records. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function removeNote(work: RecordsWork, id: string): Promise<void> {
  const { db, nowMs, log } = work;
  const found = await db
    .selectFrom("case_notes")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at_ms", "is", null)
    .executeTakeFirst();
  const note = seenRow(found, id);
  work.require("change", await resourceOf(work, "document", note));
  await db.updateTable("case_notes").set({ removed_at_ms: nowMs }).where("id", "=", id).execute();
  const { number } = await findCase(work, note.case_id);
  await log({ action: "note.remove", subject: `note:${id}`, purpose: number, details: { kind: note.kind } });
}
