import { type Kysely, sql } from "kysely";
import { explain } from "../../errors/sluice-error.ts";
import type { RecordsTables } from "./records-tables.ts";
import { storableJson } from "./storable-json.ts";

type Db = Kysely<RecordsTables>;

/** Rows that a copy holds at once. */
const rowsAtOnce = 5_000;

/** A table's rows as JSON texts, in pages. */
export interface TableCopy {
  readonly table: string;
  readonly rows: () => AsyncIterable<readonly string[]>;
}

/** Every table of the records in an order in which rows may be written again: none before those that it refers to. */
export async function copyTablesOut(db: Db): Promise<readonly TableCopy[]> {
  const { rows: tables } = await sql<{ name: string }>`SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid`.execute(db);
  const { rows: references } = await sql<{ from: string; to: string }>`SELECT conrelid::regclass::text AS from,
    confrelid::regclass::text AS to FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`.execute(db);
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const reference of references) if (reference.from === name) visit(reference.to);
    ordered.push(name);
  };
  for (const { name } of tables) visit(name);
  // What changed is told to who watches these records, by this database's own transactions.
  const copied = ordered.filter((name) => name !== "changes");
  return copied.map((table) => ({ table, rows: () => pagesOf(db, table) }));
}

/** Writes rows that `copyTablesOut` gave into the same table of empty records. Numbers that were given out stay given out. */
export async function copyRowsIn(db: Db, table: string, rows: readonly string[]): Promise<void> {
  const known = sql.table(table);
  await sql`INSERT INTO ${known} OVERRIDING SYSTEM VALUE
    SELECT * FROM json_populate_recordset(NULL::${known}, ${`[${rows.join(",")}]`}::json)`.execute(db);
}

/** Lets the numbers that the database gives out go on behind those that were copied in. */
export async function continueNumbers(db: Db): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`SELECT attrelid::regclass::text AS table,
    attname AS column FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attidentity <> '' AND relnamespace = 'public'::regnamespace`.execute(db);
  for (const { table, column } of rows) {
    await sql`SELECT setval(pg_get_serial_sequence(${table}, ${column}),
      (SELECT coalesce(max(${sql.ref(column)}), 0) + 1 FROM ${sql.table(table)}), false)`.execute(db);
  }
}

/** Jobs that were copied in do not go on: what they were to work on, an upload above all, is not in the copy. */
export async function endCopiedJobs(db: Db): Promise<void> {
  const [zh, en] = [explain("JOB_NOT_RESTORED", {}, "zh"), explain("JOB_NOT_RESTORED", {}, "en")];
  const result = storableJson({ code: "JOB_NOT_RESTORED", zh, en, details: {} });
  await db
    .updateTable("jobs")
    .set((job) => ({ state: "failed", result, ended_at_ms: job.ref("asked_at_ms") }))
    .where("state", "in", ["waiting", "running"])
    .execute();
}

async function* pagesOf(db: Db, table: string): AsyncGenerator<readonly string[]> {
  // Row addresses page through any table; the reader's one view of the records keeps them still.
  for (let after = "(0,0)"; ; ) {
    const { rows } = await sql<{ at: string; row: string }>`SELECT ctid::text AS at, row_to_json(copied)::text AS row
      FROM ${sql.table(table)} AS copied WHERE ctid > ${after}::tid ORDER BY ctid LIMIT ${sql.lit(rowsAtOnce)}`.execute(
      db,
    );
    if (rows.length === 0) return;
    yield rows.map(({ row }) => row);
    after = rows.at(-1)?.at ?? after;
  }
}
