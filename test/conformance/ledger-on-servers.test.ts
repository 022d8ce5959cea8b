import { afterAll, beforeAll, describe } from "vitest";
import { type LocalServers, startServers } from "../../bench/clickhouse-servers.ts";
import type { LedgerStore } from "../../src/storage/ledger-store.ts";
import { parseLedgerAddress } from "../../src/storage/ledger/ledger-address.ts";
import { openServerLedger } from "../../src/storage/ledger/open-server-ledger.ts";
import { ledgerStoreConformance, type LedgerUnderTest } from "./ledger-store.ts";
import { legStoreConformance } from "./leg-store.ts";

const owner = { id: "0".repeat(32), folder: "test" };

/* One server, and a cluster of two shards: Debian's clickhouse-server, each test in a database of its own. */
describe.each([1, 2])("%i of Debian's clickhouse-server", (count) => {
  let servers: LocalServers;
  let databases = 0;

  beforeAll(async () => {
    servers = await startServers(count);
  });
  afterAll(async () => servers.close());

  const openNew = async (): Promise<LedgerUnderTest> => {
    const address = parseLedgerAddress(servers.ledgerUrl(`ledger_${databases++}`));
    const open = async (): Promise<LedgerStore> => openServerLedger(address, owner);
    let ledger = await open();
    return {
      ledger,
      async reopen() {
        await ledger.close();
        ledger = await open();
        return ledger;
      },
      dispose: async () => ledger.close(),
    };
  };

  ledgerStoreConformance(`${count} ClickHouse server(s)`, openNew);

  legStoreConformance(`${count} ClickHouse server(s)`, async () => {
    const opened = await openNew();
    return {
      legs: opened.ledger.legs,
      reopen: async () => (await opened.reopen()).legs,
      dispose: async () => opened.dispose(),
    };
  });
});
