import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch, CellSheet, OpenedFile } from "./cell-sheet.ts";
import { splitDelimited } from "./delimited-text.ts";
import { detectShape } from "./delimiter.ts";
import { fileKind } from "./file-kind.ts";
import type { IntakeLimits } from "./limits.ts";
import { decodeText, detectEncoding, type TextEncoding } from "./text-encoding.ts";

const sampleBytes = 256 * 1024;

/** What opening a file takes beside its bytes. */
export interface OpeningTools {
  readonly limits: IntakeLimits;
}

/**
 * Finds out by content what `bytes` are and opens their sheets.
 * @throws SluiceError with an INTAKE_ code when the file as a whole cannot be read; it belongs into the file's report.
 */
export async function openFile(bytes: Uint8Array, tools: OpeningTools): Promise<OpenedFile> {
  const found = fileKind(bytes);
  switch (found.kind) {
    case "empty":
      throw new SluiceError("INTAKE_EMPTY_FILE");
    case "foreign":
      throw new SluiceError("INTAKE_NOT_A_TABLE", { seen: found.seen });
    case "text":
      return openText(bytes, tools.limits);
    case "html":
    case "spreadsheet-ml":
    case "zip":
    case "ole":
      throw new SluiceError("INTAKE_NOT_A_TABLE", { seen: found.kind });
  }
}

function openText(bytes: Uint8Array, limits: IntakeLimits): OpenedFile {
  const { encoding, notes } = detectEncoding(bytes);
  return { container: "delimited", encoding, notes, sheets: one(textSheet(bytes, encoding, limits)) };
}

function textSheet(bytes: Uint8Array, encoding: TextEncoding, limits: IntakeLimits): CellSheet {
  const [sample = ""] = decodeText(bytes.subarray(0, sampleBytes), encoding);
  const shape = detectShape(sample);
  return {
    sheet: 0,
    name: "",
    date1904: false,
    batches: () => eachBatch(splitDelimited(decodeText(bytes, encoding), shape, limits)),
  };
}

async function* eachBatch(batches: Iterable<CellBatch>): AsyncGenerator<CellBatch> {
  yield* batches;
}

async function* one(sheet: CellSheet): AsyncGenerator<CellSheet> {
  yield sheet;
}
