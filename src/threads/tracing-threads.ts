import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AnsweredQuestion, AnsweredTrace } from "../tracing/answered-trace.ts";
import { unpackTrace } from "./packed-trace.ts";
import { shareLedger } from "./shared-columns.ts";
import { type WorkerFailure, WorkerThread } from "./worker-thread.ts";

/** Between two looks at how far a walk has come, ms. */
const lookMs = 250;

/** With what a trace is run elsewhere. */
export interface TraceMeans {
  /** Ends the thread at once, wherever the walk is. */
  readonly signal: AbortSignal;
  /** Told a few times a second how many transfers were walked, never fewer than before, and at the end all. */
  readonly walked: (transfers: number) => void;
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
    { signal, walked }: TraceMeans,
  ): Promise<AnsweredTrace> {
    const { transfers, accounts } = shareLedger(ledger);
    const place = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    // The keys of millions of accounts would be copied; only refusals name accounts, and are told the names here.
    const asked = { ledger: { transfers, accounts: { ...accounts, keys: [] } }, question, walked: place };
    const looking = setInterval(() => walked(place[0] ?? 0), lookMs);
    const thread = this.#threads.reduce((least, one) => (one.jobs < least.jobs ? one : least));
    thread.jobs++;
    try {
      const packed = await thread.worker.run({ job: "trace", asked }, { signal });
      walked(transfers.length);
      return unpackTrace(packed);
    } catch (error) {
      throw named(error, ledger);
    } finally {
      clearInterval(looking);
      thread.jobs--;
      if (thread.jobs === 0) await thread.worker.close();
    }
  }
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
