import { setTimeout as sleep } from "node:timers/promises";
import { explain, SluiceError } from "../errors/sluice-error.ts";
import type { JobEnd, JobQueue, TakenJob } from "../storage/records/job-queue.ts";
import type { RecordsActor } from "../storage/records/records-store.ts";

/** What a job is done with. */
export interface JobContext {
  readonly jobId: string;
  /** Who asked for it, with the rights that they have now. */
  readonly actor: RecordsActor;
  /** Aborted when the job is cancelled and when the server ends. */
  readonly signal: AbortSignal;
  /** Says how far it is, as often as one likes: what was said last is written down a few times a second at most. */
  readonly report: (progress: unknown) => void;
}

/** One kind of long work. It may be begun again after a server died in the middle, so it must bear repetition. */
export interface JobKind {
  /** How many of the kind run side by side. */
  readonly atOnce: number;
  /** Does a job and answers what came of it, JSON. @throws SluiceError whose code and words become the job's result */
  readonly run: (body: unknown, context: JobContext) => Promise<unknown>;
}

/** Who runs the jobs of a place. */
export interface JobRunner {
  /** Puts back what runs, to be done after the next start, and waits until nothing runs any more. */
  stop(): Promise<void>;
}

/** What a runner takes. `kinds` is the table of all long work: a new kind is one more line in it. */
export interface JobsToRun {
  readonly queue: JobQueue;
  readonly place: string;
  readonly kinds: Readonly<Record<string, JobKind>>;
  /** Called after each job that came to its end. */
  readonly ended: () => Promise<void>;
  /** Told of what went wrong and no job's result says. */
  readonly failed: (cause: unknown) => void;
}

/** Looks for a job so often, ms. */
const lookEveryMs = 300;
/** Writes progress down so often, and says that it is alive when there is none. */
const tellEveryMs = 400;
const aliveEveryMs = 2_000;
/** Another worker takes a job of whom nothing was heard for so long. */
const leaseMs = 60_000;

/** Does the jobs of a place until it is stopped. Whoever calls it is that place's one server. */
export function runJobs(jobs: JobsToRun): JobRunner {
  const stopping = new AbortController();
  const running = new Map<string, { readonly kind: string; readonly done: Promise<void> }>();
  const takeOne = async (): Promise<boolean> => {
    const free = Object.keys(jobs.kinds).filter((kind) => hasRoom(jobs.kinds, kind, running));
    if (free.length === 0) return false;
    const job = await jobs.queue.take({ place: jobs.place, kinds: free, held: [...running.keys()], leaseMs });
    if (job === undefined) return false;
    const done = carryOut(jobs, job, stopping.signal)
      .catch(jobs.failed)
      .finally(() => running.delete(job.id));
    running.set(job.id, { kind: job.kind, done });
    return true;
  };
  const failing = (cause: unknown): false => {
    jobs.failed(cause);
    return false;
  };
  const looking = (async () => {
    await jobs.queue.resume(jobs.place).catch(jobs.failed);
    while (!stopping.signal.aborted) {
      if (await takeOne().catch(failing)) continue;
      // Waking up early is how it is stopped, and no failure.
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await looking;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

function hasRoom(
  kinds: JobsToRun["kinds"],
  kind: string,
  running: ReadonlyMap<string, { readonly kind: string }>,
): boolean {
  const now = [...running.values()].filter((one) => one.kind === kind).length;
  return now < (kinds[kind]?.atOnce ?? 0);
}

/** Why a job's signal was aborted. */
const reasons = { cancel: new Error("cancelled"), lost: new Error("another worker has it") } as const;

async function carryOut(jobs: JobsToRun, job: TakenJob, stopping: AbortSignal): Promise<void> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, stopping]);
  const progress = { said: {} as unknown, isNew: false };
  const finished = new AbortController();
  const telling = keepTelling(jobs, job, { progress, own, until: finished.signal });
  const ended = await ending(jobs, job, {
    signal,
    report: (said) => {
      progress.said = said;
      progress.isNew = true;
    },
  });
  finished.abort();
  await telling;
  if (own.signal.reason === reasons.lost) return;
  if (ended === "stopped") return jobs.queue.giveBack(job);
  await jobs.queue.end(job, ended);
  await jobs.ended();
}

/** Does a job; `stopped` when the server ends before it does. */
async function ending(
  jobs: JobsToRun,
  job: TakenJob,
  given: Pick<JobContext, "signal" | "report">,
): Promise<JobEnd | "stopped"> {
  const kind = jobs.kinds[job.kind];
  const { actor } = job;
  if (kind === undefined || actor === undefined) return { state: "failed", result: failure("JOB_ASKER_GONE") };
  try {
    return { state: "done", result: await kind.run(job.body, { jobId: job.id, actor, ...given }) };
  } catch (cause) {
    if (given.signal.aborted) return given.signal.reason === reasons.cancel ? { state: "cancelled" } : "stopped";
    if (cause instanceof SluiceError) return { state: "failed", result: explained(cause) };
    jobs.failed(cause);
    return { state: "failed", result: failure("JOB_UNEXPECTED") };
  }
}

/** Writes progress down, keeps the lease, and hears whether the job is to end. */
async function keepTelling(
  jobs: JobsToRun,
  job: TakenJob,
  told: {
    readonly progress: { said: unknown; isNew: boolean };
    readonly own: AbortController;
    readonly until: AbortSignal;
  },
): Promise<void> {
  const { progress, own, until } = told;
  for (let waitedMs = 0; !until.aborted; waitedMs += tellEveryMs) {
    await sleep(tellEveryMs, undefined, { signal: until }).catch(() => undefined);
    if (until.aborted || !(progress.isNew || waitedMs >= aliveEveryMs)) continue;
    waitedMs = 0;
    progress.isNew = false;
    const order = await jobs.queue.report(job, progress.said, leaseMs).catch((cause: unknown) => {
      jobs.failed(cause);
      return "go-on" as const;
    });
    if (order !== "go-on") own.abort(reasons[order]);
  }
}

function failure(code: "JOB_ASKER_GONE" | "JOB_UNEXPECTED"): ReturnType<typeof explained> {
  return explained(new SluiceError(code));
}

/** An error as a job's result keeps it. */
function explained({ code, details }: SluiceError): Readonly<Record<"code" | "zh" | "en" | "details", unknown>> {
  return { code, zh: explain(code, details, "zh"), en: explain(code, details, "en"), details };
}
