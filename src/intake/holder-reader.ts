import type { HolderRecord, HolderTable } from "../flows/file-reading.ts";
import type { SourcePlace } from "../flows/statement-row.ts";
import { cleanText } from "./cells/clean-text.ts";
import { isZeroFiller, readAccountNumber } from "./cells/read-account-number.ts";
import type { Cells } from "./column-reader.ts";
import { headingKey } from "./heading-key.ts";
import { type HolderField, holderFieldTable } from "./holder-fields.ts";
import { occurrenceKeys } from "./map-columns.ts";

/** Reads a row of a table about accounts and people. */
export type ReadHolder = (row: Cells, place: SourcePlace) => HolderRecord;

/** The reader of a holder table, compiled to its headings. */
export function holderReader(table: HolderTable, headings: readonly string[]): ReadHolder {
  const keys = occurrenceKeys(headings);
  const columnsOf = (field: HolderField): readonly number[] =>
    holderFieldTable[field].map((name) => keys.indexOf(headingKey(name))).filter((column) => column >= 0);
  const reader = (field: HolderField): ((row: Cells) => string) => {
    const columns = columnsOf(field);
    return (row) => {
      for (const column of columns) {
        const text = cleanText(row[column] ?? "");
        if (text !== "") return text;
      }
      return "";
    };
  };
  const [card, account, holderName, idNo] = [reader("card"), reader("account"), reader("holderName"), reader("idNo")];
  const [bank, phone, opened, closed, state] = [
    reader("bank"),
    reader("phone"),
    reader("openedText"),
    reader("closedText"),
    reader("state"),
  ];
  const names = headings.map((heading, column) => nameOf(heading, keys[column] ?? ""));
  return (row, place) => ({
    place,
    table,
    card: numberOf(card(row)),
    account: numberOf(account(row)),
    holderName: holderName(row),
    idNo: idNo(row),
    bank: bank(row),
    phone: phone(row),
    openedText: opened(row),
    closedText: closed(row),
    state: state(row),
    cells: cellsByHeading(names, row),
  });
}

function nameOf(heading: string, key: string): string {
  const name = cleanText(heading);
  const suffix = /#\d+$/.exec(key)?.[0] ?? "";
  return name === "" ? "" : `${name}${suffix}`;
}

/** Headings come from files: a null prototype keeps `__proto__` an ordinary name. */
function cellsByHeading(names: readonly string[], row: Cells): Readonly<Record<string, string>> {
  const cells: Record<string, string> = Object.create(null);
  for (const [column, cell] of row.entries()) {
    const text = cleanText(cell);
    if (text !== "") cells[names[column] || `${column + 1}`] = text;
  }
  return cells;
}

function numberOf(text: string): string {
  return isZeroFiller(text) ? "" : readAccountNumber(text).number;
}
