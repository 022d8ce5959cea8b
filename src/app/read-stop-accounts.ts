import { readAccountNumber } from "../intake/cells/read-account-number.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import { type PlainFile, readPlainTable } from "./plain-table.ts";

/** An account at which a trace is to stop: as it is written, and the keys or numbers that this may mean. */
export interface StopAccount {
  readonly text: string;
  readonly names: readonly string[];
}

/**
 * Reads the accounts at which a trace stops: a CSV with a column `account`.
 * @throws SluiceError of the `PLAIN_…` codes.
 */
export function readStopAccounts(file: PlainFile): readonly StopAccount[] {
  const table = readPlainTable(file, ["account"]);
  const column = table.column("account");
  return table.records.flatMap(({ values }) => {
    const text = values[column] ?? "";
    if (text === "") return [];
    // Keys such as `@…` or `6222…#USD` are taken as they stand; a number is read as the intake reads it.
    return [{ text, names: [...new Set([text, readAccountNumber(text).number])].filter((name) => name !== "") }];
  });
}

/** The stops that no account of the ledger is, as they are written: a misspelt one would stop nothing and say nothing. */
export function stopsNotInLedger(stops: readonly StopAccount[], { derived }: OpenedLedger): readonly string[] {
  const known = new Set([...derived.columns.accounts.keys, ...derived.facts.flatMap(({ numbers }) => numbers)]);
  return stops.filter(({ names }) => !names.some((name) => known.has(name))).map(({ text }) => text);
}
