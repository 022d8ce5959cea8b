import { type LedgerTable, ledgerTables } from "./ledger-tables.ts";

/** Where a cluster's tables are: the cluster's name in `remote_servers`, and the database. */
export interface ClusterPlace {
  readonly cluster: string;
  readonly database: string;
  /** ` ON CLUSTER name`, where one statement is to reach every server: that needs Keeper. */
  readonly on?: string;
}

/** The table in the embedded engine. All statements here are in the SQL that ClickHouse 18.16 and 26.7 share. */
export function embeddedTable(table: LedgerTable): string {
  const settings = [
    ...settingsOf(table),
    ...(table.blockBytes === undefined ? [] : [`min_compress_block_size = ${table.blockBytes}`]),
  ];
  return `${create(table.name, table)} ENGINE = MergeTree ${layoutOf(table, settings)}`;
}

/**
 * The table on a server, or a shard's part of it. A row may come twice there, since a block can arrive after the attempt
 * that sent it was given up; such rows are merged into one.
 */
export function serverTable(table: LedgerTable, name: string = table.name): string {
  return `${create(name, table)} ENGINE = ReplacingMergeTree ${layoutOf(table)}`;
}

/** The table that stands for all shards' parts: inserts into it are spread, questions to it are asked of every shard. */
export function distributedTable(table: LedgerTable, { cluster, database, on = "" }: ClusterPlace): string {
  const name = `${database}.${table.name}${on}`;
  const key = `cityHash64(${table.shardBy})`;
  return `${create(name, table)} ENGINE = Distributed('${cluster}', '${database}', '${partName(table.name)}', ${key})`;
}

/** A shard's part in a cluster that keeps copies; needs Keeper and the macros `shard` and `replica`. */
function replicatedTable(table: LedgerTable, { database, on = "" }: ClusterPlace): string {
  const name = `${database}.${partName(table.name)}${on}`;
  const path = `/clickhouse/tables/{shard}/${database}/${partName(table.name)}`;
  return `${create(name, table)} ENGINE = ReplicatedReplacingMergeTree('${path}', '{replica}') ${layoutOf(table)}`;
}

/**
 * What makes the ledger on a cluster that keeps copies, in the order in which it is run, each statement once on any server.
 * Sluice makes the tables of every other ledger itself.
 */
export function replicatedDefinitions({ cluster, database }: ClusterPlace): readonly string[] {
  const place = { cluster, database, on: ` ON CLUSTER ${cluster}` };
  return [
    `CREATE DATABASE IF NOT EXISTS ${database}${place.on}`,
    ...ledgerTables.map((table) => replicatedTable(table, place)),
    ...ledgerTables.map((table) => distributedTable(table, place)),
  ];
}

/** The name of a table's part on one shard. */
export function partName(table: string): string {
  return `${table}_local`;
}

function layoutOf(table: LedgerTable, settings: readonly string[] = settingsOf(table)): string {
  const partition = table.partition === undefined ? "" : `PARTITION BY ${table.partition} `;
  const set = settings.length === 0 ? "" : ` SETTINGS ${settings.join(", ")}`;
  return `${partition}ORDER BY (${table.order})${set}`;
}

/** Settings of a table that every engine knows. */
function settingsOf({ granularity }: LedgerTable): readonly string[] {
  return granularity === undefined ? [] : [`index_granularity = ${granularity}`];
}

function create(name: string, table: LedgerTable): string {
  const columns = table.columns.map(([column, type]) => `${column} ${type}`).join(", ");
  return `CREATE TABLE IF NOT EXISTS ${name} (${columns})`;
}
