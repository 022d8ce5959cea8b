import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch, CellSheet, OpenedFile } from "./cell-sheet.ts";
import { splitDelimited } from "./delimited-text.ts";
import { detectShape } from "./delimiter.ts";
import { fileKind } from "./file-kind.ts";
import { readHtmlTables } from "./html-tables.ts";
import type { IntakeLimits } from "./limits.ts";
import { openOldWorkbook, type SpreadsheetParser } from "./old-workbook.ts";
import { readSpreadsheetMl } from "./spreadsheet-ml.ts";
import { decodeText, detectEncoding } from "./text-encoding.ts";
import { openXlsx } from "./xlsx-workbook.ts";

const sampleBytes = 256 * 1024;

/** What opening a file takes beside its bytes. */
export interface OpeningTools {
  readonly limits: IntakeLimits;
  /** Parses an old xls where it can do no harm. */
  readonly parseXls: SpreadsheetParser;
}

/**
 * Finds out by content what `bytes` are and opens their sheets.
 * @throws SluiceError with an INTAKE_ code when the file as a whole cannot be read; it belongs into the file's report.
 */
export async function openFile(bytes: Uint8Array, { limits, parseXls }: OpeningTools): Promise<OpenedFile> {
  const found = fileKind(bytes);
  switch (found.kind) {
    case "empty":
      throw new SluiceError("INTAKE_EMPTY_FILE");
    case "foreign":
      throw new SluiceError("INTAKE_NOT_A_TABLE", { seen: found.seen });
    case "text":
      return openDelimited(bytes, limits);
    case "html":
      refuseLarge(bytes, limits.markupBytes);
      return openHtml(bytes, limits);
    case "spreadsheet-ml":
      refuseLarge(bytes, limits.markupBytes);
      return { container: "xlsx", encoding: "", notes: [], sheets: each(readSpreadsheetMl(bytes, limits)) };
    case "zip":
      return await openXlsx(bytes, limits);
    case "ole":
      return await openOldWorkbook(bytes, parseXls, limits);
  }
}

function refuseLarge(bytes: Uint8Array, limit: number): void {
  if (bytes.length > limit) throw new SluiceError("INTAKE_FILE_TOO_LARGE", { bytes: bytes.length, limit });
}

function openDelimited(bytes: Uint8Array, limits: IntakeLimits): OpenedFile {
  const { encoding, notes } = detectEncoding(bytes);
  const [sample = ""] = decodeText(bytes.subarray(0, sampleBytes), encoding);
  const rows = () => splitDelimited(decodeText(bytes, encoding), detectShape(sample), limits);
  return { container: "delimited", encoding, notes, sheets: each([textSheet(rows)]) };
}

function openHtml(bytes: Uint8Array, limits: IntakeLimits): OpenedFile {
  const { encoding, notes } = detectEncoding(bytes);
  const rows = () => readHtmlTables(decodeText(bytes, encoding), limits);
  return { container: "html", encoding, notes, sheets: each([textSheet(rows)]) };
}

function textSheet(rows: () => Iterable<CellBatch>): CellSheet {
  return { sheet: 0, name: "", date1904: false, spoiledNumbers: new Set(), batches: () => each(rows()) };
}

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
