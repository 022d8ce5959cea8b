import { CNY } from "../money/currency.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { readPlainAmount, requireText } from "./plain-fields.ts";
import { type PlainFile, readPlainTable } from "./plain-table.ts";
import { makeCells } from "./plain-transfers.ts";

/** One return that was made: to whom, how much, out of which frozen account. */
export interface ReturnedSum {
  readonly file: string;
  readonly line: number;
  /** A victim's name or a loss's id. */
  readonly victim: string;
  readonly amountMinor: MinorUnits;
  /** Number or key of the frozen account that it came out of; empty for elsewhere or not known. */
  readonly account: string;
  /** The transfer of the ledger that made it; empty when it is not named. One event with what a trace sees there (T18). */
  readonly transferId: string;
}

/**
 * Reads what was returned already: a CSV with the columns `victim` (a name or a loss's id) and `amount`, and where they are
 * known `account` and `transfer`.
 * @throws SluiceError of the `PLAIN_…` codes.
 */
export function readReturned(file: PlainFile): readonly ReturnedSum[] {
  const table = readPlainTable(file, ["victim", "amount"]);
  const cells = makeCells(table);
  return table.records.map((record) => ({
    file: file.name,
    line: record.line,
    victim: requireText(cells(record, "victim")),
    amountMinor: readPlainAmount(cells(record, "amount"), CNY),
    account: cells(record, "account").seen,
    transferId: cells(record, "transfer").seen,
  }));
}
