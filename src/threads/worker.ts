import { parentPort } from "node:worker_threads";
import { SluiceError } from "../errors/sluice-error.ts";
import { parseOldWorkbook } from "../intake/old-workbook.ts";
import type { WorkerJob, WorkerJobs, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** How each job is done. */
const doings: { readonly [Job in WorkerJob]: (asked: WorkerJobs[Job]["asked"]) => WorkerJobs[Job]["answered"] } = {
  "parse-xls": parseOldWorkbook,
};

parentPort?.on("message", ({ job, asked }: WorkerRequest<WorkerJob>) => {
  parentPort?.postMessage(replyTo(job, asked));
});

function replyTo<Job extends WorkerJob>(job: Job, asked: WorkerJobs[Job]["asked"]): WorkerReply<Job> {
  try {
    return { outcome: "answered", answered: doings[job](asked) };
  } catch (error) {
    if (error instanceof SluiceError) return { outcome: "refused", code: error.code, details: error.details };
    return { outcome: "broken", message: error instanceof Error ? error.message : String(error) };
  }
}
