import { randomUUID } from "node:crypto";
import { access } from "node:fs/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import type { JobView } from "../storage/records/job-queue.ts";
import { once, type RequestKey } from "../storage/records/once.ts";
import type { RecordsActor, RecordsWork } from "../storage/records/records-store.ts";
import type { Stores } from "../storage/stores.ts";
import { type CaseChanges, changesAfterImport } from "./case-changes.ts";
import { resourceOf, seenRow } from "./casework-step.ts";
import { changesJson } from "./changes-json.ts";
import type { RejectedFile } from "./export-rejected.ts";
import { openFormerLedger } from "./former-ledger.ts";
import type { ImportRequest } from "./import-files.ts";
import type { ImportReport } from "./import-report.ts";
import type { RecordsDesk } from "./records-desk.ts";
import type { JobKind } from "./run-jobs.ts";
import { runImport } from "./run-import.ts";
import type { Turns } from "./turns.ts";
import type { Workplace } from "./workplace.ts";

/** How an upload is to be imported. */
export interface UploadedImport extends Pick<ImportRequest, "layout" | "map" | "saveAs" | "dryRun"> {
  /** The file's own name: the bank often stands in it. */
  readonly name: string;
}

/** A job's body: what was asked, and the file that came. */
export interface ImportJobBody extends UploadedImport {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** An import that was asked for. */
export interface AskedImport {
  readonly job: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** An import with what became of it: the report once it is done. */
export interface FollowedImport extends AskedImport {
  readonly view: JobView;
  readonly report: unknown;
}

/** @throws SluiceError ACCESS_DENIED for who may not add evidence: asked before a byte is read */
export function mayImport({ records }: Pick<RecordsDesk, "records">, actor: RecordsActor): Promise<void> {
  return records.as(actor, requireImport);
}

/**
 * Receives a file and asks for its import: the file is on the disk when this answers. Once for each key of a person.
 * @throws SluiceError ACCESS_DENIED, UPLOAD_NAME_BAD and what `UploadSpool.receive` throws
 */
export async function askImport(
  { records, jobs, place, spool }: Pick<RecordsDesk, "records" | "jobs" | "place" | "spool">,
  caller: { readonly actor: RecordsActor; readonly keyOf: (sha256: string) => RequestKey | undefined },
  asked: { readonly how: UploadedImport; readonly content: AsyncIterable<Uint8Array> },
): Promise<AskedImport> {
  const { how, content } = asked;
  const id = randomUUID();
  const [, extension = ""] = /(\.[a-z0-9]{1,8})$/i.exec(checkedName(how.name)) ?? [];
  return spool.receive({ id, extension, content }, async ({ file, sha256, bytes }) => {
    const answer = await records.as(caller.actor, async (work) => {
      await requireImport(work);
      return once(work, caller.keyOf(sha256), async () => {
        const body: ImportJobBody = { ...how, file, sha256, bytes };
        await jobs.ask(work, { id, kind: "import", place, body });
        const details = { name: how.name, bytes, job: id };
        await work.log({ action: "evidence.upload", subject: `evidence:${sha256}`, details });
        return { job: id, name: how.name, sha256, bytes };
      });
    });
    // The same upload sent again: the first one's file is imported.
    if (answer.job !== id) await spool.remove(file);
    return answer;
  });
}

/** An import of one's own. @throws SluiceError RECORDS_NOT_FOUND */
export async function followImport(
  { jobs }: Pick<RecordsDesk, "jobs">,
  work: RecordsWork,
  id: string,
): Promise<FollowedImport> {
  const found = await jobs.own(work, id);
  const { body, result, ...view } = seenRow(found?.kind === "import" ? found : undefined, id);
  const { name, sha256, bytes } = body as ImportJobBody;
  const isDone = view.state === "done";
  return {
    job: id,
    name,
    sha256,
    bytes,
    view: { ...view, result: isDone ? null : result },
    report: isDone ? result : null,
  };
}

/** The rejected rows of one's own import that nobody has corrected yet. @throws SluiceError RECORDS_NOT_FOUND */
export async function rejectedOfImport(
  { records, jobs, rejectedOf }: Pick<RecordsDesk, "records" | "jobs" | "rejectedOf">,
  asked: { readonly actor: RecordsActor; readonly job: string },
): Promise<readonly RejectedFile[]> {
  const { report } = await records.as(asked.actor, async (work) => {
    const followed = await followImport({ jobs }, work, asked.job);
    await work.log({ action: "evidence.export-rejected", subject: `job:${asked.job}` });
    return followed;
  });
  const { files } = seenRow((report as ImportReport | null) ?? undefined, asked.job);
  return rejectedOf(new Set(files.map((file) => file.report.sha256)));
}

/**
 * Imports uploads, one at a time and in turn with commands that write. Its result is what `sluice import --json` prints, but
 * for its contradictions, which may be of cases that the sender may not see.
 */
export function importJobs(
  stores: Stores,
  { spool }: Pick<RecordsDesk, "spool">,
  { workplace, turns }: { readonly workplace: Pick<Workplace, "workerEntry" | "memoryBytes">; readonly turns: Turns },
): JobKind {
  return {
    atOnce: 1,
    run: async (asked, { signal, report, actor }) => {
      const { file, sha256, name, layout, map, saveAs, dryRun } = asked as ImportJobBody;
      const path = spool.pathOf(file);
      await access(path).catch((cause: unknown) => {
        throw new SluiceError("UPLOAD_GONE", { sha256 }, cause);
      });
      const request: ImportRequest = { paths: [path], shownAs: name, layout, map, saveAs, dryRun };
      const { workerEntry } = workplace;
      const pass = await turns.take(signal);
      try {
        const former = dryRun ? null : await openFormerLedger(stores, workplace.memoryBytes());
        // Contradictions are the whole ledger's, of everybody's files: they are asked for by case.
        const { contradictions: _, ...done } = await runImport(stores, request, {
          signal,
          workerEntry,
          progress: report,
        });
        const changed = former === null ? [] : await changesAfterImport(stores, former);
        return { ...done, changed: (await seenChanges(stores, actor, changed)).map(changesJson) };
      } finally {
        pass();
      }
    },
  };
}

/** What changed in the cases that the person may see. */
async function seenChanges(
  { openRecords }: Pick<Stores, "openRecords">,
  actor: RecordsActor,
  changed: readonly CaseChanges[],
): Promise<readonly CaseChanges[]> {
  if (changed.length === 0) return [];
  const { records } = await openRecords();
  const names = changed.map(({ caseName }) => caseName);
  const rows = await records.as(actor, ({ db }) =>
    db.selectFrom("cases").select("trace_name").where("trace_name", "in", names).execute(),
  );
  const seen = new Set(rows.map((row) => row.trace_name));
  return changed.filter(({ caseName }) => seen.has(caseName));
}

/** Removes uploads whose job is over: what they held is kept as evidence, or was asked for no more. */
export function sweepUploads({ spool, jobs, place }: Pick<RecordsDesk, "spool" | "jobs" | "place">): Promise<void> {
  return spool.sweep(() => jobs.unfinished(place));
}

async function requireImport(work: RecordsWork): Promise<void> {
  const { unitCode } = work.actor;
  work.require("create", await resourceOf(work, "evidence", { unit_code: unitCode, case_id: null }));
}

/** A file's own name. @throws SluiceError UPLOAD_NAME_BAD for one that is a path or none */
export function checkedName(name: string): string {
  const isBad = /[/\\\p{Cc}]|^\.{0,2}$/u.test(name) || name.trim() === "";
  if (isBad) throw new SluiceError("UPLOAD_NAME_BAD", { seen: name.slice(0, 60) });
  return name;
}
