import type { EventEmitter } from "node:events";
import type { SluiceError } from "../errors/sluice-error.ts";

/** How a job ended when it was not answered within the limits. */
export type WorkerFailure =
  | { readonly failure: "time" | "memory" }
  | { readonly failure: "crash"; readonly cause: unknown };

/** A worker that was asked, and what its end would mean. */
export interface AskedWorker {
  readonly from: EventEmitter;
  readonly signal: AbortSignal | undefined;
  /** The longest that a reply may take; `null`: as long as it takes. */
  readonly seconds: number | null;
  readonly failed: (failure: WorkerFailure) => SluiceError;
  readonly onError: (cause: unknown) => WorkerFailure;
  readonly onExit: (code: number | null, ended: string | null) => WorkerFailure;
  /** Sends the job; tells `fail` where that does not go through. */
  readonly ask: (fail: (failure: WorkerFailure) => void) => void;
}

/**
 * Asks a worker and waits for its reply, its end, the limit of time or an abort, whichever comes first; then nothing of it
 * is listened to any more. @throws SluiceError from `failed`; the abort reason.
 */
export function oneReply<Reply>(worker: AskedWorker): Promise<Reply> {
  const { from, signal, seconds, failed } = worker;
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      from.off("message", onReply).off("error", onError).off("exit", onExit);
      signal?.removeEventListener("abort", onAbort);
      act();
    };
    const fail = (failure: WorkerFailure): void => settle(() => reject(failed(failure)));
    const onReply = (reply: Reply): void => settle(() => resolve(reply));
    const onError = (cause: unknown): void => fail(worker.onError(cause));
    const onExit = (code: number | null, ended: string | null): void => fail(worker.onExit(code, ended));
    const onAbort = (): void => settle(() => reject(signal?.reason));
    const timer = seconds === null ? undefined : setTimeout(() => fail({ failure: "time" }), seconds * 1_000);
    signal?.addEventListener("abort", onAbort);
    from.on("message", onReply).on("error", onError).on("exit", onExit);
    worker.ask(fail);
  });
}
