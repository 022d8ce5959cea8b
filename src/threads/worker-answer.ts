import { SluiceError } from "../errors/sluice-error.ts";
import type { WorkerJob, WorkerJobs, WorkerReply } from "./worker-messages.ts";
import type { WorkerFailure } from "./one-reply.ts";

/** What a worker's reply answers. @throws SluiceError what the job refused with, or what `failed` makes of a crash. */
export function answerIn<Job extends WorkerJob>(
  reply: WorkerReply<Job>,
  failed: (failure: WorkerFailure) => SluiceError,
): WorkerJobs[Job]["answered"] {
  switch (reply.outcome) {
    case "answered":
      return reply.answered;
    case "refused":
      throw new SluiceError(reply.code, reply.details);
    case "broken":
      throw failed({ failure: "crash", cause: new Error(reply.message) });
  }
}
