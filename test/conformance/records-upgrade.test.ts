import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyAudit } from "../../src/app/audit-log.ts";
import { listCaseRecords } from "../../src/app/case-records.ts";
import { searchRecords } from "../../src/app/records-search.ts";
import { listReports } from "../../src/app/reports.ts";
import { listOrders } from "../../src/app/recovery-order-views.ts";
import { listReturns } from "../../src/app/return-views.ts";
import { continueNumbers, copyRowsIn } from "../../src/storage/records/copy-records.ts";
import { migrateRecords, ownMigrations } from "../../src/storage/records/migrate-records.ts";
import { openEmbeddedEngine, openServerEngine, type RecordsEngine } from "../../src/storage/records/records-engine.ts";
import { type RecordsActor, RecordsStore } from "../../src/storage/records/records-store.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { startPostgres } from "../fixtures/postgres-server.ts";

/** Rows of every kind as the program wrote them when the structure ended with 0004. */
const written = new URL("../fixtures/records/structure-0004.ndjson", import.meta.url);

interface WrittenRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const engines: Readonly<Record<string, () => Promise<{ engine: RecordsEngine; remove: () => Promise<void> }>>> = {
  "embedded (PGlite)": async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-upgrade-"));
    const engine = await openEmbeddedEngine({ folder });
    return { engine, remove: () => rm(folder, { recursive: true, force: true }) };
  },
  "a PostgreSQL server": async () => {
    const server = await startPostgres();
    return { engine: await openServerEngine(await server.makeDatabase(), "test"), remove: () => server.close() };
  },
};

describe.each(Object.entries(engines))("an upgrade of records of structure 0004 on %s", (_, open) => {
  let engine: RecordsEngine;
  let remove: () => Promise<void>;
  let rows: readonly WrittenRow[];
  let records: RecordsStore;

  beforeAll(async () => {
    ({ engine, remove } = await open());
    const text = await readFile(written, "utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    rows = lines.map((line) => JSON.parse(line) as WrittenRow).filter(({ table }) => table !== "migrations");
    const migrations = await ownMigrations();
    const then = migrations.filter(({ number }) => number <= 4);
    await migrateRecords(engine.db, then, 0);
    // At once: the recovery ledger is balanced only when all of its rows are there.
    await engine.db.transaction().execute(async (work) => {
      for (const { table, row } of rows) await copyRowsIn(work, table, [JSON.stringify(row)]);
      await continueNumbers(work);
    });
    await migrateRecords(engine.db, migrations, 0);
    records = new RecordsStore(engine, () => Date.now());
  }, 120_000);

  afterAll(async () => {
    await engine.close();
    await remove();
  });

  test("keeps every row, with what each of its columns said", async () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const { table, row } of rows) {
      const { rows: now } = await sql<{ row: Record<string, unknown> }>`SELECT to_jsonb(t) AS row
        FROM ${sql.table(table)} AS t`.execute(engine.db);
      const same = now.filter(({ row: kept }) =>
        Object.entries(row).every(([column, value]) => JSON.stringify(kept[column]) === JSON.stringify(value)),
      );
      expect(same.length, `${table} ${JSON.stringify(row)}`).toBe(1);
    }
  });

  test("leaves a log that is whole", async () => {
    expect(await verifyAudit(records)).toMatchObject({ findings: [] });
  });

  test("shows a duty officer the reports, cases, orders and returns of then", async () => {
    const found = rows.find(({ table, row }) => table === "users" && String(row["roles"]).includes("duty-officer"));
    const user = found?.row ?? {};
    const duty: RecordsActor = {
      userId: String(user["id"]),
      userName: "员",
      unitCode: "330200000000",
      roles: ["duty-officer"],
      bank: "",
    };
    const counted = (table: string): number => rows.filter((one) => one.table === table).length;
    const shown = await records.as(duty, async (work) => [
      (await listReports(work, {})).rows.length,
      (await listCaseRecords(work, {})).rows.length,
      (await listOrders(work, {})).rows.length,
      (await listReturns(work, {})).rows.length,
    ]);
    expect(shown).toEqual([counted("reports"), counted("cases"), counted("orders"), counted("returns")]);
    const reports = async (typed: string): Promise<number> =>
      (await records.as(duty, (work) => searchRecords(work, typed, testNumbers))).rows.filter(
        ({ kind }) => kind === "report",
      ).length;
    // Of the victim's phone and name: what an index looks in was made for the rows of then.
    expect([await reports("5678"), await reports("wxm"), await reports("9999")]).toEqual([1, 1, 0]);
  });
});
