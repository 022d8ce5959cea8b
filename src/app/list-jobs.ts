import { sql } from "kysely";
import type { JobList } from "../contract/jobs.ts";
import type { PageQuery } from "../contract/paging.ts";
import type { JobQueue } from "../storage/records/job-queue.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { readPage } from "./keyset.ts";

/** The long work that one may see, the latest first, page by page. */
export async function listJobs(jobs: JobQueue, work: RecordsWork, query: PageQuery): Promise<JobList> {
  const order = { by: sql.ref("asked_at_ms"), direction: "desc" } as const;
  const page = await readPage(query, order, async (asked) =>
    (await jobs.list(work, asked)).map((job) => ({ id: job.id, atMs: job.askedAtMs, job })),
  );
  return { rows: page.rows.map(({ job }) => job), next: page.next };
}
