import type { JobQueue, JobView } from "../storage/records/job-queue.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { seenRow } from "./casework-step.ts";

/** A job of one's own. @throws SluiceError RECORDS_NOT_FOUND */
export async function findJob(jobs: JobQueue, work: RecordsWork, id: string): Promise<JobView> {
  const { body: _, ...view } = seenRow(await jobs.own(work, id), id);
  return view;
}
