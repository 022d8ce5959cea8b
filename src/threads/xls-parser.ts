import { SluiceError } from "../errors/sluice-error.ts";
import type { IntakeLimits } from "../intake/limits.ts";
import type { SpreadsheetParser } from "../intake/old-workbook.ts";
import { LimitedProcess } from "./limited-process.ts";
import type { WorkerFailure } from "./one-reply.ts";

/** An xls parser that lives in a process of its own, and the way to end it. */
export interface XlsThread {
  readonly parseXls: SpreadsheetParser;
  close(): void;
}

/**
 * Makes the parser of old xls files that the intake asks for: each within `limits.xlsSeconds` and `xlsHeapMiB`.
 * `entry` is the built worker, `dist/src/threads/worker.js`; `signal` aborts what is being parsed and all that follows.
 */
export function startXlsThread(entry: URL, limits: IntakeLimits, signal?: AbortSignal): XlsThread {
  const worker = new LimitedProcess(entry, { seconds: limits.xlsSeconds, heapMiB: limits.xlsHeapMiB }, (failure) =>
    explainFailure(failure, limits),
  );
  return {
    parseXls: (bytes) => worker.run({ job: "parse-xls", asked: bytes }, signal),
    close: () => worker.close(),
  };
}

function explainFailure(failed: WorkerFailure, limits: IntakeLimits): SluiceError {
  switch (failed.failure) {
    case "time":
      return new SluiceError("INTAKE_XLS_TOO_SLOW", { seconds: limits.xlsSeconds });
    case "memory":
      return new SluiceError("INTAKE_XLS_TOO_MUCH_MEMORY", { limit: limits.xlsHeapMiB });
    case "crash": {
      const reason = failed.cause instanceof Error ? failed.cause.message : String(failed.cause);
      return new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason }, failed.cause);
    }
  }
}
