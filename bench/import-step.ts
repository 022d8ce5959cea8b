import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createClient } from "@clickhouse/client";
import { runImport } from "../src/app/run-import.ts";
import type { RowCounts } from "../src/app/import-report.ts";
import { EmbeddedConnection } from "../src/storage/ledger/embedded-connection.ts";
import { rowsTable } from "../src/storage/ledger/ledger-tables.ts";
import { embeddedTable } from "../src/storage/ledger/table-definitions.ts";
import { openStores } from "../src/storage/open-stores.ts";
import { makeStatements } from "./make-statements.ts";
import { importBenchSizes } from "./import-sizes.ts";

/**
 * One step of the benchmark `import`, each in a process of its own so that its memory is its own: prints one line of JSON.
 * The steps share a folder: `statements` (what is imported), `data` (the stores), `clean` (the same rows as clean csv, by
 * the engine's own hand), `bare` (the table they are loaded into).
 */
const steps: Readonly<Record<string, (folder: string) => Promise<object>>> = {
  async make(folder) {
    await mkdir(join(folder, "statements"), { recursive: true });
    await makeStatements(join(folder, "statements"), importBenchSizes);
    return {};
  },

  async import(folder) {
    const stores = await openStores({ dataFolder: join(folder, "data"), holder: "sluice bench import" });
    try {
      const request = { paths: [join(folder, "statements")], layout: null, map: {}, saveAs: null, dryRun: false };
      const report = await runImport(stores, request, {
        signal: new AbortController().signal,
        progress: () => undefined,
        workerEntry: new URL("../src/threads/worker.js", import.meta.url),
      });
      return { counts: report.totals satisfies RowCounts, transfers: report.ledger.transfers };
    } finally {
      await stores.close();
    }
  },

  async clean(folder) {
    await mkdir(join(folder, "clean"), { recursive: true });
    const client = createEngine(join(folder, "data", "ledger"));
    const answer = await client.query({
      query: "SELECT DISTINCT toString(reading) AS reading FROM rows",
      format: "JSONEachRow",
    });
    const readings = await answer.json<{ readonly reading: string }>();
    for (const { reading } of readings) {
      const file = join(folder, "clean", `${reading}.csv`);
      const query = `SELECT * FROM rows WHERE reading = ${reading} ORDER BY sheet, row`;
      await client.command({ query: `INSERT INTO FUNCTION file('${file}', 'CSV') ${query}` });
    }
    await client.close();
    return { files: readings.length };
  },

  async bare(folder) {
    const client = createEngine(join(folder, "bare"));
    await client.command({ query: embeddedTable(rowsTable) });
    const structure = rowsTable.columns.map(([name, type]) => `${name} ${type}`).join(", ");
    const source = `file('${join(folder, "clean")}/*.csv', 'CSV', '${structure}')`;
    await client.command({ query: `INSERT INTO rows SELECT * FROM ${source}` });
    const answer = await client.query({ query: "SELECT count() AS rows FROM rows", format: "JSONEachRow" });
    const [counted] = await answer.json<{ readonly rows: string }>();
    await client.close();
    return { rows: Number(counted?.rows) };
  },
};

function createEngine(path: string): ReturnType<typeof createClient> {
  // @ts-expect-error chdb names the types of client-common, of which the client brings its own equal copy
  return createClient({ connection: new EmbeddedConnection({ path }) });
}

const [name = "", folder = ""] = process.argv.slice(2);
const step = steps[name];
if (step === undefined) throw new RangeError(`no step ${name}`);
const start = performance.now();
const answer = await step(folder);
const seconds = (performance.now() - start) / 1_000;
process.stdout.write(`${JSON.stringify({ ...answer, seconds, peakBytes: process.resourceUsage().maxRSS * 1_024 })}\n`);
