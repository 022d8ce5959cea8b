import { createClient } from "@clickhouse/client";
import type { LedgerStore } from "../ledger-store.ts";
import { openClickHouseLedger } from "./clickhouse-ledger.ts";
import { EmbeddedConnection } from "./embedded-connection.ts";

/** The ledger on chDB in this process, in `folder`. One process at a time may hold the folder. */
export async function openEmbeddedLedger(folder: string): Promise<LedgerStore> {
  const connection = new EmbeddedConnection({ path: folder });
  // @ts-expect-error chdb names the types of client-common, of which the client brings its own equal copy
  return openClickHouseLedger(createClient({ connection }));
}
