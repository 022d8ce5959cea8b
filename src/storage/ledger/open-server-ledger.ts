import type { LedgerCopies } from "../ledger-copies.ts";
import type { LedgerStore } from "../ledger-store.ts";
import { ClickHouseLedger } from "./clickhouse-ledger.ts";
import { findShards, serverAt } from "./cluster-shards.ts";
import { Engine, type EngineHost } from "./engine.ts";
import type { LedgerAddress } from "./ledger-address.ts";
import { claimLedger, type LedgerOwner } from "./ledger-owner.ts";
import { ServerConnection, connect, serverFailure } from "./server-connection.ts";
import { makeClusterTables, makeServerTables } from "./server-tables.ts";
import { type LedgerServer, ServerWatch, type Shard } from "./server-watch.ts";
import { partName } from "./table-definitions.ts";

/**
 * The ledger on a ClickHouse server or cluster: makes the database and the tables where they are missing, and takes the
 * ledger for the data folder.
 * @throws SluiceError STORAGE_LEDGER_SERVER_DOWN, STORAGE_LEDGER_DENIED, STORAGE_LEDGER_SERVER_TOO_OLD,
 * STORAGE_LEDGER_CLUSTER_UNKNOWN, STORAGE_LEDGER_TABLES_MISSING, STORAGE_LEDGER_OWNED
 */
export async function openServerLedger(
  address: LedgerAddress,
  owner: LedgerOwner,
): Promise<LedgerStore & LedgerCopies> {
  const server = serverAt(address.scheme, address.host, address.port);
  const opened: ServerConnection[] = [];
  const open = (at: LedgerServer, shards?: readonly Shard[]): ServerConnection => {
    const connection = new ServerConnection(at, address, shards);
    opened.push(connection);
    return connection;
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((connection) => connection.close()));
  };
  try {
    const door = open(server);
    await door.checkVersion();
    const shards = address.cluster === null ? [[server]] : await findShards(door, address);
    const connections = shards.map((shard) => shard.map((at) => (at === server ? door : open(at, shards))));
    for (const connection of connections.flat()) await connection.checkVersion();
    if (address.cluster === null) await makeServerTables(door, address.database);
    else await makeClusterTables({ door, shards: connections }, { ...address, cluster: address.cluster });
    // Every copy of the first shard knows the owner, so that any of them can be asked.
    for (const first of connections[0] ?? []) await claimLedger(first, address.database, owner);
    // The door need not be a shard itself; when it is not, it is watched like one.
    const watched = shards.flat().includes(server) ? shards : [...shards, [server]];
    // A statement on one copy of a shard reaches the others.
    const parts = connections.flatMap(([first]) => first ?? []);
    return new ClickHouseLedger(new Engine(hostOf({ server, address, watched, parts, close })));
  } catch (cause) {
    await close();
    throw cause;
  }
}

interface OpenedServers {
  readonly server: LedgerServer;
  readonly address: LedgerAddress;
  readonly watched: readonly Shard[];
  readonly parts: readonly ServerConnection[];
  readonly close: () => Promise<void>;
}

function hostOf({ server, address, watched, parts, close }: OpenedServers): EngineHost {
  const client = connect(server, address, address.database);
  const watch = new ServerWatch(watched);
  return {
    client,
    run: async (statement) =>
      watch.run(statement).catch((cause: unknown) => {
        throw serverFailure(server, address, cause);
      }),
    async onParts(table, on) {
      const name = `${address.database}.${address.cluster === null ? table : partName(table)}`;
      for (const part of parts) await part.run(on(name));
    },
    async close() {
      await close();
      await client.close();
    },
  };
}
