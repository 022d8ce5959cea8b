import { createHash, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { PaperQuery } from "../contract/papers.ts";
import type { Paper } from "../exports/papers/paper.ts";
import { paperDocx } from "../exports/papers/paper-docx.ts";
import { paperPdf } from "../exports/papers/paper-pdf.ts";
import { fillTemplate } from "../exports/papers/paper-template.ts";
import type { RecordsActor, RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables, RowOf } from "../storage/records/records-tables.ts";
import { exportMark } from "./export-mark.ts";
import type { PaperDraft } from "./paper-draft.ts";
import { templateOf } from "./paper-templates.ts";
import type { RecordsDesk } from "./records-desk.ts";

/** A paper's file, as it goes to whoever asked for it. */
export interface IssuedPaper {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly fileName: string;
  readonly format: "docx" | "pdf";
  /** Characters that the PDF's font has not: they stand there by their number. */
  readonly missing: readonly string[];
}

interface Gathered {
  readonly draft: PaperDraft;
  readonly paper: Paper;
  readonly templateVersion: number;
  readonly kept: RowOf<"kept_papers"> | undefined;
  readonly exportNumber: string;
}

/**
 * Makes the paper that `draftOf` fills, as docx or PDF. A signed one is kept at its first making, and shown again unchanged;
 * a draft, and a copy that is asked for so, says on every page whose it is. Taking it out is logged with its SHA-256.
 * @throws SluiceError RECORDS_NOT_FOUND, and what `draftOf` throws
 */
export async function issuePaper(
  { records, evidence }: Pick<RecordsDesk, "records" | "evidence">,
  actor: RecordsActor,
  { query, draftOf }: { readonly query: PaperQuery; readonly draftOf: (work: RecordsWork) => Promise<PaperDraft> },
): Promise<IssuedPaper> {
  const { format = "pdf", copy = "original" } = query;
  const gathered = await records.as(actor, (work) => gather(work, { format, copy }, draftOf));
  const { draft, kept } = gathered;
  // Setting takes a second: no transaction waits for it.
  const made =
    kept === undefined
      ? await renderPaper(gathered.paper, format)
      : { bytes: await evidence.get(kept.sha256), missing: [] };
  const staysAsIs = draft.signedMs !== null && copy === "original";
  const sha256 = staysAsIs ? await evidence.put(made.bytes) : createHash("sha256").update(made.bytes).digest("hex");
  const first = await records.as(actor, async (work) => {
    const sent =
      staysAsIs && kept === undefined ? await keep(work, gathered, { format, sha256, bytes: made.bytes }) : sha256;
    const { kind, purpose, row } = draft;
    const subject = row.order_id === null ? `return:${row.return_id ?? ""}` : `order:${row.order_id}`;
    const details = {
      kind,
      format,
      sha256: sent,
      copy: staysAsIs ? "original" : "marked",
      exportNumber: gathered.exportNumber,
    };
    await work.log({ action: "paper.export", subject, purpose, details });
    return sent;
  });
  // Another made the first one meanwhile: theirs is what went out.
  const bytes = first === sha256 ? made.bytes : await evidence.get(first);
  return { bytes, sha256: first, fileName: `${draft.name}.${format}`, format, missing: made.missing };
}

async function gather(
  work: RecordsWork,
  { format, copy }: Required<Pick<PaperQuery, "format" | "copy">> & { readonly format: "docx" | "pdf" },
  draftOf: (work: RecordsWork) => Promise<PaperDraft>,
): Promise<Gathered> {
  const draft = await draftOf(work);
  const settled = await settledPaper(work, draft, format);
  const { mark, exportNumber } = await exportMark(work, draft.purpose);
  const isMarked = draft.signedMs === null || copy === "marked";
  const watermark = isMarked ? `${draft.signedMs !== null ? "副本" : "草稿，未经签发"} · ${mark}` : "";
  const { paper, templateVersion } = settled;
  const kept = isMarked ? undefined : settled.kept;
  return { draft, paper: { ...paper, watermark }, templateVersion, kept, exportNumber };
}

/** A filled paper with what was kept of it, if it ever went out in that format. */
export async function settledPaper(
  { db }: Pick<RecordsWork, "db">,
  draft: PaperDraft,
  format: "docx" | "pdf",
): Promise<Pick<Gathered, "paper" | "templateVersion" | "kept">> {
  const { template, version: templateVersion } = await templateOf(db, draft.kind, draft.signedMs);
  const paper = fillTemplate(template, draft.values, draft.tables);
  return { paper, templateVersion, kept: await findKept(db, draft, format) };
}

async function findKept(
  db: Kysely<RecordsTables>,
  { kind, row }: PaperDraft,
  format: "docx" | "pdf",
): Promise<RowOf<"kept_papers"> | undefined> {
  return db
    .selectFrom("kept_papers")
    .selectAll()
    .where(row.order_id === null ? "return_id" : "order_id", "=", row.order_id ?? row.return_id)
    .where("kind", "=", kind)
    .where("format", "=", format)
    .executeTakeFirst();
}

/** Notes what went out. Answers the SHA-256 of what did: of another's, where somebody was first. */
async function keep(
  work: RecordsWork,
  { draft, templateVersion }: Gathered,
  { format, sha256, bytes }: { readonly format: "docx" | "pdf"; readonly sha256: string; readonly bytes: Uint8Array },
): Promise<string> {
  const { kind, row } = draft;
  const made = { template_version: templateVersion, made_by: work.actor.userId, made_at_ms: work.nowMs };
  // Whoever may see a signed order may be the first who wants its paper.
  return work.beyondRights(async (free) => {
    await free
      .insertInto("kept_papers")
      .values({ id: randomUUID(), kind, ...row, format, sha256, byte_count: bytes.length, ...made })
      .onConflict((known) => known.doNothing())
      .execute();
    return (await findKept(free, draft, format))?.sha256 ?? sha256;
  });
}

/** Sets a paper. */
export async function renderPaper(
  paper: Paper,
  format: "docx" | "pdf",
): Promise<Pick<IssuedPaper, "bytes" | "missing">> {
  return format === "pdf" ? paperPdf(paper) : { bytes: await paperDocx(paper), missing: [] };
}
