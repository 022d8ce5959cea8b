import { rowsOfAccount } from "../../../tracing/leg-part.ts";
import type { LedgerTable } from "../ledger-tables.ts";

/** Rows a granule: single keys are looked up. Other sizes were not measured. */
const granularity = 512;

/** A part of a busy account is 9 KB: what lies beside it in its granule is unpacked with it. 8 rows cost a sixth more. */
const packedGranularity = 4;

/** The account of a place. */
const shardOfPlace = `intDiv(place, ${rowsOfAccount})`;

/**
 * The tables of derived ledgers. Here `reading` is the key of a derivation, so that one drops as a whole; every table has
 * the account by which a cluster shards it, so that a shard answers for its accounts alone.
 *
 * An account's legs lie packed, part by part (`packed-part.ts`), so that a walk fetches of a busy account what it comes
 * by and not the whole. Row 0 of each account has what is known of it as JSON, which the engine never searches, and its
 * legs too when one part holds them. Both stand in one number, `placeNumber`, that is the whole key: the engine finds a
 * hundred of such keys several times as fast as pairs, and a derivation is a partition of its own anyhow.
 */
export const packedPartsTable: LedgerTable = {
  ...legTable("packed_parts", "place", [
    ["place", "UInt64"],
    ["first_transfer", "UInt32"],
    ["last_transfer", "UInt32"],
    ["record", "String"],
    ["legs", "String"],
  ]),
  order: "place",
  shardBy: shardOfPlace,
  granularity: packedGranularity,
  blockBytes: 8_192,
};

/** Where the parts begin of accounts that have several: read whole when a trace opens, it must not cost a look at every account. */
export const partStartsTable: LedgerTable = {
  ...legTable("part_starts", "place", [
    ["place", "UInt64"],
    ["first_transfer", "UInt32"],
  ]),
  shardBy: shardOfPlace,
};

/** What is unexplained (T4, T17) of each account, `entry` by `entry` in the ledger's order. */
export const unexplainedTable: LedgerTable = legTable("account_unexplained", "account, entry", [
  ["account", "UInt32"],
  ["entry", "UInt32"],
  ["transfer", "UInt32"],
  ["amount_minor", "Int64"],
]);

/** What decides whether an account is a stop. */
export const accountMarksTable: LedgerTable = legTable("account_marks", "account", [
  ["account", "UInt32"],
  ["exit_kind", "UInt8"],
  ["counterparties", "UInt32"],
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
export const legTables: readonly LedgerTable[] = [
  packedPartsTable,
  partStartsTable,
  unexplainedTable,
  accountMarksTable,
  namesTable,
  witnessesTable,
  rowsTable,
];

/** Those of earlier programs, each with other columns. A table whose columns change takes a new name. */
export const retiredLegTables: readonly string[] = ["legs", "leg_accounts", "account_legs", "account_parts"];

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
