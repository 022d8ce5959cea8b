import { SluiceError } from "../../errors/sluice-error.ts";
import { type LedgerTable, ledgerTables, retiredTables } from "./ledger-tables.ts";
import type { ServerConnection } from "./server-connection.ts";
import { type ClusterPlace, distributedTable, partName, serverTable } from "./table-definitions.ts";

/** The servers of a cluster: the one that is spoken to, and the shards with their copies. */
export interface ClusterConnections {
  readonly door: ServerConnection;
  readonly shards: readonly (readonly ServerConnection[])[];
}

/** Makes database and tables on one server. */
export async function makeServerTables(server: ServerConnection, database: string): Promise<void> {
  await server.run(`CREATE DATABASE IF NOT EXISTS ${database}`);
  for (const name of retiredTables) await server.run(`DROP TABLE IF EXISTS ${database}.${name}`);
  for (const table of ledgerTables) await server.run(serverTable(table, `${database}.${table.name}`));
}

/**
 * Makes each shard's parts and the tables that stand for all of them, on every server, so that any of them can be the
 * door. Nothing is made in silence where rows may have been lost, or where copies want a table that knows of them.
 * @throws SluiceError STORAGE_LEDGER_TABLES_MISSING
 */
export async function makeClusterTables({ door, shards }: ClusterConnections, place: ClusterPlace): Promise<void> {
  const { database } = place;
  const servers = shards.flat();
  for (const server of servers) await server.run(`CREATE DATABASE IF NOT EXISTS ${database}`);
  const copies = shards.some((shard) => shard.length > 1);
  const present = await Promise.all(servers.map((server) => partsOn(server, database)));
  for (const [at, server] of servers.entries()) {
    const missing = ledgerTables.filter(({ name }) => !present[at]?.has(partName(name)));
    const lost = copies ? missing : await withRows(missing, { servers, present, database });
    if (lost.length > 0) throw tablesMissing(server, lost, shards);
  }
  if (!copies) await makeParts(servers, database);
  for (const server of new Set([...servers, door])) {
    await server.run(`CREATE DATABASE IF NOT EXISTS ${database}`);
    const retired = retiredTables.flatMap((name) => [name, partName(name)]);
    for (const name of retired) await server.run(`DROP TABLE IF EXISTS ${database}.${name}`);
    for (const table of ledgerTables) await server.run(distributedTable(table, place));
  }
}

async function makeParts(servers: readonly ServerConnection[], database: string): Promise<void> {
  for (const server of servers)
    for (const table of ledgerTables) await server.run(serverTable(table, `${database}.${partName(table.name)}`));
}

async function partsOn(server: ServerConnection, database: string): Promise<ReadonlySet<string>> {
  const records = await server.records(`SELECT name FROM system.tables WHERE database = '${database}'`);
  return new Set(records.map((record) => String(record["name"])));
}

interface PresentParts {
  readonly servers: readonly ServerConnection[];
  readonly present: readonly ReadonlySet<string>[];
  readonly database: string;
}

/** Of the tables that one server lacks, those of which another has rows. */
async function withRows(missing: readonly LedgerTable[], parts: PresentParts): Promise<readonly LedgerTable[]> {
  const { servers, present, database } = parts;
  const lost: LedgerTable[] = [];
  for (const table of missing) {
    const part = partName(table.name);
    const holders = servers.filter((_, at) => present[at]?.has(part));
    const counts = await Promise.all(
      holders.map((server) => server.records(`SELECT toUInt32(count() > 0) AS filled FROM ${database}.${part}`)),
    );
    if (counts.some(([record]) => Number(record?.["filled"]) === 1)) lost.push(table);
  }
  return lost;
}

function tablesMissing(
  at: ServerConnection,
  lost: readonly LedgerTable[],
  shards: ClusterConnections["shards"],
): SluiceError {
  return new SluiceError("STORAGE_LEDGER_TABLES_MISSING", {
    server: at.server.name,
    shard: shards.findIndex((shard) => shard.includes(at)) + 1,
    shards: shards.length,
    tables: lost.map(({ name }) => partName(name)).join(", "),
  });
}
