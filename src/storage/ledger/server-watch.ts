import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { SluiceError } from "../../errors/sluice-error.ts";
import { reasonOf } from "../storage-failure.ts";

/** One ClickHouse process. */
export interface LedgerServer {
  /** `http://host:port` */
  readonly origin: string;
  /** `host:port`, as people are told. */
  readonly name: string;
}

/** The servers that hold one and the same part of the ledger; one of them answering is enough. */
export type Shard = readonly LedgerServer[];

/** Between two questions whether the shards are there, and how long one may think: a dead shard is told within 4 s. */
const restMs = 1_000;
const patienceMs = 2_000;

/**
 * Watches the servers while statements run on them. A stopped shard would hang a statement for two minutes whatever its
 * timeouts say; here it ends in seconds, with the server named.
 */
export class ServerWatch {
  readonly #shards: readonly Shard[];
  readonly #running = new Set<AbortController>();
  #watching = false;

  constructor(shards: readonly Shard[]) {
    this.#shards = shards;
  }

  /** @throws SluiceError STORAGE_LEDGER_SERVER_DOWN when a shard does not answer; otherwise what the statement throws. */
  async run<T>(statement: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    this.#running.add(controller);
    if (!this.#watching) void this.#watch();
    try {
      return await Promise.race([statement(signal), ended]);
    } catch (cause) {
      throw signal.aborted ? signal.reason : ((await this.findDead(cause)) ?? cause);
    } finally {
      this.#running.delete(controller);
    }
  }

  /** What a shard that does not answer means to a person; `null` while all do. */
  async findDead(cause?: unknown): Promise<SluiceError | null> {
    const found = await Promise.all(this.#shards.map((shard) => silenceOf(shard)));
    const at = found.findIndex((silence) => silence !== null);
    const silence = found[at];
    if (silence === undefined || silence === null) return null;
    const details = { ...silence, shard: at + 1, shards: this.#shards.length };
    return new SluiceError("STORAGE_LEDGER_SERVER_DOWN", details, cause);
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    while (this.#running.size > 0) {
      await sleep(restMs, undefined, { ref: false });
      if (this.#running.size === 0) break;
      const dead = await this.findDead();
      if (dead !== null) for (const controller of this.#running) controller.abort(dead);
    }
    this.#watching = false;
  }
}

interface Silence {
  readonly server: string;
  readonly reason: string;
}

async function silenceOf(shard: Shard): Promise<Silence | null> {
  const silences = await Promise.all(
    shard.map(async ({ origin, name }) => {
      const reason = await askAlive(origin);
      return reason === null ? null : { server: name, reason };
    }),
  );
  return silences.includes(null) ? null : (silences[0] ?? null);
}

/** `null` when the server answers anything at all, else why not. */
async function askAlive(origin: string): Promise<string | null> {
  const answer = await askHttp(`${origin}/ping`);
  return answer instanceof Error ? reasonOf(answer) : null;
}

/** The text at an address, of a server that may be stopped: the answer comes, or an error, within `patienceMs`. */
export async function askHttp(address: string): Promise<string | Error> {
  const get = address.startsWith("https:") ? getHttps : getHttp;
  return new Promise((resolve) => {
    // A connection of its own: one kept from before tells nothing.
    const request = get(address, { agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      // A native port answers and hangs up without having read the question, which may come out as an error after it.
      answer.on("end", () => resolve(text)).on("error", (cause) => resolve(text === "" ? cause : text));
    });
    const timer = setTimeout(() => void giveUp(), patienceMs);
    const giveUp = async (): Promise<void> => {
      // After a long computation the timer is looked at before the answer that lies there: let it be read first.
      await setImmediate();
      await setImmediate();
      request.destroy(Object.assign(new Error(`ETIMEDOUT: ${patienceMs} ms`), { code: "ETIMEDOUT" }));
    };
    request.on("error", resolve).on("close", () => clearTimeout(timer));
  });
}
