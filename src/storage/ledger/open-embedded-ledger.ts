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
  const retire = retiredTables.map((name) => `DROP TABLE IF EXISTS ${name}`);
  for (const query of [...retire, ...ledgerTables.map(embeddedTable)]) {
    await host.client.command({ query }).catch((cause: unknown) => {
      throw writeFailure("ledger", cause);
    });
  }
  return new ClickHouseLedger(new Engine(host));
}

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
