import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { readFailure, writeFailure } from "../storage-failure.ts";
import type { RowRecord } from "./row-columns.ts";

/**
 * The ledger's engine behind its client: statements in, records or bytes out, failures as `SluiceError`. What is sent must
 * stay in the SQL that ClickHouse 18.16 and 26.7 share.
 */
export class Engine {
  readonly #client: ClickHouseClient;

  constructor(client: ClickHouseClient) {
    this.#client = client;
  }

  /** Runs a statement that changes the schema. */
  async run(query: string): Promise<void> {
    await this.#client.command({ query }).catch((cause: unknown) => {
      throw writeFailure("ledger", cause);
    });
  }

  /** The rows of a SELECT. 64-bit integers come as text: 18.16 would quote them anyhow, and JavaScript would round them. */
  async records(query: string): Promise<readonly RowRecord[]> {
    try {
      const answer = await this.#client.query({ query, format: "JSONEachRow", clickhouse_settings: readSettings });
      return await answer.json<RowRecord>();
    } catch (cause) {
      throw readFailure("ledger", cause);
    }
  }

  /** The answer of a SELECT in RowBinary. */
  async rowBinary(query: string): Promise<Buffer> {
    try {
      const answer = await this.#client.exec({
        query: `${query} FORMAT RowBinary`,
        clickhouse_settings: readSettings,
      });
      const chunks: Buffer[] = [];
      for await (const chunk of answer.stream) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
      return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    } catch (cause) {
      throw readFailure("ledger", cause);
    }
  }

  /** Inserts lines of TabSeparated, all of the table's columns in order. One call becomes one part or none. */
  async insert(table: string, chunks: readonly Buffer[]): Promise<void> {
    const values = Readable.from(chunks, { objectMode: false });
    await this.#client
      .insert({ table, values, format: "TabSeparated", clickhouse_settings: writeSettings })
      .catch((cause: unknown) => {
        throw writeFailure(`ledger (${table})`, cause);
      });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

/** Without the second, a server's error in mid-stream arrives as data after a success. */
const readSettings = { output_format_json_quote_64bit_integers: 1, wait_end_of_query: 1 } as const;

/** Without it a cluster acknowledges rows that no shard has. */
const writeSettings = { insert_distributed_sync: 1 } as const;
