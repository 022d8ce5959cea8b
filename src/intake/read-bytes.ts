import { SluiceError } from "../errors/sluice-error.ts";
import type { FileReport, ReadingSink } from "../flows/file-reading.ts";
import type { OpenedFile } from "./cell-sheet.ts";
import { openFile, type OpeningTools } from "./open-file.ts";
import { type FileIdentity, readFile } from "./read-file.ts";
import type { ReadingOptions } from "./reading-options.ts";

/** A file's bytes, which file they are, and how they are to be read. */
export interface BytesReading {
  readonly bytes: Uint8Array;
  readonly file: FileIdentity;
  readonly options: ReadingOptions;
  readonly tools: OpeningTools;
}

/** Opens and reads a file. One that cannot be opened gives a report that says why. @throws as `readFile`. */
export async function readBytes({ bytes, file, options, tools }: BytesReading, sink: ReadingSink): Promise<FileReport> {
  let opened: OpenedFile;
  try {
    opened = await openFile(bytes, tools);
  } catch (cause) {
    if (cause instanceof SluiceError) return unreadable(file, cause);
    throw cause;
  }
  return readFile({ opened, file, options }, sink);
}

/** The report of a file of which nothing could be read. */
export function unreadable(file: FileIdentity, error: SluiceError): FileReport {
  return {
    ...file,
    container: "unreadable",
    encoding: "",
    sheets: [],
    notes: [],
    corrections: [],
    flags: {},
    error: { code: error.code, message: error.message, details: error.details },
  };
}
