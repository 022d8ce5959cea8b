import { rowColumns } from "./row-columns.ts";

/** A table of the ledger. Every row begins with `reading`, the key of one reading of one file (`reading-key.ts`). */
export interface LedgerTable {
  readonly name: string;
  /** Columns after `reading`, in insert order. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** Orders the rows of one reading. */
  readonly order: string;
  /** SQL number that tells the rows of one reading apart: what is there already is not written again. */
  readonly identity: string;
  /** Rows a granule: fewer make looking up single keys quicker. The engine's own (8192) when not stated. */
  readonly granularity?: number;
  /** Stated for a table from which whole readings are dropped. */
  readonly partition?: "reading";
}

export const rowsTable: LedgerTable = {
  name: "rows",
  columns: rowColumns,
  order: "sheet, row",
  identity: "toFloat64(sheet) * 4294967296 + toFloat64(row)",
};

/** What became no statement row. `cells` is a JSON array. */
export const setAsideTable: LedgerTable = listTable("set_aside", [
  ["sheet", "UInt16"],
  ["row", "UInt32"],
  ["kind", "String"],
  ["reason", "String"],
  ["field", "String"],
  ["cells", "String"],
]);

/** Holder records, each as JSON: they are read whole and never searched by the engine. */
export const holdersTable: LedgerTable = listTable("holders", [["record", "String"]]);

export const periodsTable: LedgerTable = listTable("periods", [
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
    ["serial", "UInt32"],
    ["file", "String"],
    ["fingerprint", "String"],
    ["report", "String"],
    ["rows", "UInt32"],
    ["set_aside", "UInt32"],
    ["holders", "UInt32"],
    ["periods", "UInt32"],
  ],
  order: "serial",
  identity: "toFloat64(serial)",
};

/** The tables that hold what a reading consists of. */
export const contentTables: readonly LedgerTable[] = [rowsTable, setAsideTable, holdersTable, periodsTable];

/** The statement that makes the table, in the SQL that ClickHouse 18.16 and 26.7 share. */
export function createTable(table: LedgerTable): string {
  const columns = table.columns.map(([name, type]) => `${name} ${type}`).join(", ");
  const partition = table.partition === undefined ? "" : `PARTITION BY ${table.partition} `;
  const settings = table.granularity === undefined ? "" : ` SETTINGS index_granularity = ${table.granularity}`;
  const layout = `${partition}ORDER BY (reading, ${table.order})${settings}`;
  return `CREATE TABLE IF NOT EXISTS ${table.name} (reading UInt64, ${columns}) ENGINE = MergeTree ${layout}`;
}

function listTable(name: string, columns: LedgerTable["columns"]): LedgerTable {
  return { name, columns: [["ordinal", "UInt32"], ...columns], order: "ordinal", identity: "toFloat64(ordinal)" };
}
