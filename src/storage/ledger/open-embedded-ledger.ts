import { createClient } from "@clickhouse/client";
import type { LedgerCopies } from "../ledger-copies.ts";
import type { LedgerStore } from "../ledger-store.ts";
import { writeFailure } from "../storage-failure.ts";
import { ClickHouseLedger } from "./clickhouse-ledger.ts";
import { EmbeddedConnection } from "./embedded-connection.ts";
import { Engine, type EngineHost } from "./engine.ts";
import { ledgerTables, retiredTables } from "./ledger-tables.ts";
import { embeddedTable } from "./table-definitions.ts";

/** The ledger on chDB in this process, in `folder`; makes its tables. One process at a time may hold the folder. */
export async function openEmbeddedLedger(folder: string): Promise<LedgerStore & LedgerCopies> {
  const host = embeddedHost(folder);
  const set = Object.entries(sessionSettings).map(([setting, value]) => `SET ${setting} = ${value}`);
  const retire = retiredTables.map((name) => `DROP TABLE IF EXISTS ${name}`);
  for (const query of [...set, ...retire, ...ledgerTables.map(embeddedTable)]) {
    await host.client.command({ query }).catch((cause: unknown) => {
      throw writeFailure("ledger", cause);
    });
  }
  return new ClickHouseLedger(new Engine(host));
}

/**
 * Looking up some hundred rows reads a few pages for each, which the file cache mostly has: handing every read to another
 * thread takes longer than the read, and no two look-ups ask for the same rows, so that what they found is not kept.
 */
const sessionSettings = { local_filesystem_read_method: "'pread'", use_query_condition_cache: 0 } as const;

function embeddedHost(folder: string): EngineHost {
  const connection = new EmbeddedConnection({ path: folder });
  // @ts-expect-error chdb names the types of client-common, of which the client brings its own equal copy
  const client = createClient({ connection });
  return {
    client,
    run: (statement) => statement(null),
    onParts: async (table, on) => void (await client.command({ query: on(table) })),
    close: () => client.close(),
  };
}
