import type { ReadingSink } from "../flows/file-reading.ts";
import { type Cells, textReader } from "./column-reader.ts";
import { isBeyondHeading } from "./correction-reader.ts";
import { type FoundHeading, splitSingleCell } from "./find-heading.ts";
import { headingKey } from "./heading-key.ts";
import { isFeedback, nonTransferKind } from "./row-kinds.ts";
import type { RowOutcome } from "./sheet-section.ts";
import { statementReader } from "./statement-reader.ts";
import type { StatementSheet } from "./statement-sheet.ts";
import type { Rejection } from "./amount-reader.ts";

/** Reads the rows below a statement's headings: transfers, and what stands between and below them. */
export function statementSection(
  sheet: StatementSheet,
  found: FoundHeading,
): (row: Cells, number: number, sink: ReadingSink) => RowOutcome {
  const { map } = sheet;
  const read = statementReader(sheet);
  const feedback = textReader(map, "feedback");
  const amounts = [textReader(map, "amount"), textReader(map, "amountIn"), textReader(map, "amountOut")];
  const beyond = found.headings.flatMap((heading, column) => (isBeyondHeading(heading) ? [column] : []));
  const headingKeys = found.headings.map(headingKey).join("\t");
  const headingOf = ({ reason, field }: Rejection): RowOutcome => {
    const column = field === "" ? undefined : map.column.get(field);
    return { reason, field: column === undefined ? "" : (found.headings[column] ?? "").trim() };
  };
  const other = (row: Cells, rejection: Rejection): RowOutcome => {
    if (isFeedback(feedback(row))) return "feedback";
    const untimed = rejection.reason === "time-missing" || rejection.reason === "time-unreadable";
    const stated = !untimed || amounts.some((amount) => amount(row) !== "") ? "something" : "nothing";
    const kind = nonTransferKind(row, stated);
    if (kind === undefined) return headingOf(rejection);
    return kind === "heading" && row.map(headingKey).join("\t") !== headingKeys ? "new-heading" : kind;
  };
  return (raw, number, sink) => {
    const row = raw.length > 1 && found.splitBy === null ? raw : wholeRow(raw);
    if (row.length > map.width && overflows(row, map.width)) return other(row, { reason: "row-shifted", field: "" });
    if (beyond.some((column) => (row[column] ?? "").trim() !== ""))
      return other(row, { reason: "row-shifted", field: "" });
    const result = read(row, number);
    if ("reason" in result) return other(row, result);
    if (result.amountMinor === 0 && isFeedback(feedback(row))) return "feedback";
    sink.row(result);
    return "accepted";
  };
}

function wholeRow(row: Cells): Cells {
  return splitSingleCell(row).cells;
}

/** Filled cells behind the last heading: the row has been shifted, most often by a broken thousands comma. */
function overflows(row: Cells, width: number): boolean {
  for (let column = width; column < row.length; column++) if ((row[column] ?? "").trim() !== "") return true;
  return false;
}
