import { type Kysely, sql } from "kysely";
import type { RecordsWork } from "./records-store.ts";
import type { RecordsTables } from "./records-tables.ts";

/** A place in the order of changes: by the transaction, then by the number. */
export interface ChangePlace {
  readonly xid: number;
  readonly n: number;
}

/** A row that was added or changed. */
export interface Change extends ChangePlace {
  readonly kind: WatchedKind;
  readonly id: string;
}

/** A kind of rows that is watched. */
export type WatchedKind =
  | "case"
  | "report"
  | "loss"
  | "series"
  | "document"
  | "task"
  | "hand-over"
  | "order"
  | "return"
  | "grievance"
  | "job";

/** Where each kind lies (0006_jobs.sql). */
const watchedTables: Readonly<Record<WatchedKind, keyof RecordsTables>> = {
  case: "cases",
  report: "reports",
  loss: "losses",
  series: "series",
  document: "case_notes",
  task: "tasks",
  "hand-over": "hand_overs",
  order: "orders",
  return: "returns",
  grievance: "grievances",
  job: "jobs",
};

const watchedKinds: readonly WatchedKind[] = Object.keys(watchedTables) as WatchedKind[];

/** Changes are kept so long, ms; the newest of the older ones marks how far back the rest reaches. */
const keptMs = 3 * 86_400_000;

/** No transaction below this still runs: what was changed below it can be read without missing any. */
const settledBelow = sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

/** The place behind everything that was changed until now. */
export async function feedEnd(db: Kysely<RecordsTables>): Promise<ChangePlace> {
  const { rows } = await sql<{ xid: number }>`SELECT ${settledBelow} - 1 AS xid`.execute(db);
  return { xid: rows[0]?.xid ?? 0, n: Number.MAX_SAFE_INTEGER };
}

/** The changes behind a place in the order in which they were committed, at most so many. */
export async function changesAfter(db: Kysely<RecordsTables>, place: ChangePlace, most: number): Promise<Change[]> {
  const rows = await db
    .selectFrom("changes")
    .select(["xid", "n", "kind", "row_id"])
    .where("xid", "<", settledBelow)
    .where((change) => change(change.refTuple("xid", "n"), ">", change.tuple(place.xid, place.n)))
    .orderBy("xid")
    .orderBy("n")
    .limit(most)
    .execute();
  return rows.map(({ xid, n, kind, row_id: id }) => ({ xid, n, kind: kind as WatchedKind, id }));
}

/** Whether what came behind a place may be forgotten already, or the place is another database's. */
export async function isForgotten(db: Kysely<RecordsTables>, place: ChangePlace): Promise<boolean> {
  const oldest = await db
    .selectFrom("changes")
    .select(["xid", "n"])
    .orderBy("xid")
    .orderBy("n")
    .limit(1)
    .executeTakeFirst();
  const end = await feedEnd(db);
  if (place.xid > end.xid) return true;
  if (oldest === undefined || oldest.n === 1) return false;
  return place.xid < oldest.xid || (place.xid === oldest.xid && place.n < oldest.n);
}

/** Forgets changes that are older than `keptMs`, but for the newest of them. */
export async function forgetChanges(db: Kysely<RecordsTables>): Promise<void> {
  await sql`DELETE FROM changes WHERE at_ms < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - ${sql.lit(keptMs)}
    AND (xid, n) < (SELECT xid, n FROM changes
      WHERE at_ms < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - ${sql.lit(keptMs)}
      ORDER BY xid DESC, n DESC LIMIT 1)`.execute(db);
}

/** Of changed rows the ones that the person may see; of jobs their own. */
export async function seenChanges({ db, actor }: RecordsWork, changes: readonly Change[]): Promise<readonly Change[]> {
  const seen = new Set<string>();
  for (const kind of watchedKinds) {
    const ids = [...new Set(changes.filter((change) => change.kind === kind).map(({ id }) => id))];
    if (ids.length === 0) continue;
    const table = sql.table(watchedTables[kind]);
    const own = kind === "job" ? sql`AND asked_by = ${actor.userId}` : sql``;
    const { rows } = await sql<{ id: string }>`SELECT id FROM ${table} WHERE id = ANY(${ids}) ${own}`.execute(db);
    for (const { id } of rows) seen.add(`${kind} ${id}`);
  }
  return changes.filter(({ kind, id }) => seen.has(`${kind} ${id}`));
}
