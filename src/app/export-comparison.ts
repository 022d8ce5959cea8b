import { writeComparisonWorkbook } from "../exports/comparison-workbook.ts";
import type { TraceComparison } from "../tracing/compare-traces.ts";
import type { FolderWriter } from "./write-files.ts";

/** Writes traces side by side as `comparison.xlsx`. */
export async function exportComparison(comparison: TraceComparison, files: FolderWriter): Promise<void> {
  await files.stream("comparison.xlsx", (file) => writeComparisonWorkbook(comparison, file));
}
