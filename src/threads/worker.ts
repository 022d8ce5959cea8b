import { parentPort, type TransferListItem } from "node:worker_threads";
import { SluiceError } from "../errors/sluice-error.ts";
import { parseOldWorkbook } from "../intake/old-workbook.ts";
import { prepareLedger } from "../tracing/prepare-ledger.ts";
import { learnDwells } from "../tracing/survival-model.ts";
import { readInParts } from "./read-in-parts.ts";
import { sharePreparation } from "./shared-columns.ts";
import { traceShared } from "./trace-shared.ts";
import type { WorkerJob, WorkerJobs, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** An answer, and what of it moves to the one who asked instead of being copied. */
interface Done<Job extends WorkerJob> {
  readonly answered: WorkerJobs[Job]["answered"];
  readonly moved: readonly TransferListItem[];
}

/** How each job is done. */
const doings: { readonly [Job in WorkerJob]: (asked: WorkerJobs[Job]["asked"]) => Promise<Done<Job>> } = {
  "parse-xls": async (bytes) => ({ answered: parseOldWorkbook(bytes), moved: [] }),
  "read-file": async (asked) => ({ answered: await readInParts(asked), moved: [] }),
  "prepare-ledger": async (ledger) => ({ answered: sharePreparation(prepareLedger(ledger)), moved: [] }),
  "learn-dwells": async ({ ledger, input }) => {
    const { counts, ends } = learnDwells(ledger, input);
    const ofCase = new Map([...ends].filter(([account]) => input.caseAccounts.has(account)));
    return { answered: { counts, ends: ofCase }, moved: [] };
  },
  trace: async (asked) => {
    const { packed, memory } = traceShared(asked);
    return { answered: packed, moved: memory };
  },
};

/** The entry of a thread (`WorkerThread`) and of a process (`LimitedProcess`) alike. */
parentPort?.on("message", ({ job, asked }: WorkerRequest<WorkerJob>) => {
  void replyTo(job, asked).then(({ reply, moved }) => parentPort?.postMessage(reply, moved));
});
if (parentPort === null) {
  process.on("message", ({ job, asked }: WorkerRequest<WorkerJob>) => {
    void replyTo(job, asked).then(({ reply }) => process.send?.(reply));
  });
  process.on("disconnect", () => process.exit());
}

interface Replied<Job extends WorkerJob> {
  readonly reply: WorkerReply<Job>;
  readonly moved: readonly TransferListItem[];
}

async function replyTo<Job extends WorkerJob>(job: Job, asked: WorkerJobs[Job]["asked"]): Promise<Replied<Job>> {
  try {
    const { answered, moved } = await doings[job](asked);
    return { reply: { outcome: "answered", answered }, moved };
  } catch (error) {
    if (error instanceof SluiceError) {
      return { reply: { outcome: "refused", code: error.code, details: error.details }, moved: [] };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { reply: { outcome: "broken", message }, moved: [] };
  }
}
