import type { PGlite as PGliteEngine } from "@electric-sql/pglite";
import { Kysely, type PostgresPool, PostgresDialect } from "kysely";
import type { RecordsTables } from "./records-tables.ts";

/** The records' database, embedded or a server: the same dialect, the same values in and out. */
export interface RecordsEngine {
  readonly db: Kysely<RecordsTables>;
  /** Which database it is, as an error names it; never with the password. */
  readonly name: string;
  close(): Promise<void>;
}

/** Numbers of PostgreSQL's own types (pg_type.oid) whose default reading would lose or bend a value. */
const oid = { int8: 20, date: 1082 } as const;

/**
 * How values are read on either engine: a bigint as a number (amounts, instants and counts stay below 2^53), a day as
 * `YYYY-MM-DD`.
 */
const readers: Readonly<Record<number, (text: string) => unknown>> = {
  [oid.int8]: Number,
  [oid.date]: (text) => text,
};

/**
 * The records in this process: a PGlite of its own in `folder`, or in memory, where they may begin as a copy of others
 * (`PGlite.dumpDataDir`). Every commit is synced to the disk: what was acknowledged outlives a power cut.
 */
export async function openEmbeddedEngine(
  place: { readonly folder: string } | { readonly memory: Blob | null },
): Promise<RecordsEngine & { readonly engine: PGliteEngine }> {
  const { PGlite } = await import("@electric-sql/pglite");
  const engine = await PGlite.create({
    ...("folder" in place ? { dataDir: place.folder } : place.memory === null ? {} : { loadDataDir: place.memory }),
    parsers: readers,
    // The engine's own start parameters turn syncing off with -F.
    startParams: PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  });
  const db = new Kysely<RecordsTables>({ dialect: new PostgresDialect({ pool: poolOfOne(engine) }) });
  return { db, engine, name: "folder" in place ? place.folder : "memory", close: () => db.destroy() };
}

/** A server's database. */
export async function openServerEngine(url: string, name: string): Promise<RecordsEngine> {
  const { Pool, TypeOverrides } = (await import("pg")).default;
  const types = new TypeOverrides();
  for (const [type, read] of Object.entries(readers)) types.setTypeParser(Number(type), read);
  const pool = new Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: 5_000,
    application_name: "sluice",
    types,
  });
  // An idle connection that breaks is replaced at its next use, whose error tells more.
  pool.on("error", () => undefined);
  const db = new Kysely<RecordsTables>({ dialect: new PostgresDialect({ pool }) });
  return { db, name, close: () => db.destroy() };
}

/** PGlite has one connection: whoever holds it works alone, the others wait in line. */
function poolOfOne(engine: PGliteEngine): PostgresPool {
  let line: Promise<void> = Promise.resolve();
  return {
    async connect() {
      const before = line;
      let leave: () => void = () => undefined;
      line = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      return {
        async query(text: unknown, parameters?: readonly unknown[]) {
          const { rows, affectedRows } = await engine.query(
            String(text),
            parameters === undefined ? [] : [...parameters],
          );
          // PGlite tells no command; the builder asks it only whether rows were counted.
          return { command: "UPDATE", rowCount: affectedRows ?? rows.length, rows };
        },
        release: () => leave(),
      } as Awaited<ReturnType<PostgresPool["connect"]>>;
    },
    end: () => engine.close(),
  };
}
