import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { SluiceError } from "../errors/sluice-error.ts";
import type { RequestKey } from "../storage/records/once.ts";
import type { RecordsActor } from "../storage/records/records-store.ts";
import { findCase } from "./case-records.ts";
import { seenRow } from "./casework-step.ts";
import { createOnce } from "./create-once.ts";
import { packedCase } from "./package-records.ts";
import type { RecordsDesk } from "./records-desk.ts";
import type { JobKind } from "./run-jobs.ts";

/** A package that was asked for: the job that makes it. */
export interface AskedPackage {
  readonly job: string;
}

interface PackageJobBody {
  readonly caseId: string;
  readonly number: string;
}

/** Asks for the evidence package of a case. Once for each key of a person. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export function askPackage(
  { records, jobs, place }: Pick<RecordsDesk, "records" | "jobs" | "place">,
  caller: { readonly actor: RecordsActor; readonly key: RequestKey | undefined },
  caseId: string,
): Promise<AskedPackage> {
  return createOnce(records, caller, async (work) => {
    const { number } = await packedCase(work, caseId);
    const job = randomUUID();
    const body: PackageJobBody = { caseId, number };
    await jobs.ask(work, { id: job, kind: "package", place, body });
    await work.log({ action: "package.ask", subject: `case:${caseId}`, purpose: number, details: { job } });
    return { job };
  });
}

/** Makes packages, one at a time. Its result is what `sluice package --json` prints, without the path. */
export function packageJobs({ caseFiles }: Pick<RecordsDesk, "caseFiles">): JobKind {
  return {
    atOnce: 1,
    run: (asked, context) => caseFiles.write((asked as PackageJobBody).caseId, context),
  };
}

/** Opens one's own package that is made; fetching it is logged. @throws SluiceError RECORDS_NOT_FOUND, PACKAGE_GONE */
export async function fetchPackage(
  { records, jobs, caseFiles }: Pick<RecordsDesk, "records" | "jobs" | "caseFiles">,
  actor: RecordsActor,
  job: string,
): Promise<{ readonly bytes: number; readonly content: Readable }> {
  const isDone = await records.as(actor, async (work) => {
    const found = await jobs.own(work, job);
    const { body, state } = seenRow(found?.kind === "package" ? found : undefined, job);
    const { caseId, number } = body as PackageJobBody;
    await findCase(work, caseId);
    await work.log({ action: "package.fetch", subject: `case:${caseId}`, purpose: number, details: { job } });
    return state === "done";
  });
  const path = caseFiles.pathOf(job);
  const file = isDone ? await stat(path).catch(() => undefined) : undefined;
  if (file === undefined) throw new SluiceError("PACKAGE_GONE", { seen: job });
  return { bytes: file.size, content: createReadStream(path) };
}
