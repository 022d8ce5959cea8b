import { parentPort } from "node:worker_threads";
import { SluiceError } from "../errors/sluice-error.ts";
import { parseOldWorkbook } from "../intake/old-workbook.ts";
import { readInParts } from "./read-in-parts.ts";
import type { WorkerJob, WorkerJobs, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** How each job is done. */
const doings: {
  readonly [Job in WorkerJob]: (asked: WorkerJobs[Job]["asked"]) => Promise<WorkerJobs[Job]["answered"]>;
} = {
  "parse-xls": async (bytes) => parseOldWorkbook(bytes),
  "read-file": readInParts,
};

/** The entry of a thread (`WorkerThread`) and of a process (`LimitedProcess`) alike. */
parentPort?.on("message", ({ job, asked }: WorkerRequest<WorkerJob>) => {
  void replyTo(job, asked).then((reply) => parentPort?.postMessage(reply));
});
if (parentPort === null) {
  process.on("message", ({ job, asked }: WorkerRequest<WorkerJob>) => {
    void replyTo(job, asked).then((reply) => process.send?.(reply));
  });
  process.on("disconnect", () => process.exit());
}

async function replyTo<Job extends WorkerJob>(job: Job, asked: WorkerJobs[Job]["asked"]): Promise<WorkerReply<Job>> {
  try {
    return { outcome: "answered", answered: await doings[job](asked) };
  } catch (error) {
    if (error instanceof SluiceError) return { outcome: "refused", code: error.code, details: error.details };
    return { outcome: "broken", message: error instanceof Error ? error.message : String(error) };
  }
}
