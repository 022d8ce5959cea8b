import { SluiceError } from "../errors/sluice-error.ts";
import type { FileReport, ReadingSink, SheetReport } from "../flows/file-reading.ts";
import type { OpenedFile } from "./cell-sheet.ts";
import { checkOptions, type ReadingOptions } from "./reading-options.ts";
import { RowTally } from "./row-tally.ts";
import { readSheet } from "./sheet-reader.ts";

/** Which file is read. */
export interface FileIdentity {
  /** Logical path: the path given, then `!/` before each step into a container. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What there is to read: a file whose container is open, and which one it is. */
export interface FileReading {
  readonly opened: OpenedFile;
  readonly file: FileIdentity;
  readonly options: ReadingOptions;
}

/**
 * Reads one file into statement rows, holder records and rows set aside, in file order; every row of every sheet goes
 * to the sink exactly once as accepted or set aside, and is counted so in the report. Where the rest of the file cannot
 * be read, what was read stays and the report carries the error.
 * @throws SluiceError of kind asked-wrongly: an unknown layout, field or heading; and whatever the sink throws.
 */
export async function readFile(reading: FileReading, sink: ReadingSink): Promise<FileReport> {
  const { opened, file } = reading;
  const options = checkOptions(reading.options);
  const tally = new RowTally(sink);
  const sheets: SheetReport[] = [];
  const notes: string[] = [...opened.notes];
  let error: FileReport["error"] = null;
  try {
    for await (const sheet of opened.sheets) {
      const read = await readSheet({ sheet, file, options, container: opened.container }, tally);
      sheets.push(read.report);
      notes.push(...read.notes);
      if (read.error !== null) throw read.error;
    }
  } catch (thrown) {
    if (!(thrown instanceof SluiceError) || thrown.kind === "asked-wrongly") throw thrown;
    error = { code: thrown.code, message: thrown.message, details: thrown.details };
  }
  return { ...file, container: opened.container, encoding: opened.encoding, sheets, notes, error, ...tally.found() };
}
