import { MessageChannel } from "node:worker_threads";
import type { FileReport } from "../flows/file-reading.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { WorkerFailure } from "./one-reply.ts";
import { WorkerThread } from "./worker-thread.ts";
import { type AskedReading, partTaken, type ReadingPart } from "./worker-messages.ts";

/** Takes one part of a file in file order; the next ones wait when it is slow. */
type TakePart = (part: ReadingPart) => Promise<void>;

/** Reads a file in another thread and hands over what it reads part by part. As `readBytes` otherwise. */
export type ReadElsewhere = (asked: Omit<AskedReading, "parts">, take: TakePart) => Promise<FileReport>;

/** A thread that reads files, and the way to end it. */
export interface ReadingThread {
  readonly read: ReadElsewhere;
  close(): Promise<void>;
}

/**
 * Makes a reader of files in a thread of its own, which starts with the first file. `entry` is the built worker,
 * `dist/src/threads/worker.js`; `signal` aborts what is being read and all that follows.
 */
export function startReadingThread(entry: URL, signal: AbortSignal): ReadingThread {
  const worker = new WorkerThread(entry, explainFailure);
  return {
    async read(asked, take) {
      const { port1, port2 } = new MessageChannel();
      const failing = new AbortController();
      port1.on("message", (part: ReadingPart) => {
        take(part).then(
          () => port1.postMessage(partTaken),
          (cause: unknown) => failing.abort(cause),
        );
      });
      const request = { job: "read-file", asked: { ...asked, parts: port2 } } as const;
      try {
        return await worker.run(request, { signal: AbortSignal.any([signal, failing.signal]), transfer: [port2] });
      } finally {
        port1.close();
      }
    },
    close: () => worker.close(),
  };
}

function explainFailure(failed: WorkerFailure): SluiceError {
  const reason = failed.failure === "crash" && failed.cause instanceof Error ? failed.cause.message : failed.failure;
  return new SluiceError("INTAKE_READER_ENDED", { reason }, failed.failure === "crash" ? failed.cause : undefined);
}
