import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { readFailure, writeFailure } from "../storage-failure.ts";
import type { RowRecord } from "./row-columns.ts";

/** What runs the statements: chDB in this process, a server, or a cluster. */
export interface EngineHost {
  readonly client: ClickHouseClient;
  /** Runs one statement. A server that stops answering ends it: the signal is aborted and the promise rejects. */
  run<T>(statement: (signal: AbortSignal | null) => Promise<T>): Promise<T>;
  /** Runs a statement about the table wherever a part of it lies; `on` makes the statement for a part's name. */
  onParts(table: string, on: (name: string) => string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The ledger's engine behind its client: statements in, records or bytes out, failures as `SluiceError`. What is sent must
 * stay in the SQL that ClickHouse 18.16 and 26.7 share.
 */
export class Engine {
  readonly #host: EngineHost;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  /** The rows of a SELECT. 64-bit integers come as text: 18.16 would quote them anyhow, and JavaScript would round them. */
  async records(query: string): Promise<readonly RowRecord[]> {
    try {
      return await this.#host.run(async (signal) => {
        const asked = { query, clickhouse_settings: readSettings, ...abortedBy(signal) };
        const answer = await this.#host.client.query({ ...asked, format: "JSONEachRow" });
        return answer.json<RowRecord>();
      });
    } catch (cause) {
      throw readFailure("ledger", cause);
    }
  }

  /** The answer of a SELECT in RowBinary. */
  rowBinary(query: string): Promise<Buffer> {
    return this.#bytes(query, "RowBinary");
  }

  /** The answer of a SELECT in lines that `insert` takes. */
  lines(query: string): Promise<Buffer> {
    return this.#bytes(query, "TabSeparated");
  }

  async #bytes(query: string, format: "RowBinary" | "TabSeparated"): Promise<Buffer> {
    try {
      return await this.#host.run(async (signal) => {
        const asked = { query: `${query} FORMAT ${format}`, clickhouse_settings: readSettings, ...abortedBy(signal) };
        const answer = await this.#host.client.exec(asked);
        const chunks: Buffer[] = [];
        for await (const chunk of answer.stream)
          chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
        return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      });
    } catch (cause) {
      throw readFailure("ledger", cause);
    }
  }

  /**
   * Inserts lines of TabSeparated, all of the table's columns in order. One call becomes one part or none; in a cluster
   * some of its rows may be there after it failed.
   */
  async insert(table: string, chunks: readonly Buffer[]): Promise<void> {
    try {
      await this.#host.run(async (signal) => {
        const values = Readable.from(chunks, { objectMode: false });
        const into = { table, values, clickhouse_settings: writeSettings, ...abortedBy(signal) };
        await this.#host.client.insert({ ...into, format: "TabSeparated" });
      });
    } catch (cause) {
      throw writeFailure(`ledger (${table})`, cause);
    }
  }

  /** Merges rows of the table that came twice into one, where the engine's tables can. */
  async mergeDoubles(table: string): Promise<void> {
    await this.#onParts(table, (name) => `OPTIMIZE TABLE ${name} FINAL`);
  }

  /** Takes the rows of one reading out of a table that is partitioned by it. */
  async dropPartition(table: string, reading: string): Promise<void> {
    await this.#onParts(table, (name) => `ALTER TABLE ${name} DROP PARTITION ${reading}`);
  }

  async close(): Promise<void> {
    await this.#host.close();
  }

  async #onParts(table: string, on: (name: string) => string): Promise<void> {
    await this.#host.onParts(table, on).catch((cause: unknown) => {
      throw writeFailure(`ledger (${table})`, cause);
    });
  }
}

function abortedBy(signal: AbortSignal | null): { readonly abort_signal?: AbortSignal } {
  return signal === null ? {} : { abort_signal: signal };
}

/**
 * `wait_end_of_query`: else a server's error in mid-stream arrives as data after a success. `skip_unavailable_shards`: an
 * answer without a shard looks whole, whatever the user's profile says.
 */
const readSettings = {
  output_format_json_quote_64bit_integers: 1,
  wait_end_of_query: 1,
  skip_unavailable_shards: 0,
} as const;

/** Without it a cluster acknowledges rows that no shard has. */
const writeSettings = { insert_distributed_sync: 1 } as const;
