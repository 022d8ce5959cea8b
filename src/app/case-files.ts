import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CaseExportFormat } from "../contract/case-exports.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import type { Stores } from "../storage/stores.ts";
import { type CaseExport, exportCase } from "./case-exports.ts";
import { gatherPackage } from "./case-package.ts";
import type { JobContext } from "./run-jobs.ts";
import { makeTracer, type Tracer } from "./tracer.ts";
import type { Workplace } from "./workplace.ts";
import { writePackage, type WrittenPackage } from "./write-package.ts";

/** What a server takes out of its records as files. */
export interface CaseFiles {
  /** An export of a case, for who may take it out. @throws as `exportCase` does */
  export(actor: RecordsActor, caseId: string, format: CaseExportFormat): Promise<CaseExport>;
  /** Writes a case's package, in the name of the job's asker; what an earlier try left is replaced. @throws as `gatherPackage` does */
  write(caseId: string, job: JobContext): Promise<WrittenPackage>;
  /** Where the package of a job lies. */
  pathOf(job: string): string;
}

/** Files of cases out of open stores. */
export function openCaseFiles(
  stores: Stores,
  records: RecordsStore,
  workplace: Pick<Workplace, "version" | "workerEntry" | "memoryBytes">,
): CaseFiles {
  const { version } = workplace;
  const tracerFor = (signal: AbortSignal): Tracer =>
    makeTracer({
      signal,
      workerEntry: workplace.workerEntry,
      memoryBytes: workplace.memoryBytes(),
      progress: () => undefined,
    });
  const transactAs =
    (actor: RecordsActor) =>
    <T>(work: (work: RecordsWork) => Promise<T>): Promise<T> =>
      records.as(actor, work);
  const pathOf = (job: string): string => join(stores.packagesFolder, `${job}.zip`);
  return {
    pathOf,
    export: (actor, caseId, format) => {
      const { signal } = new AbortController();
      return exportCase({ stores, version, tracer: tracerFor(signal), transact: transactAs(actor) }, caseId, format);
    },
    write: async (caseId, { jobId, actor, signal, report }) => {
      const path = pathOf(jobId);
      await rm(path, { force: true });
      const packing = { stores, version, tracer: tracerFor(signal), transact: transactAs(actor) };
      const content = await gatherPackage(packing, caseId);
      const { key } = await stores.openRecords();
      return writePackage(content, path, { key, signal, progress: report });
    },
  };
}
