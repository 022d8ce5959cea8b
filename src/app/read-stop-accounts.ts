import { readAccountNumber } from "../intake/cells/read-account-number.ts";
import { type PlainFile, readPlainTable } from "./plain-table.ts";

/**
 * Reads the accounts at which a trace stops: a CSV with a column `account`.
 * @throws SluiceError of the `PLAIN_…` codes.
 */
export function readStopAccounts(file: PlainFile): readonly string[] {
  const table = readPlainTable(file, ["account"]);
  const column = table.column("account");
  return table.records.flatMap(({ values }) => {
    const text = values[column] ?? "";
    // Keys such as `@…` or `6222…#USD` are taken as they stand; a number is read as the intake reads it.
    return text === "" ? [] : [...new Set([text, readAccountNumber(text).number])].filter((key) => key !== "");
  });
}
