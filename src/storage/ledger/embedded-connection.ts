import type { Readable } from "node:stream";
import { ChdbConnection } from "chdb/connection";

type InsertParams = Parameters<ChdbConnection["insert"]>[0];
type InsertResult = Awaited<ReturnType<ChdbConnection["insert"]>>;

const wholeTableInsert = /^\s*INSERT INTO (\w+) FORMAT TabSeparated\s*$/;

/**
 * chDB as a connection of `@clickhouse/client` that hands insert bodies to the engine as bytes. The connection as it comes
 * makes one JavaScript string of them first, which costs a third more time and twice the memory (measured with chDB 3.4).
 */
export class EmbeddedConnection extends ChdbConnection {
  override async insert(params: InsertParams): Promise<InsertResult> {
    const table = wholeTableInsert.exec(params.query)?.[1];
    if (table === undefined || typeof params.values === "string") return super.insert(params);
    const values = await collect(params.values);
    const done = await this.chdb.rawInsert({ table, values, format: "TabSeparated" });
    return {
      query_id: params.query_id ?? "",
      response_headers: {},
      http_status_code: 200,
      summary: {
        read_rows: String(done.rowsWritten),
        read_bytes: String(values.byteLength),
        written_rows: String(done.rowsWritten),
        written_bytes: String(values.byteLength),
        result_rows: "0",
        result_bytes: "0",
        elapsed_ns: String(Math.round(done.elapsed * 1e9)),
        total_rows_to_read: "0",
      },
    };
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
