import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { CaseNoteView } from "../contract/casework.ts";
import { once, type RequestKey } from "../storage/records/once.ts";
import type { RecordsActor } from "../storage/records/records-store.ts";
import { addNote, requireNoting } from "./case-notes.ts";
import { findCase } from "./case-records.ts";
import { seenRow } from "./casework-step.ts";
import { checkedName } from "./import-jobs.ts";
import type { RecordsDesk } from "./records-desk.ts";

type DocumentDesk = Pick<RecordsDesk, "records" | "spool" | "evidence">;

/** A file for a case. */
export interface NewDocument {
  readonly caseId: string;
  /** The file's own name. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A document as it is fetched. */
export interface FetchedDocument {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * Takes a file to a case: it comes onto the disk piece by piece, is hashed as it comes, and is kept as evidence under its
 * SHA-256. Who put it there and when is in the case's notes and in the log. Once for each key of a person.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, UPLOAD_NAME_BAD and what `UploadSpool.receive` throws
 */
export async function addDocument(
  { records, spool, evidence }: DocumentDesk,
  caller: { readonly actor: RecordsActor; readonly keyOf: (sha256: string) => RequestKey | undefined },
  { caseId, name, content }: NewDocument,
): Promise<CaseNoteView> {
  const text = checkedName(name);
  // Nothing is received for a case that one may not add to.
  await records.as(caller.actor, async (work) => requireNoting(work, await findCase(work, caseId)));
  return spool.receive({ id: randomUUID(), extension: "", content }, async ({ file, sha256 }) => {
    await evidence.put(await readFile(spool.pathOf(file)));
    await spool.remove(file);
    return records.as(caller.actor, (work) =>
      once(work, caller.keyOf(sha256), () => addNote(work, caseId, { kind: "document", text, sha256 })),
    );
  });
}

/** Fetches a document of a case, its bytes checked against its hash; the fetching is logged. @throws SluiceError RECORDS_NOT_FOUND, STORAGE_EVIDENCE_ALTERED */
export async function fetchDocument(
  { records, evidence }: Pick<DocumentDesk, "records" | "evidence">,
  actor: RecordsActor,
  id: string,
): Promise<FetchedDocument> {
  const { name, sha256 } = await records.as(actor, async (work) => {
    const row = await work.db
      .selectFrom("case_notes")
      .selectAll()
      .where("id", "=", id)
      .where("kind", "=", "document")
      .where("removed_at_ms", "is", null)
      .executeTakeFirst();
    const note = seenRow(row, id);
    const { number } = await findCase(work, note.case_id);
    await work.log({
      action: "document.open",
      subject: `note:${id}`,
      purpose: number,
      details: { sha256: note.sha256 },
    });
    return { name: note.text, sha256: note.sha256 };
  });
  return { name, sha256, bytes: await evidence.get(sha256) };
}
