import { type TransferListItem, Worker } from "node:worker_threads";
import type { SluiceError } from "../errors/sluice-error.ts";
import { oneReply, type WorkerFailure } from "./one-reply.ts";
import { answerIn } from "./worker-answer.ts";
import type { WorkerJob, WorkerJobs, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** What a job is run with. */
interface RunMeans {
  readonly signal?: AbortSignal | undefined;
  /** What moves to the worker instead of being copied. */
  readonly transfer?: readonly TransferListItem[];
}

/**
 * A worker thread that does one job after another and is ended, and made anew for the next job, when one of them fails or
 * is aborted. It keeps no process alive between jobs. Jobs that may use too much time or memory want `LimitedProcess`.
 */
export class WorkerThread {
  readonly #entry: URL;
  readonly #failed: (failure: WorkerFailure) => SluiceError;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `entry` is the built worker entry; `failed` says what a failure means to the one who asked. */
  constructor(entry: URL, failed: (failure: WorkerFailure) => SluiceError) {
    this.#entry = entry;
    this.#failed = failed;
  }

  /** Does a job when those asked before are done. @throws SluiceError from the job or from `failed`; the abort reason. */
  run<Job extends WorkerJob>(request: WorkerRequest<Job>, means: RunMeans = {}): Promise<WorkerJobs[Job]["answered"]> {
    const turn = this.#last.then(() => this.#runNow(request, means));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the thread; a job in progress fails. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #runNow<Job extends WorkerJob>(
    request: WorkerRequest<Job>,
    means: RunMeans,
  ): Promise<WorkerJobs[Job]["answered"]> {
    means.signal?.throwIfAborted();
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    const reply = await this.#replyOf(worker, request, means).catch(async (error: unknown) => {
      await this.close();
      throw error;
    });
    worker.unref();
    return answerIn(reply, this.#failed);
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { stdout: true, stderr: true });
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    return worker.on("exit", forget).on("error", forget);
  }

  #replyOf<Job extends WorkerJob>(
    worker: Worker,
    request: WorkerRequest<Job>,
    { signal, transfer = [] }: RunMeans,
  ): Promise<WorkerReply<Job>> {
    return oneReply({
      from: worker,
      signal,
      seconds: null,
      failed: this.#failed,
      onError: (cause) => (isOutOfMemory(cause) ? { failure: "memory" } : { failure: "crash", cause }),
      onExit: () => ({ failure: "crash", cause: new Error("the worker ended") }),
      ask: () => worker.postMessage(request, transfer),
    });
  }
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
}
