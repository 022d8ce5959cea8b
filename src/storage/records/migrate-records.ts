import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { type Kysely, sql } from "kysely";
import { SluiceError } from "../../errors/sluice-error.ts";
import { brief, reasonOf } from "../storage-failure.ts";
import type { RecordsTables } from "./records-tables.ts";

/** One committed change of the records' structure. */
export interface Migration {
  /** No number twice; missing ones are carried out in their order. */
  readonly number: number;
  readonly name: string;
  readonly statements: string;
}

/** A number that only this program's migrations lock by; any would do. */
const lockNumber = 5_105_105_101;

/** The migrations that this program carries, in order. */
export async function ownMigrations(): Promise<readonly Migration[]> {
  const folder = new URL("migrations/", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (file) => ({
      number: Number(file.slice(0, 4)),
      name: file.slice(5, -4),
      statements: await readFile(new URL(file, folder), "utf8"),
    })),
  );
}

/**
 * Brings the database to the program's structure: each missing migration whole or not at all, several programs that start
 * at once one after the other. A migration that was carried out is known by its hash.
 * @throws SluiceError RECORDS_OF_NEWER_PROGRAM, RECORDS_MIGRATION_ALTERED, RECORDS_MIGRATION_FAILED
 */
export async function migrateRecords(
  db: Kysely<RecordsTables>,
  migrations: readonly Migration[],
  nowMs: number,
): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(${sql.lit(lockNumber)})`.execute(one);
    try {
      await sql`CREATE TABLE IF NOT EXISTS migrations
        (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, at_ms bigint NOT NULL)`.execute(one);
      const done = await sql<{ number: number; sha256: string }>`SELECT number, sha256 FROM migrations`.execute(one);
      const known = new Map(done.rows.map((row) => [row.number, row.sha256]));
      refuseNewer(known, migrations);
      for (const migration of migrations) {
        const { number, name } = migration;
        const hash = createHash("sha256").update(migration.statements).digest("hex");
        const before = known.get(number);
        if (before === hash) continue;
        if (before !== undefined) throw new SluiceError("RECORDS_MIGRATION_ALTERED", { number, name });
        await carryOut(one, migration, { hash, atMs: nowMs });
      }
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(lockNumber)})`.execute(one);
    }
  });
}

function refuseNewer(known: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  const own = Math.max(0, ...migrations.map(({ number }) => number));
  const seen = Math.max(0, ...known.keys());
  if (seen > own) throw new SluiceError("RECORDS_OF_NEWER_PROGRAM", { seen, known: own });
}

async function carryOut(
  db: Kysely<RecordsTables>,
  { number, name, statements }: Migration,
  { hash, atMs }: { readonly hash: string; readonly atMs: number },
): Promise<void> {
  await sql`BEGIN`.execute(db);
  try {
    for (const statement of statementsOf(statements)) await sql.raw(statement).execute(db);
    await sql`INSERT INTO migrations VALUES (${number}, ${name}, ${hash}, ${atMs})`.execute(db);
    await sql`COMMIT`.execute(db);
  } catch (cause) {
    await sql`ROLLBACK`.execute(db);
    throw new SluiceError("RECORDS_MIGRATION_FAILED", { number, name, reason: brief(reasonOf(cause)) }, cause);
  }
}

/**
 * Single statements: the embedded engine takes one at a time. They end at a semicolon outside of quotes, of `$$` and of
 * comments.
 */
export function statementsOf(text: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/--[^\n]*|'(?:[^']|'')*'|\$\$[\s\S]*?\$\$|;/g)) {
    if (found !== ";") continue;
    statements.push(text.slice(start, index));
    start = index + 1;
  }
  return [...statements, text.slice(start)].filter((statement) => statement.replace(/--[^\n]*/g, "").trim() !== "");
}
