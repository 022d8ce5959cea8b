import { cleanText } from "./cells/clean-text.ts";
import type { FieldName } from "./field-table.ts";
import type { ColumnMap } from "./map-columns.ts";

/** A row's text cells by column position. */
export type Cells = readonly string[];

/** Reads one field of a row; the empty string when the sheet has no such column or the cell says "no value". */
export type ReadText = (row: Cells) => string;

/** The reader of a field, compiled to its column. Columns repeat their values, so the last one is remembered. */
export function textReader(map: ColumnMap, field: FieldName): ReadText {
  const column = map.column.get(field);
  if (column === undefined) return readNothing;
  let lastRaw = "";
  let lastText = "";
  return (row) => {
    const raw = row[column];
    if (raw === undefined || raw === "") return "";
    if (raw !== lastRaw) {
      lastText = cleanText(raw);
      lastRaw = raw;
    }
    return lastText;
  };
}

/** The first of two fields that is filled. */
export function firstFilled(map: ColumnMap, first: FieldName, second: FieldName): ReadText {
  const [one, two] = [textReader(map, first), textReader(map, second)];
  if (two === readNothing) return one;
  return (row) => one(row) || two(row);
}

/** Whether the sheet has a column for the field. */
export function hasColumn(map: ColumnMap, field: FieldName): boolean {
  return map.column.has(field);
}

function readNothing(): string {
  return "";
}
