import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedConnection } from "./embedded-connection.ts";
import { createClient } from "@clickhouse/client";
import { expect, test } from "vitest";
import { openEmbeddedLedger } from "./open-embedded-ledger.ts";

test("a folder with an earlier program's leg tables opens, and they go", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-retired-"));
  const open = (): ReturnType<typeof createClient> => {
    const connection = new EmbeddedConnection({ path: folder });
    // @ts-expect-error chdb names the types of client-common, of which the client brings its own equal copy
    return createClient({ connection });
  };
  try {
    const earlier = open();
    await earlier.command({ query: "CREATE TABLE legs (reading UInt64) ENGINE = MergeTree ORDER BY reading" });
    await earlier.close();
    const ledger = await openEmbeddedLedger(folder);
    expect(await ledger.legs.kept("any")).toBeUndefined();
    await ledger.close();
    const later = open();
    const answer = await later.query({ query: "EXISTS TABLE legs", format: "JSONEachRow" });
    expect(await answer.json()).toEqual([{ result: 0 }]);
    await later.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
