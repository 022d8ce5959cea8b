import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cityPaths, writeCity } from "../src/scenario/write-city.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { type LocalServers, startServers } from "./clickhouse-servers.ts";
import { folderBytes } from "./folder-bytes.ts";

/** What the benchmark `shards` adds. */
export interface ShardsBenchReport extends BenchReport {
  /** Whether import, losses and every question printed the same bytes in all places. */
  readonly sameAnswers: boolean;
  readonly places: readonly PlaceReport[];
  readonly lostShards: readonly LostShardReport[];
  /** The longest of the lost shards' seconds. */
  readonly reportedWithinSeconds: number;
}

/** One place of the ledger: how long a first import took, and all questions after it. */
export interface PlaceReport {
  readonly ledger: "embedded" | "one server" | "two shards";
  readonly importSeconds: number;
  readonly questionSeconds: number;
}

/** A shard lost while a command ran: the seconds until the command had said so and ended. */
export interface LostShardReport {
  readonly during: "import" | "trace";
  readonly how: "kill" | "stop";
  readonly seconds: number;
  readonly said: string;
  /** Whether the same command, after the shard's return, printed what it prints when nothing is lost. */
  readonly healed: boolean;
}

const seed = 20_240_305;
const questions = [
  ["balance"],
  ["freeze-list"],
  ["requests"],
  ["trace", "--doctrine", "fifo"],
  ["trace", "--doctrine", "pro-rata"],
];

/**
 * The demo city's case over the embedded ledger, one server and two shards, by the program's own commands: the same
 * answers, and the time of each. Then a shard is killed, and stopped, while commands run.
 * @throws SluiceError BENCH_CLICKHOUSE_MISSING
 */
export async function benchShards(signal: AbortSignal): Promise<ShardsBenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-shards-"));
  const opened: LocalServers[] = [];
  try {
    for (const count of [1, 2]) opened.push(await startServers(count));
    const [one, two] = opened as [LocalServers, LocalServers];
    await writeCity({ seed, folder, scale: "demo" }, () => undefined);
    const bench = new ShardsBench(folder, signal);
    const places = [
      await bench.measure("embedded", ""),
      await bench.measure("one server", one.ledgerUrl("ledger")),
      await bench.measure("two shards", two.ledgerUrl("ledger")),
    ];
    const lostShards: LostShardReport[] = [];
    for (const how of ["kill", "stop"] as const) {
      lostShards.push(await bench.loseDuringTrace(two, how));
      lostShards.push(await bench.loseDuringImport(two, how));
    }
    const [embedded, , sharded] = places;
    const seconds = sharded?.questionSeconds ?? 0;
    const bareSeconds = embedded?.questionSeconds ?? 0;
    return {
      name: "shards",
      ratio: seconds / bareSeconds,
      seconds,
      bareSeconds,
      rows: bench.rows,
      bytes: await folderBytes(join(folder, cityPaths.exports)),
      sameAnswers: bench.sameAnswers,
      places,
      lostShards,
      reportedWithinSeconds: Math.max(...lostShards.map((lost) => lost.seconds)),
      machine: thisMachine(),
    };
  } finally {
    await Promise.all(opened.map((servers) => servers.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly endedMs: number;
}

class ShardsBench {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  /** What each step printed over the embedded ledger. */
  #wanted: readonly string[] = [];
  sameAnswers = true;
  rows = 0;

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  async measure(ledger: PlaceReport["ledger"], url: string): Promise<PlaceReport> {
    const printed: string[] = [];
    const timed = async (steps: readonly (readonly string[])[]): Promise<number> => {
      const started = performance.now();
      for (const words of steps) printed.push((await this.#done(words, ledger, url)).stdout);
      return (performance.now() - started) / 1_000;
    };
    const importSeconds = await timed([this.#importing]);
    await timed([["losses", join(this.#folder, cityPaths.losses)]]);
    const questionSeconds = await timed(questions);
    if (ledger === "embedded") {
      this.#wanted = printed;
      this.rows = Number(JSON.parse(printed[0] ?? "{}").totals.rows);
    }
    this.sameAnswers &&= printed.every((text, at) => text === this.#wanted[at]);
    return { ledger, importSeconds, questionSeconds };
  }

  async loseDuringTrace(two: LocalServers, how: LostShardReport["how"]): Promise<LostShardReport> {
    const words = ["trace", "--doctrine", "fifo"];
    const url = two.ledgerUrl("ledger");
    const lost = await this.#lose(two, how, { words, data: "two shards", url });
    const after = await this.#done(words, "two shards", url);
    return { during: "trace", how, ...lost, healed: after.stdout === this.#wanted[5] };
  }

  async loseDuringImport(two: LocalServers, how: LostShardReport["how"]): Promise<LostShardReport> {
    const url = two.ledgerUrl(`ledger_${how}`);
    const data = `import ${how}`;
    const lost = await this.#lose(two, how, { words: this.#importing, data, url });
    await this.#done(this.#importing, data, url);
    const losses = await this.#done(["losses", join(this.#folder, cityPaths.losses)], data, url);
    const after = await this.#done(["trace", "--doctrine", "fifo"], data, url);
    return {
      during: "import",
      how,
      ...lost,
      healed: losses.stdout === this.#wanted[1] && after.stdout === this.#wanted[5],
    };
  }

  get #importing(): readonly string[] {
    return ["import", join(this.#folder, cityPaths.exports)];
  }

  /** Loses the second shard a little after a command began; earlier, when the command was quicker. */
  async #lose(
    two: LocalServers,
    how: LostShardReport["how"],
    { words, data, url }: { readonly words: readonly string[]; readonly data: string; readonly url: string },
  ): Promise<Pick<LostShardReport, "seconds" | "said">> {
    const shard = two.server(1);
    for (let afterMs = 1_200; ; afterMs /= 2) {
      const running = this.#run(words, data, url);
      await sleep(afterMs);
      await shard.signal(how);
      const lostMs = performance.now();
      const { exitCode, stderr, endedMs } = await running;
      await (how === "kill" ? shard.start() : shard.signal("continue"));
      if (exitCode !== 0 || afterMs < 1) {
        return { seconds: (endedMs - lostMs) / 1_000, said: /"code":"(\w+)"/.exec(stderr)?.[1] ?? "nothing" };
      }
    }
  }

  async #done(words: readonly string[], data: string, url: string): Promise<Ran> {
    const ran = await this.#run(words, data, url);
    if (ran.exitCode !== 0) throw new Error(`sluice ${words.join(" ")} (${data}): ${ran.stderr}`);
    return ran;
  }

  async #run(words: readonly string[], data: string, url: string): Promise<Ran> {
    const program = fileURLToPath(new URL("../../bin/sluice", import.meta.url));
    const child = spawn(process.execPath, [program, ...words, "--json", "--data", join(this.#folder, "data", data)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SLUICE_LEDGER_URL: url },
      signal: this.#signal,
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        texts[name] += text;
      });
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    return { exitCode, ...texts, endedMs: performance.now() };
  }
}
