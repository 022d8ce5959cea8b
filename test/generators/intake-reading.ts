import { createHash } from "node:crypto";
import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../../src/flows/file-reading.ts";
import { type RowFlag, rowFlags, type StatementRow } from "../../src/flows/statement-row.ts";
import type { CellBatch, OpenedFile } from "../../src/intake/cell-sheet.ts";
import { intakeLimits } from "../../src/intake/limits.ts";
import { parseOldWorkbook } from "../../src/intake/old-workbook.ts";
import { openFile } from "../../src/intake/open-file.ts";
import { readFile } from "../../src/intake/read-file.ts";
import type { ReadingOptions } from "../../src/intake/reading-options.ts";

/** Everything that came out of one file. */
export interface IntakeReading {
  readonly report: FileReport;
  readonly rows: readonly StatementRow[];
  readonly setAside: readonly SetAsideRow[];
  readonly holders: readonly HolderRecord[];
  readonly periods: readonly StatedPeriod[];
}

/** Nothing is overruled. */
export const noOptions: ReadingOptions = { layout: null, columns: {}, saved: [] };

/** Reads a file's bytes the whole way. */
export async function readBytes(
  path: string,
  bytes: Uint8Array,
  options: ReadingOptions = noOptions,
): Promise<IntakeReading> {
  const parseXls = async (workbook: Uint8Array) => parseOldWorkbook(workbook);
  return await gather(path, await openFile(bytes, { limits: intakeLimits, parseXls }), options);
}

/** Reads rows of cells as if they were a file's only sheet. */
export async function readGrid(
  path: string,
  grid: readonly (readonly string[])[],
  options: ReadingOptions = noOptions,
): Promise<IntakeReading> {
  const batch: CellBatch = { rows: grid, rowNumbers: grid.map((_, index) => index + 1), notes: [] };
  const sheet = {
    sheet: 0,
    name: "",
    date1904: false,
    spoiledNumbers: new Set<string>(),
    batches: () => each([batch]),
  };
  return await gather(path, { container: "delimited", encoding: "UTF-8", notes: [], sheets: each([sheet]) }, options);
}

/** The names of a row's marks. */
export function flagsOf(row: StatementRow): readonly RowFlag[] {
  return rowFlags.filter((_, bit) => Math.floor(row.flags / 2 ** bit) % 2 === 1);
}

/** The places of rows that were reported more or less often than once, and whether the report's counts add up. */
export function unaccounted(reading: IntakeReading): readonly string[] {
  const seen = new Map<string, number>();
  const places = [...reading.rows, ...reading.setAside].map(({ place }) => `${place.sheet}:${place.row}`);
  for (const place of places) seen.set(place, (seen.get(place) ?? 0) + 1);
  const faults = [...seen].filter(([, count]) => count !== 1).map(([place]) => place);
  const rows = reading.report.sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  if (rows !== places.length) faults.push(`${rows} counted, ${places.length} reported`);
  for (const { rows: all, accepted, setAside } of reading.report.sheets) {
    const sum = Object.values(setAside).reduce((total, count) => total + count, accepted);
    if (sum !== all) faults.push(`${all} rows, ${sum} by kind`);
  }
  return faults;
}

async function gather(path: string, opened: OpenedFile, options: ReadingOptions): Promise<IntakeReading> {
  const rows: StatementRow[] = [];
  const setAside: SetAsideRow[] = [];
  const holders: HolderRecord[] = [];
  const periods: StatedPeriod[] = [];
  const sha256 = createHash("sha256").update(path).digest("hex");
  const report = await readFile(
    { opened, file: { path, sha256, bytes: 0 }, options },
    {
      row: (row) => rows.push(row),
      setAside: (row) => setAside.push(row),
      holder: (record) => holders.push(record),
      period: (period) => periods.push(period),
    },
  );
  return { report, rows, setAside, holders, periods };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
