import { intakeLimits } from "../intake/limits.ts";
import type { Stores } from "../storage/stores.ts";
import { startXlsThread } from "../threads/xls-parser.ts";
import { startReadingThread } from "../threads/reading-thread.ts";
import { type ImportContext, importFiles, type ImportRequest } from "./import-files.ts";
import type { ImportReport } from "./import-report.ts";

/** What an import takes from a program that can start threads. */
export interface RunImportContext extends Omit<ImportContext, "parseXls" | "readElsewhere"> {
  /** The built entry of worker threads. */
  readonly workerEntry: URL;
}

/** Imports files; old xls is parsed in a process and large texts are read in a thread that end with the import. As `importFiles` otherwise. */
export async function runImport(
  stores: Stores,
  request: ImportRequest,
  { signal, progress, workerEntry }: RunImportContext,
): Promise<ImportReport> {
  const xls = startXlsThread(workerEntry, intakeLimits, signal);
  const reading = startReadingThread(workerEntry, signal);
  try {
    const context = { signal, progress, parseXls: xls.parseXls, readElsewhere: reading.read };
    return await importFiles(stores, request, context);
  } finally {
    xls.close();
    await reading.close();
  }
}
