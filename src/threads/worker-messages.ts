import type { ErrorCode } from "../errors/catalogue.ts";
import type { ErrorDetails } from "../errors/sluice-error.ts";
import type { GridSheet } from "../intake/old-workbook.ts";

/** Everything a worker can be asked: what goes in and what comes out, by the name of the job. */
export interface WorkerJobs {
  readonly "parse-xls": { readonly asked: Uint8Array; readonly answered: readonly GridSheet[] };
}

/** The name of a job. */
export type WorkerJob = keyof WorkerJobs;

/** What is sent to a worker. It does one job at a time, so an answer needs no number. */
export interface WorkerRequest<Job extends WorkerJob> {
  readonly job: Job;
  readonly asked: WorkerJobs[Job]["asked"];
}

/** What a worker sends back; errors cross as code and details, since classes do not survive the way. */
export type WorkerReply<Job extends WorkerJob> =
  | { readonly outcome: "answered"; readonly answered: WorkerJobs[Job]["answered"] }
  | { readonly outcome: "refused"; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly outcome: "broken"; readonly message: string };
