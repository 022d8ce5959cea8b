import { intakeLimits, type IntakeLimits } from "../../src/intake/limits.ts";
import { parseOldWorkbook, type SpreadsheetParser } from "../../src/intake/old-workbook.ts";
import { openFile } from "../../src/intake/open-file.ts";

/** A sheet read to its end. */
export interface ReadSheet {
  readonly name: string;
  readonly date1904: boolean;
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Opens `bytes` and reads every sheet to its end; old xls is parsed in this thread unless a parser is given. */
export async function readAll(
  bytes: Uint8Array | string,
  limits: IntakeLimits = intakeLimits,
  parseXls: SpreadsheetParser = async (xls) => parseOldWorkbook(xls),
): Promise<readonly ReadSheet[]> {
  const opened = await openFile(Buffer.from(bytes as string), { limits, parseXls });
  const sheets: ReadSheet[] = [];
  for await (const sheet of opened.sheets) {
    const { name, date1904 } = sheet;
    const rowNumbers: number[] = [];
    const rows: (readonly string[])[] = [];
    const notes: string[] = [];
    for await (const batch of sheet.batches()) {
      rowNumbers.push(...batch.rowNumbers);
      rows.push(...batch.rows);
      notes.push(...batch.notes);
    }
    sheets.push({ name, date1904, rowNumbers, rows, notes });
  }
  return sheets;
}
