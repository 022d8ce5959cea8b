import { mkdtempSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalServers, startServers } from "../../bench/clickhouse-servers.ts";
import { makeStatements } from "../../bench/make-statements.ts";
import { canonicalExport } from "../../src/app/canonical-export.ts";
import { importFiles } from "../../src/app/import-files.ts";
import { SluiceError } from "../../src/errors/sluice-error.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import type { Stores } from "../../src/storage/stores.ts";

const files = 8;
const rowsPerFile = 3_000;

/* What two shards do while one of them is lost in the middle of something, within one process that goes on. */
describe("a shard lost in the middle", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-shards-"));
  const source = join(folder, "statements");
  let shards: LocalServers;
  let wanted: string;

  beforeAll(async () => {
    await mkdir(source);
    await makeStatements(source, { files, rowsPerFile, seed: 11 });
    shards = await startServers(2);
    const stores = await openStores({ dataFolder: join(folder, "embedded"), holder: "shard-failures.test" });
    await importAll(stores, () => undefined);
    wanted = await exported(stores);
    await stores.close();
  });
  afterAll(async () => {
    await shards.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const importAll = async (stores: Stores, progress: (files: number) => void): Promise<void> => {
    const request = { paths: [source], layout: null, map: {}, saveAs: null, dryRun: false };
    await importFiles(stores, request, {
      signal: new AbortController().signal,
      progress: (event) => progress(event.files),
      parseXls: () => Promise.reject(new Error("no xls here")),
      readElsewhere: null,
    });
  };

  const openOn = async (database: string): Promise<Stores> =>
    openStores({ dataFolder: join(folder, database), holder: "test", ledgerUrl: shards.ledgerUrl(database) });

  const comesBack = async (at: number, how: "kill" | "stop"): Promise<void> => {
    const server = shards.server(at);
    await (how === "kill" ? server.start() : server.signal("continue"));
  };

  test.each([
    ["kill", 1],
    ["stop", 1],
    ["kill", 0],
    ["stop", 0],
  ] as const)("an import is told within 5 s (%s, shard %i), and the same import completes it", async (how, at) => {
    const stores = await openOn(`import_${how}_${at}`);
    let gone = Promise.resolve(0);
    const importing = importAll(stores, (done) => {
      if (done === files / 2)
        gone = shards
          .server(at)
          .signal(how)
          .then(() => performance.now());
    });
    const failure = await importing.catch((cause: unknown) => cause);
    expect(performance.now() - (await gone)).toBeLessThan(5_000);
    expect(codeOf(failure)).toBe("STORAGE_LEDGER_SERVER_DOWN");
    await comesBack(at, how);
    await importAll(stores, () => undefined);
    expect((await exported(stores)) === wanted).toBe(true);
    await stores.close();
  });

  test.each(["kill", "stop"] as const)(
    "a question is answered whole or not at all (%s), and told within 5 s",
    async (how) => {
      const stores = await openOn("questions");
      await importAll(stores, () => undefined);
      const gone = sleep(400).then(async () => {
        await shards.server(1).signal(how);
        return performance.now();
      });
      const failure = await firstFailure(async () => {
        expect((await stores.ledger.witnesses()).length).toBe(files * rowsPerFile);
      });
      expect(performance.now() - (await gone)).toBeLessThan(5_000);
      expect(codeOf(failure)).toBe("STORAGE_LEDGER_SERVER_DOWN");
      await comesBack(1, how);
      expect((await stores.ledger.witnesses()).length).toBe(files * rowsPerFile);
      await stores.close();
    },
  );

  test("rows that arrive late, beside those of the attempt that succeeded, count once", async () => {
    const stores = await openOn("late");
    await importAll(stores, () => undefined);
    await shards.server(1).ask("INSERT INTO late.rows_local SELECT * FROM late.rows_local WHERE row % 3 = 0");
    expect((await exported(stores)) === wanted).toBe(true);
    await stores.close();
  });
});

function codeOf(thrown: unknown): string {
  return thrown instanceof SluiceError ? thrown.code : thrown instanceof Error ? thrown.message : typeof thrown;
}

/** Does a thing again and again until it throws. */
async function firstFailure(work: () => Promise<void>): Promise<unknown> {
  for (;;) {
    try {
      await work();
    } catch (cause) {
      return cause;
    }
  }
}

async function exported(stores: Stores): Promise<string> {
  const lines: string[] = [];
  for await (const line of canonicalExport(stores)) lines.push(line);
  return lines.join("");
}
