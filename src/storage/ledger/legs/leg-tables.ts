import type { LedgerTable } from "../ledger-tables.ts";

/** Rows a granule: looking up 1,000 accounts of 40 million legs, measured with chDB, is quickest with few. */
const granularity = 512;

/**
 * The tables of derived ledgers. Here `reading` is the key of a derivation, so that one drops as a whole; every table has
 * the account by which a cluster shards it, so that a shard answers for its accounts alone.
 */
export const legsTable: LedgerTable = legTable("legs", "account, transfer, side", [
  ["account", "UInt32"],
  ["transfer", "UInt32"],
  ["side", "UInt8"],
  ["other", "UInt32"],
  ["at_ms", "Int64"],
  ["amount_minor", "Int64"],
  ["flags", "UInt8"],
  ["original", "UInt32"],
  ["balance_minor", "Nullable(Int64)"],
]);

/** `coverage`, `facts`, `ties` and `wallet_paid` are JSON: they are read whole and never searched by the engine. */
export const accountsTable: LedgerTable = legTable("leg_accounts", "account", [
  ["account", "UInt32"],
  ["account_key", "String"],
  ["exit_kind", "UInt8"],
  ["opening_minor", "Nullable(Int64)"],
  ["counterparties", "UInt32"],
  ["legs", "UInt32"],
  ["coverage", "String"],
  ["facts", "String"],
  ["ties", "String"],
  ["wallet_paid", "String"],
]);

/** Every key and number by which an account can be named. */
export const namesTable: LedgerTable = legTable("account_names", "name, account", [
  ["name", "String"],
  ["account", "UInt32"],
]);

/** The witnesses of each transfer, by its payer. */
export const witnessesTable: LedgerTable = legTable("leg_witnesses", "account, transfer, role", [
  ["account", "UInt32"],
  ["transfer", "UInt32"],
  ["role", "UInt8"],
  ["wallet", "UInt32"],
  ["file", "UInt32"],
  ["sheet", "UInt16"],
  ["row", "UInt32"],
  ["at_ms", "Int64"],
  ["precision", "UInt8"],
]);

/** The transfer that each row witnesses, duplicates included. */
export const rowsTable: LedgerTable = legTable("row_transfers", "file, sheet, row", [
  ["file", "UInt32"],
  ["sheet", "UInt16"],
  ["row", "UInt32"],
  ["account", "UInt32"],
  ["transfer", "UInt32"],
]);

/** The derivations that are complete: their size, and how many rows each table must hold. `record` is JSON. */
export const derivationsTable: LedgerTable = {
  ...legTable("derivations", "record", [["record", "String"]]),
  shardBy: "reading",
};

/** The tables that hold what a derivation consists of. */
export const legTables: readonly LedgerTable[] = [legsTable, accountsTable, namesTable, witnessesTable, rowsTable];

function legTable(name: string, order: string, columns: LedgerTable["columns"]): LedgerTable {
  return {
    name,
    columns: [["reading", "UInt64"], ...columns],
    order: `reading, ${order}`,
    shardBy: "account",
    granularity,
    partition: "reading",
  };
}
