import { intakeLimits } from "../intake/limits.ts";
import type { Stores } from "../storage/stores.ts";
import { startXlsThread } from "../threads/xls-parser.ts";
import { type ImportContext, importFiles, type ImportRequest } from "./import-files.ts";
import type { ImportReport } from "./import-report.ts";

/** What an import takes from a program that can start threads. */
export interface RunImportContext extends Omit<ImportContext, "parseXls"> {
  /** The built entry of worker threads. */
  readonly workerEntry: URL;
}

/** Imports files, old xls among them parsed in a thread of its own that ends with the import. As `importFiles` otherwise. */
export async function runImport(
  stores: Stores,
  request: ImportRequest,
  context: RunImportContext,
): Promise<ImportReport> {
  const { signal, progress, workerEntry } = context;
  const xls = startXlsThread(workerEntry, intakeLimits, signal);
  try {
    return await importFiles(stores, request, { signal, progress, parseXls: xls.parseXls });
  } finally {
    await xls.close();
  }
}
