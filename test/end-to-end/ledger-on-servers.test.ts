import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type LocalServers, startServers } from "../../bench/clickhouse-servers.ts";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const questions = [
  ["balance", "--json"],
  ["freeze-list", "--json"],
  ["requests", "--json"],
  ["trace", "--json", "--doctrine", "fifo"],
  ["trace", "--json", "--doctrine", "pro-rata"],
];

// Dozens of runs of the program, on whatever machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/* The same commands over the embedded ledger, over one server and over two shards of Debian's clickhouse-server. */
describe("a ledger on servers", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-servers-"));
  let one: LocalServers;
  let two: LocalServers;
  let embedded: readonly string[];

  beforeAll(async () => {
    await writeCity({ seed: 1, folder, scale: "small" }, () => undefined);
    [one, two] = await Promise.all([startServers(1), startServers(2)]);
    embedded = await answersOf("embedded", "");
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const data = (name: string): string => join(folder, "data", name);
  const run = (words: readonly string[], name: string, url: string): Promise<SluiceRun> =>
    runSluice([...words, "--data", data(name), "--lang", "en"], url === "" ? {} : { SLUICE_LEDGER_URL: url });

  /** What import, losses and every question print, of a new ledger. */
  async function answersOf(name: string, url: string): Promise<readonly string[]> {
    const outputs: string[] = [];
    const steps = [
      ["import", join(folder, cityPaths.exports), "--json"],
      ["losses", join(folder, cityPaths.losses), "--json"],
    ];
    for (const words of [...steps, ...questions]) {
      const { exitCode, stdout, stderr } = await run(words, name, url);
      expect([exitCode, stderr.includes("Error")], stderr).toEqual([0, false]);
      outputs.push(stdout);
    }
    return outputs;
  }

  test("gives the answers of the embedded one to the byte, on one server", async () => {
    expect(await answersOf("one", one.ledgerUrl("ledger"))).toEqual(embedded);
  });

  test("gives the answers of the embedded one to the byte, on two shards", async () => {
    expect(await answersOf("two", two.ledgerUrl("ledger"))).toEqual(embedded);
    for (const server of two.servers)
      expect(Number(await server.ask("SELECT count() FROM ledger.rows_local"))).toBeGreaterThan(1_000);
  });

  test.each(["kill", "stop"] as const)(
    "a shard that is gone (%s) is told within 5 s and nothing else; when it is back the same command works",
    async (how) => {
      const url = two.ledgerUrl("ledger");
      const shard = two.server(1);
      await shard.signal(how);
      try {
        for (const words of [["freeze-list"], ["import", join(folder, cityPaths.exports)]]) {
          const started = performance.now();
          const { exitCode, stdout, stderr } = await run(words, "two", url);
          expect(performance.now() - started).toBeLessThan(5_000);
          expect([exitCode, stdout]).toEqual([1, ""]);
          expect(stderr).toMatch(/STORAGE_LEDGER_SERVER_DOWN: Ledger server 127\.0\.0\.1:\d+ \(shard 2\/2\)/);
        }
      } finally {
        await (how === "kill" ? shard.start() : shard.signal("continue"));
      }
      const { stdout } = await run(["freeze-list", "--json"], "two", url);
      expect(stdout).toBe(embedded[3]);
    },
  );

  test("refuses another data folder, a wrong password, an unknown cluster, and says how a URL must read", async () => {
    const url = two.ledgerUrl("ledger");
    const seen = await Promise.all(
      [
        url,
        url.replace("secret", "wrong"),
        url.replace("cluster=city", "cluster=town"),
        "clickhouse://localhost",
        "http://127.0.0.1:1/ledger",
      ].map(async (each, at) => (await run(["freeze-list"], `other${at}`, each)).stderr),
    );
    expect(seen.map((text) => /[A-Z]+(?:_[A-Z]+)+/.exec(text)?.[0])).toEqual([
      "STORAGE_LEDGER_OWNED",
      "STORAGE_LEDGER_DENIED",
      "STORAGE_LEDGER_CLUSTER_UNKNOWN",
      "STORAGE_LEDGER_URL_BAD",
      "STORAGE_LEDGER_SERVER_DOWN",
    ]);
    expect(seen.join("")).not.toContain("secret");
    expect(seen[0]).toContain(data("two"));
    expect(seen[2]).toContain("it has: city");
  });

  test("a dry run into no data folder leaves the servers alone", async () => {
    const { exitCode } = await run(
      ["import", "--dry-run", join(folder, cityPaths.exports)],
      "none",
      one.ledgerUrl("untouched"),
    );
    expect(exitCode).toBe(0);
    const { stderr } = await run(["freeze-list"], "first", one.ledgerUrl("untouched"));
    expect(stderr).not.toContain("STORAGE_LEDGER_OWNED");
  });

  test("a shard that lost its tables, or rows of one, is told instead of answered around", async () => {
    const url = two.ledgerUrl("ledger");
    const shard = two.server(1);
    await shard.ask("TRUNCATE TABLE ledger.rows_local");
    expect((await run(["freeze-list"], "two", url)).stderr).toContain("STORAGE_LEDGER_MISCOUNT");
    expect((await run(["import", join(folder, cityPaths.exports)], "two", url)).exitCode).toBe(0);
    expect((await run(["freeze-list", "--json"], "two", url)).stdout).toBe(embedded[3]);
    await shard.ask("DROP TABLE ledger.rows_local");
    expect((await run(["freeze-list"], "two", url)).stderr).toMatch(
      /STORAGE_LEDGER_TABLES_MISSING.*shard 2\/2.*rows_local/,
    );
  });
});
