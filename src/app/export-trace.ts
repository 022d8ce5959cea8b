import { graphml } from "../exports/graphml.ts";
import { htmlReport } from "../exports/html-report.ts";
import { mapDocument } from "../exports/map-document.ts";
import { mapJson } from "../exports/map-json.ts";
import { writeTraceWorkbook } from "../exports/trace-workbook.ts";
import type { CaseFindings } from "../tracing/case-findings.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { findingsJson } from "./find-beside.ts";
import { traceJson } from "./trace-json.ts";
import { FolderWriter } from "./write-files.ts";

/**
 * Writes every artefact of a trace into a folder: the whole answer and the money map as JSON, the map as GraphML, the
 * lists as xlsx, the report as HTML. All are made from the one view, so their figures agree.
 * @returns the paths written.
 */
export async function exportTrace(
  { view, findings }: { readonly view: TraceView; readonly findings: CaseFindings },
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const map = mapDocument(view);
  const files = new FolderWriter(folder, signal);
  await files.text("trace.json", [`${JSON.stringify({ ...traceJson(view), ...findingsJson(findings) })}\n`]);
  await files.text("money-map.json", mapJson(map));
  await files.text("money-map.graphml", graphml(map, ""));
  await files.stream("lists.xlsx", (file) => writeTraceWorkbook(view, findings, file));
  await files.text("report.html", htmlReport(view, map));
  return files.written;
}
