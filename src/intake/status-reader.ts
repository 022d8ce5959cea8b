import { flagBit, type RowStatus } from "../flows/statement-row.ts";
import { stripCell } from "./cells/clean-text.ts";
import { readStatus } from "./cells/read-status.ts";
import { type Cells, textReader } from "./column-reader.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";

/** Whether a row's transaction went through, and the mark on a word that nobody knows. */
export interface StatusReading {
  readonly status: RowStatus;
  readonly flags: number;
}

/** The reader of a sheet's status column, by the layout's words and the usual ones. */
export function statusReader(map: ColumnMap, rules: StatementRules): (row: Cells) => StatusReading {
  const text = textReader(map, "status");
  const flag = map.column.get("direction");
  const blank: StatusReading = { status: rules.blankStatus, flags: 0 };
  const cache = new Map<string, StatusReading>();
  return (row) => {
    const value = text(row);
    if (value === "" || value === "/") return blank;
    const neither = rules.neitherStatusWords[value];
    if (neither !== undefined && flag !== undefined && neitherFlags.has(stripCell(row[flag] ?? "")))
      return { status: neither, flags: 0 };
    const cached = cache.get(value);
    if (cached !== undefined) return cached;
    const status = readStatus(value, rules.statusWords);
    const reading = status === undefined ? unknownCode : { status, flags: 0 };
    if (cache.size < 1_000) cache.set(value, reading);
    return reading;
  };
}

const unknownCode: StatusReading = { status: "unknown", flags: flagBit("status-code-unknown") };
const neitherFlags: ReadonlySet<string> = new Set(["/", "不计收支", "中性", "中性交易", "其他"]);
