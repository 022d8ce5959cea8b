import type { LedgerColumns } from "../flows/ledger-columns.ts";

/**
 * Bytes that a row takes in memory once the ledger is derived: 107 of the witness columns, 25 of the transfer's, 13 of
 * what ties the two together, and the texts of its accounts.
 */
export const bytesPerRow = 200;

/** Bytes that an opened ledger takes with what is prepared of it: 17 a transfer and 12 an account more (`PreparedLedger`). */
export function preparedBytes({ transfers, accounts }: LedgerColumns): number {
  return transfers.length * (bytesPerRow + 17) + accounts.length * 12;
}
