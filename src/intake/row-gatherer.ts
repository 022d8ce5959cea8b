import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch } from "./cell-sheet.ts";
import type { IntakeLimits } from "./limits.ts";

const batchRows = 2_000;
/** Rows of an Excel sheet; a higher row number is damage or malice. */
const workbookRows = 1_048_576;
const sheetNotes = 20;
const blankRow: readonly string[] = [""];

/** Gathers the rows of one sheet into batches, within the limits. */
export class RowGatherer {
  readonly #limits: IntakeLimits;
  #batch: GrowingBatch = emptyBatch();
  #rows = 0;
  #lastRow = 0;
  #notes = 0;

  constructor(limits: IntakeLimits) {
    this.#limits = limits;
  }

  /** @throws SluiceError INTAKE_TOO_MANY_COLUMNS, INTAKE_TOO_MANY_ROWS */
  add(rowNumber: number, cells: readonly string[]): void {
    const { columnsPerRow, rowsPerSheet } = this.#limits;
    if (cells.length > columnsPerRow) {
      throw new SluiceError("INTAKE_TOO_MANY_COLUMNS", { row: rowNumber, limit: columnsPerRow });
    }
    if (++this.#rows > rowsPerSheet) throw new SluiceError("INTAKE_TOO_MANY_ROWS", { limit: rowsPerSheet });
    this.#batch.rowNumbers.push(rowNumber);
    this.#batch.rows.push(cells);
    this.#lastRow = rowNumber;
  }

  /**
   * Adds a row of a workbook, which leaves blank rows out: those before it are filled in, those after the last row
   * with a value do not exist, so that xls and xlsx of one table give the same rows.
   * @throws SluiceError INTAKE_WORKBOOK_DAMAGED and those of `add`.
   */
  addWorkbookRow(rowNumber: number, cells: readonly string[]): void {
    if (!cells.some((cell) => cell !== "")) return;
    if (rowNumber > workbookRows) throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: `row ${rowNumber}` });
    while (this.#lastRow + 1 < rowNumber) this.add(this.#lastRow + 1, blankRow);
    this.add(Math.max(rowNumber, this.#lastRow + 1), cells);
  }

  /** Keeps a note for the report; of a sheet full of them, the first few. */
  note(text: string): void {
    this.#notes++;
    if (this.#notes <= sheetNotes) this.#batch.notes.push(text);
    if (this.#notes === sheetNotes) this.#batch.notes.push("同类提示从略 / further notes of this kind are left out");
  }

  /** Whether enough rows for a batch are here. */
  get isFull(): boolean {
    return this.#batch.rows.length >= batchRows;
  }

  /** The rows gathered since the last call; none when there are none. */
  *take(): Generator<CellBatch> {
    const batch = this.#batch;
    if (batch.rows.length === 0) return;
    this.#batch = emptyBatch();
    yield batch;
  }
}

interface GrowingBatch {
  readonly rowNumbers: number[];
  readonly rows: (readonly string[])[];
  readonly notes: string[];
}

function emptyBatch(): GrowingBatch {
  return { rowNumbers: [], rows: [], notes: [] };
}
