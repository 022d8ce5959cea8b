import { SluiceError } from "../errors/sluice-error.ts";
import type { OpenedFile } from "../intake/cell-sheet.ts";
import { intakeLimits } from "../intake/limits.ts";
import type { SpreadsheetParser } from "../intake/old-workbook.ts";
import { openFile } from "../intake/open-file.ts";
import type { Stores } from "../storage/stores.ts";

/** Where a row and the heading above it stand in a file; rows as a person counts them, `headerRow` 0 for none. */
export interface OriginalPlace {
  readonly sheet: number;
  readonly row: number;
  readonly headerRow: number;
}

/** A row as it stands in the original file, cell by cell, untouched. */
export interface OriginalRow {
  readonly encoding: string;
  readonly headings: readonly string[];
  readonly cells: readonly string[];
}

/** What reading originals takes. */
export interface OriginalSources {
  readonly evidence: Stores["evidence"];
  readonly parseXls: SpreadsheetParser;
}

/**
 * Reads one row again from the file that was kept as evidence, as far as that row and no further.
 * @throws SluiceError STORAGE_EVIDENCE_MISSING, STORAGE_EVIDENCE_ALTERED, STORAGE_EVIDENCE_ROW_MISSING, and those of
 * opening the file.
 */
export async function readOriginalRow(
  { evidence, parseXls }: OriginalSources,
  sha256: string,
  place: OriginalPlace,
): Promise<OriginalRow> {
  const opened = await openFile(await evidence.get(sha256), { limits: intakeLimits, parseXls });
  const rows = await rowsOf(opened, place);
  const cells = rows.get(place.row);
  if (cells === undefined) {
    throw new SluiceError("STORAGE_EVIDENCE_ROW_MISSING", { sha256, sheet: place.sheet + 1, row: place.row });
  }
  return { encoding: opened.encoding, headings: rows.get(place.headerRow) ?? [], cells };
}

async function rowsOf(opened: OpenedFile, place: OriginalPlace): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>();
  for await (const sheet of opened.sheets) {
    // Sheets come one after the other: those before the wanted one are walked past.
    for await (const { rows, rowNumbers } of sheet.batches()) {
      if (sheet.sheet !== place.sheet) continue;
      for (const [index, row] of rows.entries()) {
        const number = rowNumbers[index] ?? 0;
        if (number === place.headerRow || number === place.row) found.set(number, row);
      }
      if ((rowNumbers.at(-1) ?? 0) >= place.row) return found;
    }
    if (sheet.sheet === place.sheet) break;
  }
  return found;
}
