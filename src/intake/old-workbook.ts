import { read, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch, CellSheet, OpenedFile } from "./cell-sheet.ts";
import { dateText, formatKindOfCode, isSpoiled, numberText } from "./cell-text.ts";
import type { IntakeLimits } from "./limits.ts";
import { RowGatherer } from "./row-gatherer.ts";
import { refuseCutOff } from "./workbook-ends.ts";

/** One sheet of an old xls as its parser hands it over: plain data, fit to cross threads. */
export interface GridSheet {
  readonly name: string;
  readonly date1904: boolean;
  readonly spoiledNumbers: ReadonlySet<string>;
  /** Rows with at least one value, rising. */
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Parses an old xls somewhere safe: `parseOldWorkbook` in a process with memory and time limits.
 * @throws SluiceError INTAKE_XLS_TOO_SLOW, INTAKE_XLS_TOO_MUCH_MEMORY, INTAKE_WORKBOOK_DAMAGED, INTAKE_NEEDS_PASSWORD
 */
export type SpreadsheetParser = (bytes: Uint8Array) => Promise<readonly GridSheet[]>;

/**
 * Opens an OLE file: an xls or et, unless it says that it is another document or encrypted.
 * @throws SluiceError INTAKE_NEEDS_PASSWORD, INTAKE_NOT_A_TABLE, INTAKE_FILE_TOO_LARGE, INTAKE_WORKBOOK_DAMAGED and
 * those of the parser.
 */
export async function openOldWorkbook(
  bytes: Uint8Array,
  parse: SpreadsheetParser,
  limits: IntakeLimits,
): Promise<OpenedFile> {
  if (holds(bytes, "EncryptedPackage")) throw new SluiceError("INTAKE_NEEDS_PASSWORD");
  if (!holds(bytes, "Workbook") && !holds(bytes, "Book")) {
    const other = ["WordDocument", "PowerPoint Document"].find((stream) => holds(bytes, stream));
    if (other !== undefined) throw new SluiceError("INTAKE_NOT_A_TABLE", { seen: other });
  }
  if (bytes.length > limits.xlsBytes) {
    throw new SluiceError("INTAKE_FILE_TOO_LARGE", { bytes: bytes.length, limit: limits.xlsBytes });
  }
  refuseCutOff(bytes);
  const grids = await parse(bytes);
  if (grids.length === 0) {
    throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: "没有工作表 / it has no sheet" });
  }
  if (grids.length > limits.sheetsPerFile) {
    throw new SluiceError("INTAKE_TOO_MANY_SHEETS", { limit: limits.sheetsPerFile });
  }
  return { container: "xls", encoding: "", notes: [], sheets: eachSheet(grids, limits) };
}

/**
 * Parses an old xls here and now. It may take any time and memory: call it in a worker.
 * @throws SluiceError INTAKE_NEEDS_PASSWORD, INTAKE_WORKBOOK_DAMAGED
 */
export function parseOldWorkbook(bytes: Uint8Array): readonly GridSheet[] {
  let workbook: WorkBook;
  try {
    workbook = read(bytes, {
      type: "array",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/i.test(reason)) throw new SluiceError("INTAKE_NEEDS_PASSWORD", {}, cause);
    throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason }, cause);
  }
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.map((name) => gridOf(name, workbook.Sheets[name] ?? {}, date1904));
}

function gridOf(name: string, sheet: WorkSheet, date1904: boolean): GridSheet {
  const rowNumbers: number[] = [];
  const rows: string[][] = [];
  const spoiledNumbers = new Set<string>();
  for (const [index, cells] of (sheet["!data"] ?? []).entries()) {
    const texts = Array.from(cells ?? [], (cell) => cellText(cell, date1904));
    for (const [at, cell] of (cells ?? []).entries())
      if (typeof cell?.v === "number" && isSpoiled(texts[at] ?? "")) spoiledNumbers.add(texts[at] ?? "");
    if (!texts.some((text) => text !== "")) continue;
    rowNumbers.push(index + 1);
    rows.push(texts);
  }
  return { name, date1904, spoiledNumbers, rowNumbers, rows };
}

/** The parts of the library's cell that are read; `t` is its type, `v` its value, `z` its format. */
interface ParsedCell {
  readonly t?: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: unknown;
}

function cellText(cell: ParsedCell | undefined, date1904: boolean): string {
  const value = cell?.v;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value !== "number") return "";
  if (cell?.t === "e") return cell.w ?? "#N/A";
  const kind = typeof cell?.z === "string" ? formatKindOfCode(cell.z) : "number";
  return kind === "number" ? numberText(value) : dateText(value, kind, date1904);
}

async function* eachSheet(grids: readonly GridSheet[], limits: IntakeLimits): AsyncGenerator<CellSheet> {
  for (const [sheet, grid] of grids.entries()) {
    yield {
      sheet,
      name: grid.name,
      date1904: grid.date1904,
      spoiledNumbers: grid.spoiledNumbers,
      batches: () => batchesOf(grid, limits),
    };
  }
}

async function* batchesOf(grid: GridSheet, limits: IntakeLimits): AsyncGenerator<CellBatch> {
  const gatherer = new RowGatherer(limits);
  for (const [i, cells] of grid.rows.entries()) {
    gatherer.addWorkbookRow(grid.rowNumbers[i] ?? 0, cells);
    if (gatherer.isFull) yield* gatherer.take();
  }
  yield* gatherer.take();
}

/** Names inside an OLE file are UTF-16LE. */
function holds(bytes: Uint8Array, streamName: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(streamName, "utf16le"));
}
