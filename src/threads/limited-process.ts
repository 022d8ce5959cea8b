import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SluiceError } from "../errors/sluice-error.ts";
import { oneReply, type WorkerFailure } from "./one-reply.ts";
import { answerIn } from "./worker-answer.ts";
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
    const crash = (cause: unknown): WorkerFailure => ({ failure: "crash", cause });
    return oneReply({
      from: child,
      signal,
      seconds: this.#limits.seconds,
      failed: this.#failed,
      onError: crash,
      // V8 aborts a process that is out of memory.
      onExit: (code, ended) =>
        ended === "SIGABRT" || code === 134
          ? { failure: "memory" }
          : crash(new Error(`the parser ended with ${ended ?? code}`)),
      ask: (fail) =>
        child.send(request, (cause) => {
          if (cause !== null) fail(crash(cause));
        }),
    });
  }
}
