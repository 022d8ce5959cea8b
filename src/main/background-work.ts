import { importJobs, sweepUploads } from "../app/import-jobs.ts";
import type { JoinedRegisters } from "../app/joined-registers.ts";
import { keepDoing } from "../app/keep-doing.ts";
import { keepSealing, type RecordsDesk } from "../app/records-desk.ts";
import { packageJobs } from "../app/package-jobs.ts";
import { type JobKind, runJobs } from "../app/run-jobs.ts";
import { traceJobs } from "../app/trace-jobs.ts";
import type { Turns } from "../app/turns.ts";
import type { Workplace } from "../app/workplace.ts";
import type { Stores } from "../storage/stores.ts";

/** What a server does beside answering. */
export interface BackgroundWork {
  readonly desk: RecordsDesk;
  readonly stores: Stores;
  readonly joined: JoinedRegisters;
  readonly workplace: Workplace;
  readonly turns: Turns;
  readonly failed: (cause: unknown) => void;
}

/** Seals the log, joins records and registers, and does the jobs, until it is stopped. */
export function startWork(work: BackgroundWork): { stop(): Promise<void> } {
  const { desk, joined, failed } = work;
  const sealing = keepSealing(desk, failed);
  const settling = keepDoing(() => joined.settle(), failed);
  const running = runJobs({
    queue: desk.jobs,
    place: desk.place,
    kinds: jobKinds(work),
    ended: () => sweepUploads(desk),
    failed,
  });
  return {
    async stop() {
      await running.stop();
      await settling.stop();
      await sealing.stop();
    },
  };
}

/** All long work, one line a kind. */
function jobKinds({ stores, desk, workplace, turns }: BackgroundWork): Readonly<Record<string, JobKind>> {
  return {
    import: importJobs(stores, desk, { workplace, turns }),
    package: packageJobs(desk),
    trace: traceJobs(stores, desk, workplace),
  };
}
