import type { Writable } from "node:stream";
import exceljs from "exceljs";
import { type SheetCell, writeCell } from "./sheet-cell.ts";

/** One list of a workbook. `rows` may be any length. */
export interface SheetList {
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: Iterable<readonly SheetCell[]>;
}

/** Excel's own limits: rows of a sheet with the heading, UTF-16 units of a cell. */
export interface SheetLimits {
  readonly rows: number;
  readonly cellUnits: number;
}

/** The limits of the xlsx format. */
export const xlsxLimits: SheetLimits = { rows: 1_048_576, cellUnits: 32_767 };

/** A text that does not fit in its cell: the rest stands on the last sheet, under this number. */
interface Continuation {
  readonly id: number;
  readonly rest: string;
}

/**
 * Writes lists as a workbook, streaming, so that its size does not decide the memory. Nothing is cut off: a list longer
 * than a sheet goes on in the next (`资金流 (2)`), and a text longer than a cell ends with `…[续 n]` and goes on in rows
 * of the sheet 续文.
 */
export async function writePagedWorkbook(
  lists: readonly SheetList[],
  file: Writable,
  limits: SheetLimits,
): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: file, useStyles: true, useSharedStrings: false });
  const continuations: Continuation[] = [];
  for (const list of lists) writeList(workbook, list, (text) => fitCell(text, limits, continuations));
  if (continuations.length > 0) writeContinuations(workbook, continuations, limits);
  await workbook.commit();

  function writeList(book: exceljs.stream.xlsx.WorkbookWriter, list: SheetList, fit: (text: string) => string): void {
    let page = 1;
    let sheet = addSheet(book, list, page);
    let used = 1;
    for (const cells of list.rows) {
      if (used === limits.rows) {
        sheet.commit();
        page += 1;
        sheet = addSheet(book, list, page);
        used = 1;
      }
      const row = sheet.addRow([]);
      for (const [index, cell] of cells.entries()) {
        const { value, format } = writeCell(cell);
        const target = row.getCell(index + 1);
        target.value = typeof value === "string" ? fit(value) : value;
        target.numFmt = format;
      }
      row.commit();
      used += 1;
    }
    sheet.commit();
  }
}

function addSheet(book: exceljs.stream.xlsx.WorkbookWriter, list: SheetList, page: number): exceljs.Worksheet {
  const name = page === 1 ? list.name : `${list.name} (${page})`;
  const sheet = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = list.columns.map(({ width }) => ({ width }));
  const heading = sheet.addRow(list.columns.map((column) => column.heading));
  heading.font = { bold: true };
  heading.commit();
  return sheet;
}

function fitCell(text: string, limits: SheetLimits, continuations: Continuation[]): string {
  if (text.length <= limits.cellUnits) return text;
  const id = continuations.length + 1;
  const mark = `…[续 ${id}]`;
  const cut = wholeCharacters(text, limits.cellUnits - mark.length);
  continuations.push({ id, rest: text.slice(cut) });
  return text.slice(0, cut) + mark;
}

function writeContinuations(
  book: exceljs.stream.xlsx.WorkbookWriter,
  continuations: readonly Continuation[],
  limits: SheetLimits,
): void {
  const columns = [
    { heading: "续 Continuation", width: 16 },
    { heading: "段 Part", width: 8 },
    { heading: "文字 Text", width: 120 },
  ];
  const sheet = addSheet(book, { name: "续文", columns, rows: [] }, 1);
  for (const { id, rest } of continuations) {
    for (let from = 0, part = 1; from < rest.length; part += 1) {
      // One unit is left for the apostrophe that a piece may need.
      const cut = from + wholeCharacters(rest.slice(from, from + limits.cellUnits), limits.cellUnits - 1);
      const text = writeCell({ kind: "text", text: rest.slice(from, cut) });
      sheet.addRow([id, part, text.value]).commit();
      from = cut;
    }
  }
  sheet.commit();
}

/** At most `units` of the text, not ending between the halves of a character. */
function wholeCharacters(text: string, units: number): number {
  const cut = Math.min(units, text.length);
  const last = text.charCodeAt(cut - 1);
  return cut < text.length && last >= 0xd800 && last <= 0xdbff ? cut - 1 : cut;
}
