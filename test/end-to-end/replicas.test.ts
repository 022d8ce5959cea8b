import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalServers, startServers } from "../../bench/clickhouse-servers.ts";
import { ledgerTables } from "../../src/storage/ledger/ledger-tables.ts";
import { partName, serverTable } from "../../src/storage/ledger/table-definitions.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import type { Stores } from "../../src/storage/stores.ts";
import { fileReport, sampleRow } from "../generators/sample-rows.ts";

/*
 * A cluster whose one shard has two copies. 18.16 keeps copies by itself only with ZooKeeper; here the cluster writes to
 * both, which is the same to whoever asks.
 */
describe("a shard with two copies", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-copies-"));
  let servers: LocalServers;

  beforeAll(async () => {
    servers = await startServers(2);
  });
  afterAll(async () => {
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (): Promise<Stores> => {
    const ledgerUrl = servers.ledgerUrl("ledger").replace("cluster=city", "cluster=copies");
    return openStores({ dataFolder: folder, holder: "replicas.test", ledgerUrl });
  };

  test("wants its tables made by whoever knows of the copies, and says by which command", async () => {
    await expect(open()).rejects.toMatchObject({ code: "STORAGE_LEDGER_TABLES_MISSING" });
  });

  test("answers while one of them is dead", async () => {
    for (const server of servers.servers)
      for (const table of ledgerTables) await server.ask(serverTable(table, `ledger.${partName(table.name)}`));
    const stores = await open();
    const writer = await stores.ledger.begin("a".repeat(64), "v1");
    for (let row = 2; row < 50; row++) writer.row(sampleRow(row));
    await writer.finish({ ...fileReport("a".repeat(64), 48) });
    await servers.server(1).signal("kill");
    expect((await stores.ledger.witnesses()).length).toBe(48);
    await stores.close();
    const reopened = await open();
    expect((await reopened.ledger.witnesses()).length).toBe(48);
    await reopened.close();
    await servers.server(1).start();
  });
});
