import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PeerReach } from "../peers.ts";
import { peerFile } from "./peer-file.ts";
import { postgresBinaries, postgresInstall, postgresUser } from "./postgres-programs.ts";
import { readReached } from "./read-reached.ts";
import { type PeerProgram, runPeer } from "./run-peer.ts";

/** Rounds of the query; the fastest counts. */
const roundCount = 2;

/**
 * Starts a private PostgreSQL in `folder` (on a socket there, no port), loads the transfers, and runs `reach.sql`. The server
 * refuses to run as root: then it runs as the system's user `postgres`.
 * @throws SluiceError BENCH_PEER_MISSING, BENCH_PEER_FAILED.
 */
export async function reachByPostgres(transfers: string, folder: string, signal: AbortSignal): Promise<PeerReach> {
  const home = join(folder, "postgres");
  mkdirSync(home);
  const user = postgresUser();
  if (user !== undefined) {
    // The server's user must be able to come to its folder.
    chownSync(folder, user.uid, user.gid);
    chownSync(home, user.uid, user.gid);
  }
  const program = (name: string, args: readonly string[]): PeerProgram => ({
    peer: "PostgreSQL",
    program: join(postgresBinaries(), name),
    args,
    install: postgresInstall,
  });
  const server = (name: string, args: readonly string[]): PeerProgram => ({
    ...program(name, args),
    ...(user === undefined ? {} : { user }),
  });
  const data = join(home, "data");
  await runPeer(server("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]), signal);
  const settings = `-k ${home} -c listen_addresses='' -c shared_buffers=1GB -c max_wal_size=4GB -c jit=off`;
  await runPeer(server("pg_ctl", ["-D", data, "-w", "-s", "-l", join(home, "log"), "-o", settings, "start"]), signal);
  const psql = (...args: string[]): Promise<string> =>
    runPeer(program("psql", ["-h", home, "-U", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1", ...args]), signal);
  try {
    const started = performance.now();
    await psql("-c", "CREATE UNLOGGED TABLE transfers (seq integer, payer integer, payee integer)");
    await psql("-c", `\\copy transfers FROM '${transfers}' CSV`);
    for (const statement of indexes) await psql("-c", statement);
    const loadSeconds = (performance.now() - started) / 1_000;
    const answer = join(folder, "postgres.txt");
    const query = fileURLToPath(peerFile("reach.sql"));
    const seconds: number[] = [];
    for (let round = 0; round < roundCount; round++) {
      const answering = ["-c", "\\timing on", "-f", query, "-c", "\\timing off", "-c", `\\copy answer TO '${answer}'`];
      const printed = await psql("-c", "SET work_mem = '2GB'", "-c", "SET temp_buffers = '512MB'", ...answering);
      seconds.push(Number(/Time: ([\d.]+) ms/.exec(printed)?.[1]) / 1_000);
    }
    return { loadSeconds, seconds: Math.min(...seconds), reached: readReached(answer) };
  } finally {
    const stop = server("pg_ctl", ["-D", data, "-m", "immediate", "-w", "-s", "stop"]);
    await runPeer(stop, new AbortController().signal);
  }
}

/** Both hold every column that the query reads: no look at the table itself is needed. */
const indexes = [
  "CREATE INDEX ON transfers (payer, seq) INCLUDE (payee)",
  "CREATE UNIQUE INDEX ON transfers (seq) INCLUDE (payer, payee)",
  "VACUUM ANALYZE transfers",
];
