import { SluiceError } from "../../errors/sluice-error.ts";
import { reasonOf } from "../storage-failure.ts";
import type { LedgerAddress } from "./ledger-address.ts";
import type { RowRecord } from "./row-columns.ts";
import type { ServerConnection } from "./server-connection.ts";
import { askHttp, type LedgerServer, type Shard } from "./server-watch.ts";

/**
 * The shards of the address's cluster, ascending by number, as `system.clusters` of the server at the door has them.
 * @throws SluiceError STORAGE_LEDGER_CLUSTER_UNKNOWN, STORAGE_LEDGER_SERVER_DOWN
 */
export async function findShards(door: ServerConnection, address: LedgerAddress): Promise<readonly Shard[]> {
  const records = await door.records(
    "SELECT cluster, shard_num, host_name, port, is_local FROM system.clusters ORDER BY cluster, shard_num, replica_num",
  );
  const members = records.filter((record) => record["cluster"] === address.cluster);
  if (members.length === 0) throw unknownCluster(door, address, records);
  const numbers = [...new Set(members.map((record) => Number(record["shard_num"])))];
  return Promise.all(
    numbers.map(async (number) => {
      const replicas = members.filter((record) => Number(record["shard_num"]) === number);
      const place = { shard: numbers.indexOf(number) + 1, shards: numbers.length };
      return findReplicas(replicas, { door: door.server, address, ...place });
    }),
  );
}

interface Search {
  readonly door: LedgerServer;
  readonly address: LedgerAddress;
  readonly shard: number;
  readonly shards: number;
}

/** A copy that is down has no address now; a shard of which all copies are down stops the opening. */
async function findReplicas(replicas: readonly RowRecord[], search: Search): Promise<Shard> {
  // 18.16 says of every copy of a shard that it is local when one is.
  const [only] = replicas.length === 1 ? replicas : [];
  if (Number(only?.["is_local"]) === 1) return [search.door];
  const found = await Promise.all(replicas.map((record) => findServer(record, search)));
  const servers = found.filter((server): server is LedgerServer => !(server instanceof SluiceError));
  const [first] = found;
  if (servers.length === 0 && first instanceof SluiceError) throw first;
  return servers;
}

/**
 * A server tells its native port to others, and SQL's other door only to who knocks at the wrong one: asked by HTTP, the
 * native port answers "You must use port 8123 for HTTP".
 */
async function findServer(
  record: RowRecord,
  { door, address, shard, shards }: Search,
): Promise<LedgerServer | SluiceError> {
  const name = String(record["host_name"]);
  const host = name.includes(":") ? `[${name}]` : name;
  if (address.scheme === "https") return serverAt("https", host, address.port);
  const answer = await askHttp(`http://${host}:${String(record["port"])}/`);
  if (answer instanceof Error) {
    const details = { server: `${host}:${String(record["port"])}`, shard, shards, reason: reasonOf(answer) };
    return new SluiceError("STORAGE_LEDGER_SERVER_DOWN", details, answer);
  }
  const port = Number(/use port (\d+) for HTTP/.exec(answer)?.[1] ?? address.port);
  const server = serverAt("http", host, port);
  return server.name === door.name ? door : server;
}

/** A server at a place. */
export function serverAt(scheme: LedgerAddress["scheme"], host: string, port: number): LedgerServer {
  return { origin: `${scheme}://${host}:${port}`, name: `${host}:${port}` };
}

function unknownCluster(
  door: ServerConnection,
  { cluster }: LedgerAddress,
  records: readonly RowRecord[],
): SluiceError {
  const known = [...new Set(records.map((record) => String(record["cluster"])))].join(", ") || "–";
  return new SluiceError("STORAGE_LEDGER_CLUSTER_UNKNOWN", {
    server: door.server.name,
    cluster: cluster ?? "",
    known,
  });
}
