import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { pipeline } from "node:stream/promises";
import { graphml } from "../exports/graphml.ts";
import { htmlReport } from "../exports/html-report.ts";
import { mapDocument } from "../exports/map-document.ts";
import { mapJson } from "../exports/map-json.ts";
import { writeTraceWorkbook } from "../exports/trace-workbook.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { traceJson } from "./trace-json.ts";

/**
 * Writes every artefact of a trace into a folder: the whole answer and the money map as JSON, the map as GraphML, the
 * lists as xlsx, the report as HTML. All are made from the one view. Each file is written beside its name and then put
 * in place, so that a stopped export leaves no half file under a finished name.
 * @returns the paths written.
 */
export async function exportTrace(view: TraceView, folder: string, signal: AbortSignal): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const map = mapDocument(view);
  const written: string[] = [];
  const write = async (name: string, content: (file: Writable) => Promise<void>): Promise<void> => {
    signal.throwIfAborted();
    const path = join(folder, name);
    const file = createWriteStream(`${path}.part`);
    await content(file);
    if (!file.closed) await finished(file);
    await rename(`${path}.part`, path);
    written.push(path);
  };
  await write("trace.json", (file) => pipeline(Readable.from([`${JSON.stringify(traceJson(view))}\n`]), file));
  await write("money-map.json", (file) => pipeline(Readable.from(mapJson(map)), file));
  await write("money-map.graphml", (file) => pipeline(Readable.from(graphml(map)), file));
  await write("lists.xlsx", (file) => writeTraceWorkbook(view, file));
  await write("report.html", (file) => pipeline(Readable.from(htmlReport(view, map)), file));
  return written;
}
