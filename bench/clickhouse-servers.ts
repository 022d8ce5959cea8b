import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SluiceError } from "../src/errors/sluice-error.ts";
import { askHttp } from "../src/storage/ledger/server-watch.ts";

const places = [
  process.env["CLICKHOUSE_SERVER_PATH"] ?? "",
  "/usr/sbin/clickhouse-server",
  "/usr/bin/clickhouse-server",
];
const user = "sluice";
const password = "not:a@secret";
const clusterName = "city";
/** The same servers as copies of one shard. */
const copiesName = "copies";

/** A ClickHouse server of its own on loopback, which can be killed, stopped and started again on the same data. */
export interface LocalServer {
  /** `127.0.0.1:port` of its HTTP door. */
  readonly name: string;
  /** `kill` ends it at once, `stop` freezes it as a hanging machine would be, `continue` lets a frozen one go on. */
  signal(what: "kill" | "stop" | "continue"): Promise<void>;
  /** Starts it again after a kill. */
  start(): Promise<void>;
  /** What a statement to this server alone answers. */
  ask(query: string): Promise<string>;
}

/** Servers of one test or benchmark; with more than one they are the shards of a cluster. */
export interface LocalServers {
  readonly servers: readonly LocalServer[];
  /** One of them, the first being 0. */
  server(at: number): LocalServer;
  /** The `SLUICE_LEDGER_URL` of a database there. */
  ledgerUrl(database: string): string;
  /** Ends all of them and removes their data. */
  close(): Promise<void>;
}

/** Starts so many servers, each a shard when there are several. @throws SluiceError BENCH_CLICKHOUSE_MISSING */
export async function startServers(count: number): Promise<LocalServers> {
  const binary = places.find((path) => existsSync(path));
  if (binary === undefined)
    throw new SluiceError("BENCH_CLICKHOUSE_MISSING", { places: places.filter((path) => path !== "").join(", ") });
  const folder = await mkdtemp(join(tmpdir(), "sluice-clickhouse-"));
  const ports = await freePorts(count * 3);
  const plans = Array.from({ length: count }, (_, at) => ({
    binary,
    folder: join(folder, String(at)),
    ports: { http: ports[at * 3] ?? 0, tcp: ports[at * 3 + 1] ?? 0, interserver: ports[at * 3 + 2] ?? 0 },
  }));
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.signal("kill")));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const plan of plans) {
      await writeSettings(plan, plans);
      servers.push(new Server(plan));
    }
    await Promise.all(servers.map((server) => server.start()));
  } catch (cause) {
    await close();
    throw cause;
  }
  const credentials = `${user}:${encodeURIComponent(password)}`;
  const suffix = count > 1 ? `?cluster=${clusterName}` : "";
  const server = (at: number): LocalServer => {
    const found = servers[at];
    if (found === undefined) throw new RangeError(`server ${at} of ${servers.length}`);
    return found;
  };
  const ledgerUrl = (database: string): string => `http://${credentials}@${server(0).name}/${database}${suffix}`;
  return { servers, server, ledgerUrl, close };
}

interface ServerPlan {
  readonly binary: string;
  readonly folder: string;
  readonly ports: { readonly http: number; readonly tcp: number; readonly interserver: number };
}

class Server implements LocalServer {
  readonly name: string;
  readonly #plan: ServerPlan;
  #process: ChildProcess | null = null;

  constructor(plan: ServerPlan) {
    this.name = `127.0.0.1:${plan.ports.http}`;
    this.#plan = plan;
  }

  async start(): Promise<void> {
    const { binary, folder } = this.#plan;
    const words = [binary, `--config-file=${join(folder, "config.xml")}`];
    // Dies with its parent, whatever ends that.
    if (existsSync("/usr/bin/setpriv")) words.unshift("/usr/bin/setpriv", "--pdeathsig", "KILL");
    this.#process = spawn(words[0] ?? "", words.slice(1), { stdio: "ignore", cwd: folder });
    for (let attempt = 0; attempt < 300; attempt++) {
      // The native port, which is opened last, answers as well: with the HTTP port to be used instead.
      const doors = [this.name, `127.0.0.1:${this.#plan.ports.tcp}`];
      const answers = doors.map(async (door) => askHttp(`http://${door}/ping`));
      if ((await Promise.all(answers)).every((answer) => !(answer instanceof Error))) return;
      if (this.#process.exitCode !== null) break;
      await sleep(100);
    }
    const log = await readFile(join(folder, "error.log"), "utf8").catch(() => "");
    throw new Error(`clickhouse-server on ${this.name} did not start: ${log.slice(0, 2_000)}`);
  }

  async ask(query: string): Promise<string> {
    const credentials = Buffer.from(`${user}:${password}`).toString("base64");
    const headers = { authorization: `Basic ${credentials}` };
    const answer = await fetch(`http://${this.name}/`, { method: "POST", body: query, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${this.name}: ${text}`);
    return text;
  }

  async signal(what: "kill" | "stop" | "continue"): Promise<void> {
    const process = this.#process;
    if (process === null || process.exitCode !== null || process.signalCode !== null) return;
    process.kill(what === "kill" ? "SIGKILL" : what === "stop" ? "SIGSTOP" : "SIGCONT");
    if (what === "kill") await once(process, "exit");
  }
}

async function writeSettings(plan: ServerPlan, all: readonly ServerPlan[]): Promise<void> {
  const { folder, ports } = plan;
  await mkdir(join(folder, "data"), { recursive: true });
  await mkdir(join(folder, "tmp"), { recursive: true });
  const members = all.map(
    (member) =>
      `<replica><host>127.0.0.1</host><port>${member.ports.tcp}</port>` +
      `<user>${user}</user><password>${password}</password></replica>`,
  );
  const shards = members.map((member) => `<shard>${member}</shard>`).join("");
  const copies = `<shard><internal_replication>false</internal_replication>${members.join("")}</shard>`;
  await writeFile(
    join(folder, "config.xml"),
    `<yandex>
  <logger><level>error</level><log>${folder}/server.log</log><errorlog>${folder}/error.log</errorlog></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${ports.http}</http_port>
  <tcp_port>${ports.tcp}</tcp_port>
  <interserver_http_port>${ports.interserver}</interserver_http_port>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size>
  <remote_servers>
    <${clusterName}>${shards}</${clusterName}>
    <${copiesName}>${copies}</${copiesName}>
  </remote_servers>
</yandex>
`,
  );
  await writeFile(
    join(folder, "users.xml"),
    `<yandex>
  <profiles><default><background_pool_size>4</background_pool_size></default></profiles>
  <users><${user}>
    <password>${password}</password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota>
  </${user}></users>
  <quotas><default/></quotas>
</yandex>
`,
  );
}

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = held.map((server) => {
    const at = server.address();
    return typeof at === "object" && at !== null ? at.port : 0;
  });
  await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
