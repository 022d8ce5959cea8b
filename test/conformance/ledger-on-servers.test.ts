import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalServers, startServers } from "../../bench/clickhouse-servers.ts";
import type { LedgerStore } from "../../src/storage/ledger-store.ts";
import { parseLedgerAddress } from "../../src/storage/ledger/ledger-address.ts";
import { openServerLedger } from "../../src/storage/ledger/open-server-ledger.ts";
import { doctrines } from "../../src/tracing/doctrine.ts";
import { traceCases } from "../generators/traced-ledger.ts";
import { askByHops, nameOf, wholeTrace } from "./hop-trace.ts";
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

  test("T13: a trace hop by hop over the store is the trace of the whole ledger", async () => {
    const opened = await openNew();
    const { legs } = opened.ledger;
    for (const traced of fc.sample(traceCases, { numRuns: 6, seed: 20_241_122 })) {
      for (const doctrine of doctrines) {
        const { result } = await askByHops(legs, traced, { doctrine, legBudget: 1_000 });
        expect(result).toEqual(wholeTrace(traced, doctrine));
      }
    }
    await opened.dispose();
  });

  test("a hop asks each shard once", async () => {
    const opened = await openNew();
    const { legs } = opened.ledger;
    const [traced] = fc.sample(
      traceCases.filter((each) => each.ledger.transfers.length > 3 && each.losses.length > 0),
      { numRuns: 1, seed: 7 },
    );
    if (traced === undefined) throw new RangeError("no case");
    await askByHops(legs, traced, { doctrine: "fifo", legBudget: 1_000 });
    const name = nameOf(traced);
    const asked = servers.server(count - 1);
    const selects = async (): Promise<number> =>
      Number(await asked.ask("SELECT value FROM system.events WHERE event = 'SelectQuery'"));
    const before = await selects();
    await legs.parts(
      name,
      [...traced.ledger.accounts.keys.keys()].map((account) => ({ account, row: 0 })),
    );
    // The second counting counts itself.
    expect((await selects()) - before - 1).toBe(1);
    await opened.dispose();
  });
});
