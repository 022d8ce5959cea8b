import { derivationsTable, legTables, retiredLegTables } from "./legs/leg-tables.ts";
import { rowColumns } from "./row-columns.ts";

/** A table of the ledger, for every engine: `table-definitions.ts` makes statements of it. */
export interface LedgerTable {
  readonly name: string;
  /** All columns, in insert order. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** Orders the rows and tells them apart: a server takes rows of equal order for one row that came twice. */
  readonly order: string;
  /**
   * What decides, in a cluster, on which shard a row lies: columns or SQL, separated by commas. Rows that one question
   * asks for together share it; rows of equal order must.
   */
  readonly shardBy: string;
  /** Rows a granule: fewer make looking up single keys quicker. The engine's own (8192) when not stated. */
  readonly granularity?: number;
  /**
   * About how many bytes the embedded engine compresses together: who looks up single keys unpacks no more than that for
   * each. Servers have a setting of their own for it, 65,536 where nothing is set.
   */
  readonly blockBytes?: number;
  /** Stated for a table from which whole readings are dropped. */
  readonly partition?: "reading";
}

/** A table of what readings consist of. Every row begins with `reading`, the key of one reading of one file. */
export interface ContentTable extends LedgerTable {
  /** SQL number that tells the rows of one reading apart: what is there already is not written again. */
  readonly identity: string;
}

/** Rows lie evenly on the shards: they are read whole, or a few of them by their places. */
export const rowsTable: ContentTable = {
  name: "rows",
  columns: [["reading", "UInt64"], ...rowColumns],
  order: "reading, sheet, row",
  shardBy: "reading, sheet, row",
  identity: "toFloat64(sheet) * 4294967296 + toFloat64(row)",
};

/** What became no statement row. `cells` is a JSON array. */
export const setAsideTable: ContentTable = listTable("set_aside", [
  ["sheet", "UInt16"],
  ["row", "UInt32"],
  ["kind", "String"],
  ["reason", "String"],
  ["field", "String"],
  ["cells", "String"],
]);

/** Holder records, each as JSON: they are read whole and never searched by the engine. */
export const holdersTable: ContentTable = listTable("holders", [["record", "String"]]);

export const periodsTable: ContentTable = listTable("periods", [
  ["account_number", "String"],
  ["from_ms", "Int64"],
  ["to_ms", "Int64"],
]);

/**
 * The readings that were finished: the file counts from the moment its row is here. `serial` orders the finishes;
 * of the readings of one file the last is in force. `report` is JSON; the counts are what each table must hold.
 */
export const finishedTable: LedgerTable = {
  name: "finished",
  columns: [
    ["reading", "UInt64"],
    ["serial", "UInt32"],
    ["file", "String"],
    ["fingerprint", "String"],
    ["report", "String"],
    ["rows", "UInt32"],
    ["set_aside", "UInt32"],
    ["holders", "UInt32"],
    ["periods", "UInt32"],
  ],
  order: "reading, serial",
  shardBy: "reading",
};

/** The tables that hold what a reading consists of. */
export const contentTables: readonly ContentTable[] = [rowsTable, setAsideTable, holdersTable, periodsTable];

/** Every table of the ledger. */
export const ledgerTables: readonly LedgerTable[] = [...contentTables, finishedTable, ...legTables, derivationsTable];

/** Names of tables of earlier programs, which nothing reads any more: they are dropped when a ledger is opened. */
export const retiredTables: readonly string[] = retiredLegTables;

function listTable(name: string, columns: LedgerTable["columns"]): ContentTable {
  return {
    name,
    columns: [["reading", "UInt64"], ["ordinal", "UInt32"], ...columns],
    order: "reading, ordinal",
    shardBy: "reading",
    identity: "toFloat64(ordinal)",
  };
}
