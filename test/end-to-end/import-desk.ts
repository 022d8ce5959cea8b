import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importFiles, type ImportRequest } from "../../src/app/import-files.ts";
import type { ImportReport } from "../../src/app/import-report.ts";
import { parseOldWorkbook } from "../../src/intake/old-workbook.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import type { Stores } from "../../src/storage/stores.ts";

/** A folder, empty stores in it, and imports of files that a test writes. */
export interface ImportDesk {
  readonly folder: string;
  readonly stores: Stores;
  /** Writes the files and imports them together. */
  take(files: Readonly<Record<string, string | Uint8Array>>, overrules?: Partial<ImportRequest>): Promise<ImportReport>;
  close(): Promise<void>;
}

/** Opens a desk of its own for one test. */
export async function openImportDesk(): Promise<ImportDesk> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-desk-"));
  const stores = await openStores({ dataFolder: join(folder, "data"), holder: "test" });
  return {
    folder,
    stores,
    async take(files, overrules = {}) {
      const paths = Object.keys(files).map((name) => join(folder, name));
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
      const usual: ImportRequest = { paths, layout: null, map: {}, saveAs: null, dryRun: false };
      return importFiles(stores, { ...usual, ...overrules }, context);
    },
    async close() {
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const context = {
  signal: new AbortController().signal,
  progress: (): void => undefined,
  parseXls: async (bytes: Uint8Array) => parseOldWorkbook(bytes),
  readElsewhere: null,
};
