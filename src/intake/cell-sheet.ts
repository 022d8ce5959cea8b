import type { FileReport } from "../flows/file-reading.ts";

/**
 * Some consecutive rows of a sheet. Every physical row is here, blank ones too (all cells empty), cells untouched (no
 * trimming). Cells of delimited text are slices of a larger string: whoever keeps a few of them for long should copy.
 */
export interface CellBatch {
  /** `rowNumbers[i]` is the line (delimited text: where the record begins) or sheet row of `rows[i]`, from 1, rising. */
  readonly rowNumbers: readonly number[];
  /** Cells by column position. Rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
  /** What a person should know about how these rows were read (e.g. a quote that never closes), with their rows. */
  readonly notes: readonly string[];
}

/**
 * A sheet of text cells. Numbers are shortest exact decimal text without E-notation, dates `YYYY-MM-DD HH:MM:SS`.
 * `batches` can be walked once; it throws a SluiceError of the intake when the rest of the sheet cannot be read.
 */
export interface CellSheet {
  /** Position in the file, from 0. */
  readonly sheet: number;
  readonly name: string;
  /** Whether bare serial numbers of this workbook count days from 1904 instead of 1900. */
  readonly date1904: boolean;
  /**
   * Numbers of 18 digits or more that end in 0000 and stand in cells of the type number, which keep 15: their last digits
   * are lost. Filled as the rows are handed out; empty for formats without types.
   */
  readonly spoiledNumbers: ReadonlySet<string>;
  batches(): AsyncIterable<CellBatch>;
}

/** A file whose container and encoding are known. Sheets come one after the other: drain one before asking the next. */
export interface OpenedFile {
  readonly container: FileReport["container"];
  /** `UTF-8`, `UTF-8 BOM`, `UTF-16LE`, `UTF-16BE`, `GB18030`, or empty when the container fixes it. */
  readonly encoding: string;
  readonly notes: readonly string[];
  readonly sheets: AsyncIterable<CellSheet>;
}
