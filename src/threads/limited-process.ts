import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SluiceError } from "../errors/sluice-error.ts";
import { answerIn } from "./worker-answer.ts";
import type { WorkerFailure } from "./worker-thread.ts";
import type { WorkerJob, WorkerJobs, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** What a process may use before it is ended. */
export interface ProcessLimits {
  readonly seconds: number;
  readonly heapMiB: number;
}

/**
 * A process that does one job after another and is ended, and made anew for the next job, when one of them exceeds its
 * limits or is aborted. A process and not a thread: a thread that asks for too much memory at once takes the whole
 * program down with it, whatever its resource limits say (seen with a mutated xls on Node 20).
 */
export class LimitedProcess {
  readonly #entry: URL;
  readonly #limits: ProcessLimits;
  readonly #failed: (failure: WorkerFailure) => SluiceError;
  #process: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `entry` is the built worker entry; `failed` says what a failure means to the one who asked. */
  constructor(entry: URL, limits: ProcessLimits, failed: (failure: WorkerFailure) => SluiceError) {
    this.#entry = entry;
    this.#limits = limits;
    this.#failed = failed;
  }

  /** Does a job when those asked before are done. @throws SluiceError from the job or from `failed`; the abort reason. */
  run<Job extends WorkerJob>(request: WorkerRequest<Job>, signal?: AbortSignal): Promise<WorkerJobs[Job]["answered"]> {
    const turn = this.#last.then(() => this.#runNow(request, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the process; a job in progress fails. */
  close(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  async #runNow<Job extends WorkerJob>(
    request: WorkerRequest<Job>,
    signal: AbortSignal | undefined,
  ): Promise<WorkerJobs[Job]["answered"]> {
    signal?.throwIfAborted();
    const child = (this.#process ??= this.#start());
    child.ref();
    child.channel?.ref();
    const reply = await this.#replyOf(child, request, signal).catch((error: unknown) => {
      this.close();
      throw error;
    });
    child.unref();
    child.channel?.unref();
    return answerIn(reply, this.#failed);
  }

  #start(): ChildProcess {
    return fork(fileURLToPath(this.#entry), [], {
      execArgv: [`--max-old-space-size=${this.#limits.heapMiB}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }

  #replyOf<Job extends WorkerJob>(
    child: ChildProcess,
    request: WorkerRequest<Job>,
    signal: AbortSignal | undefined,
  ): Promise<WorkerReply<Job>> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        child.off("message", onReply).off("error", onError).off("exit", onExit);
        signal?.removeEventListener("abort", onAbort);
        act();
      };
      const fail = (failure: WorkerFailure) => settle(() => reject(this.#failed(failure)));
      const onReply = (reply: unknown) => settle(() => resolve(reply as WorkerReply<Job>));
      const onError = (cause: unknown) => fail({ failure: "crash", cause });
      const onExit = (code: number | null, ended: NodeJS.Signals | null) => {
        // V8 aborts a process that is out of memory.
        if (ended === "SIGABRT" || code === 134) fail({ failure: "memory" });
        else fail({ failure: "crash", cause: new Error(`the parser ended with ${ended ?? code}`) });
      };
      const onAbort = () => settle(() => reject(signal?.reason));
      const timer = setTimeout(() => fail({ failure: "time" }), this.#limits.seconds * 1_000);
      signal?.addEventListener("abort", onAbort);
      child.on("message", onReply).on("error", onError).on("exit", onExit);
      child.send(request, (cause) => {
        if (cause !== null) onError(cause);
      });
    });
  }
}
