import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  migrateRecords,
  type Migration,
  ownMigrations,
  statementsOf,
} from "../../src/storage/records/migrate-records.ts";
import { openEmbeddedEngine } from "../../src/storage/records/records-engine.ts";
import { openRecords, type RecordsPlace } from "../../src/storage/records/open-records.ts";
import { startPostgres } from "../fixtures/postgres-server.ts";
import { adoptedCasesConformance } from "./adopted-cases.ts";
import { auditLogConformance } from "./audit-log.ts";
import { caseRecordsConformance } from "./case-records.ts";
import { joinedRegistersConformance } from "./joined-registers.ts";
import { joinedReturnsConformance } from "./joined-returns.ts";
import { joinedTracesConformance } from "./joined-traces.ts";
import { jobQueueConformance } from "./job-queue.ts";
import { lossesConformance } from "./losses.ts";
import { rightsMatrixConformance } from "./rights-matrix.ts";
import { onceConformance } from "./once.ts";
import { reportsConformance } from "./reports.ts";
import { ordersConformance } from "./orders.ts";
import { recoveryLedgerConformance } from "./recovery-ledger.ts";
import { victimContactsConformance } from "./victim-contacts.ts";
import { sanctionsConformance } from "./sanctions.ts";
import { cardRangesConformance } from "./card-ranges.ts";
import { retainLogConformance } from "./retain-log.ts";
import { peopleRetentionConformance } from "./people-retention.ts";
import { reviewsConformance } from "./reviews.ts";
import { pagingConformance } from "./paging.ts";
import { recordsSearchConformance } from "./records-search.ts";
import { tasksConformance } from "./tasks.ts";
import { type RecordsUnderTest, recordsStoreConformance } from "./records-store.ts";

interface Engine {
  readonly place: RecordsPlace;
  readonly remove: () => Promise<void>;
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  "embedded (PGlite)": async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-records-"));
    return { place: { folder: join(folder, "pg") }, remove: () => rm(folder, { recursive: true, force: true }) };
  },
  "a PostgreSQL server": async () => {
    const server = await startPostgres();
    return { place: { url: await server.makeDatabase() }, remove: () => server.close() };
  },
};

const clock = (): number => Date.now();

async function opened({ place, remove }: Engine): Promise<RecordsUnderTest & { dispose(): Promise<void> }> {
  let records = await openRecords(place, clock);
  return {
    get records() {
      return records;
    },
    async reopen() {
      await records.close();
      records = await openRecords(place, clock);
      return records;
    },
    async dispose() {
      await records.close();
      await remove();
    },
  };
}

describe.each(Object.entries(engines))("%s", (_, start) => {
  let subject: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => {
    subject = await opened(await start());
  });
  afterAll(async () => {
    await subject.dispose();
  });
  const given = (): RecordsUnderTest => subject;
  recordsStoreConformance(given);
  onceConformance(given);
  jobQueueConformance(given);
  rightsMatrixConformance(given);
  ordersConformance(given);
  recoveryLedgerConformance(given);
  auditLogConformance(given);
  reportsConformance(given);
  caseRecordsConformance(given);
  lossesConformance(given);
  joinedRegistersConformance(given);
  joinedReturnsConformance(given);
  joinedTracesConformance(given);
  tasksConformance(given);
  adoptedCasesConformance(given);
  pagingConformance(given);
  reviewsConformance(given);
  peopleRetentionConformance(given);
  retainLogConformance(given);
  cardRangesConformance(given);
  sanctionsConformance(given);
  victimContactsConformance(given);
  recordsSearchConformance(given);
});

test("a migration is carried out whole or not at all, once, and is known again by its hash", async () => {
  const engine = await openEmbeddedEngine({ memory: null });
  const own = await ownMigrations();
  const next: Migration = {
    number: Math.max(...own.map(({ number }) => number)) + 1,
    name: "next",
    statements: "CREATE TABLE a (b integer); SELECT 1",
  };
  const migrate = (migrations: readonly Migration[]): Promise<void> => migrateRecords(engine.db, migrations, 0);
  const broken = { ...next, statements: "CREATE TABLE a (b integer); CREATE TABLE a (b integer)" };
  await expect(migrate([...own, broken])).rejects.toMatchObject({ code: "RECORDS_MIGRATION_FAILED" });
  await migrate([...own, next]);
  await migrate([...own, next]);
  const altered = { ...next, statements: "SELECT 2" };
  await expect(migrate([...own, altered])).rejects.toMatchObject({ code: "RECORDS_MIGRATION_ALTERED" });
  await expect(migrate(own)).rejects.toMatchObject({ code: "RECORDS_OF_NEWER_PROGRAM" });
  await engine.close();
});

test("migrations are numbered in the order in which they are carried out, no number twice", async () => {
  const numbers = (await ownMigrations()).map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});

test("statements end at semicolons outside of quotes, bodies and comments", () => {
  const text = "-- a; b\nSELECT ';', 'it''s;';\nDO $$ BEGIN x; END $$;\n-- end;\n";
  expect(statementsOf(text)).toEqual(["-- a; b\nSELECT ';', 'it''s;'", "\nDO $$ BEGIN x; END $$"]);
});
