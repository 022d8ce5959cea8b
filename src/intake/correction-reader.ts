import type { CorrectedPlace } from "../flows/statement-row.ts";
import { type Cells, textReader } from "./column-reader.ts";
import { headingKey } from "./heading-key.ts";
import type { ColumnMap } from "./map-columns.ts";

/** Reads where a corrected row stood before it was rejected; `null` on every other row. */
export function correctionReader(map: ColumnMap): (row: Cells) => CorrectedPlace | null {
  if (!map.column.has("correctionSha256") || !map.column.has("correctionRow")) return () => null;
  const sha256 = textReader(map, "correctionSha256");
  const [sheet, place] = [textReader(map, "correctionSheet"), textReader(map, "correctionRow")];
  return (row) => {
    const file = sha256(row).toLowerCase();
    const line = place(row);
    if (!/^[0-9a-f]{64}$/.test(file) || !/^\d{1,9}$/.test(line)) return null;
    const sheetText = sheet(row);
    return { sha256: file, sheet: /^\d{1,6}$/.test(sheetText) ? Number(sheetText) : 0, row: Number(line) };
  };
}

/** Begins the headings of the columns in which an export of rejected rows keeps the cells behind the last heading. */
export const beyondHeading = "多出的单元格";

/** Whether a heading is one of those: the cells below it must be empty once the row is corrected. */
export function isBeyondHeading(heading: string): boolean {
  return /^多出的单元格\d+$/.test(headingKey(heading));
}
