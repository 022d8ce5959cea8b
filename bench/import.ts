import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { folderBytes } from "./folder-bytes.ts";

/** What the benchmark `import` adds: peak memory of the process that imports and of the one that only loads. */
export interface ImportBenchReport extends BenchReport {
  readonly peakBytes: number;
  readonly barePeakBytes: number;
  readonly transfers: number;
}

interface StepAnswer {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly rows?: number;
  readonly transfers?: number;
}

/**
 * Imports a million rows of GB18030 csv in 20 files with everything that an import does, against the engine's own load of
 * the same rows as clean csv into the same table definition. Each runs in a process of its own.
 */
export async function benchImport(signal: AbortSignal): Promise<ImportBenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-import-"));
  try {
    await runStep("make", folder, signal);
    const imported = await runStep("import", folder, signal);
    await runStep("clean", folder, signal);
    const bare = await runStep("bare", folder, signal);
    return {
      name: "import",
      ratio: imported.seconds / bare.seconds,
      seconds: imported.seconds,
      bareSeconds: bare.seconds,
      rows: bare.rows ?? 0,
      bytes: await folderBytes(join(folder, "statements")),
      peakBytes: imported.peakBytes,
      barePeakBytes: bare.peakBytes,
      transfers: imported.transfers ?? 0,
      machine: thisMachine(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runStep(name: string, folder: string, signal: AbortSignal): Promise<StepAnswer> {
  const script = fileURLToPath(new URL("import-step.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, name, folder], { signal });
  return JSON.parse(stdout);
}
