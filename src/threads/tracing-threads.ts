import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AnsweredQuestion, AnsweredTrace } from "../tracing/answered-trace.ts";
import { unpackTrace } from "./packed-trace.ts";
import { shareLedger } from "./shared-columns.ts";
import { type LearnedDwells, type ModelInput, teachingAccounts } from "../tracing/survival-model.ts";
import type { LedgerPreparation } from "../tracing/prepare-ledger.ts";
import type { WorkerJob, WorkerJobs, WorkerRequest } from "./worker-messages.ts";
import type { WorkerFailure } from "./one-reply.ts";
import { WorkerThread } from "./worker-thread.ts";

/** Between two looks at how far a walk has come, ms. */
const lookMs = 250;

/** With what a trace is run elsewhere. */
export interface TraceMeans {
  /** Ends the thread at once, wherever the walk is. */
  readonly signal: AbortSignal;
  /** Told a few times a second how many transfers were walked, never fewer than before, and at the end all. */
  readonly walked: (transfers: number) => void;
  /** What was prepared of the ledger, in shared memory; `null`: all of it is walked. */
  readonly preparation: LedgerPreparation | null;
}

/** Threads that trace, as many side by side as asked for; one that has nothing to do is ended. */
export class TracingThreads {
  readonly #threads: readonly { readonly worker: WorkerThread; jobs: number }[];

  /** `entry` is the built worker, `dist/src/threads/worker.js`. */
  constructor(entry: URL, most: number) {
    this.#threads = Array.from({ length: most }, () => ({ worker: new WorkerThread(entry, explainFailure), jobs: 0 }));
  }

  /**
   * `traceWithAnswers` in a thread; columns that are not in shared memory (`shareLedger`) are copied there first.
   * @throws SluiceError as `traceWithAnswers` does; TRACE_THREAD_ENDED; the abort reason.
   */
  async trace(
    ledger: LedgerColumns,
    question: AnsweredQuestion,
    { signal, walked, preparation }: TraceMeans,
  ): Promise<AnsweredTrace> {
    const place = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const asked = { ledger: withoutKeys(ledger), question, preparation, walked: place };
    const looking = setInterval(() => walked(place[0] ?? 0), lookMs);
    try {
      const packed = await this.#run({ job: "trace", asked }, signal);
      walked(ledger.transfers.length);
      return unpackTrace(packed);
    } catch (error) {
      throw named(error, ledger);
    } finally {
      clearInterval(looking);
    }
  }

  /** `prepareLedger` in a thread, in shared memory. @throws SluiceError TRACE_THREAD_ENDED; the abort reason. */
  prepare(ledger: LedgerColumns, signal: AbortSignal): Promise<LedgerPreparation> {
    return this.#run({ job: "prepare-ledger", asked: withoutKeys(ledger) }, signal);
  }

  /** `learnDwells` in a thread; of the accounts only the case's come back. @throws SluiceError TRACE_THREAD_ENDED; the abort reason. */
  learnDwells(ledger: LedgerColumns, input: ModelInput, signal: AbortSignal): Promise<LearnedDwells> {
    const { transfers, accounts } = withoutKeys(ledger);
    // What an account is called says whether it is a wallet.
    const keys: string[] = [];
    for (const account of teachingAccounts(ledger, input.caseAccounts))
      keys[account] = ledger.accounts.keys[account] ?? "";
    const asked = { ledger: { transfers, accounts: { ...accounts, keys } }, input };
    return this.#run({ job: "learn-dwells", asked }, signal);
  }

  async #run<Job extends WorkerJob>(
    request: WorkerRequest<Job>,
    signal: AbortSignal,
  ): Promise<WorkerJobs[Job]["answered"]> {
    const thread = this.#threads.reduce((least, one) => (one.jobs < least.jobs ? one : least));
    thread.jobs++;
    try {
      return await thread.worker.run(request, { signal });
    } finally {
      thread.jobs--;
      if (thread.jobs === 0) await thread.worker.close();
    }
  }
}

/** The keys of millions of accounts would be copied; only refusals name accounts, and are told the names here. */
function withoutKeys(ledger: LedgerColumns): LedgerColumns {
  const { transfers, accounts } = shareLedger(ledger);
  return { transfers, accounts: { ...accounts, keys: [] } };
}

/** A refusal that names an account by its index, for want of the keys, with its key. */
function named(error: unknown, { accounts }: LedgerColumns): unknown {
  if (!(error instanceof SluiceError) || error.code === "TRACE_UNKNOWN_ACCOUNT") return error;
  const { account } = error.details;
  const key = typeof account === "number" ? accounts.keys[account] : undefined;
  return key === undefined ? error : new SluiceError(error.code, { ...error.details, account: key }, error);
}

function explainFailure(failed: WorkerFailure): SluiceError {
  const reason = failed.failure === "crash" && failed.cause instanceof Error ? failed.cause.message : failed.failure;
  return new SluiceError("TRACE_THREAD_ENDED", { reason }, failed.failure === "crash" ? failed.cause : undefined);
}
