import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Instant, Json, MaybeInstant } from "./column-types.ts";

/** Long work, and what changed, for those who watch (0001_foundation.sql, 0006_jobs.sql). */
export interface JobTables {
  jobs: JobsTable;
  changes: ChangesTable;
}

interface JobsTable {
  id: string;
  kind: string;
  place: Generated<string>;
  body: Json<unknown>;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  progress: ColumnType<unknown, string | undefined, string>;
  result: ColumnType<unknown, string | null | undefined, string | null>;
  attempts: Generated<number>;
  leased_until_ms: MaybeInstant;
  cancel_asked: Generated<boolean>;
  asked_by: string | null;
  asked_at_ms: Instant;
  ended_at_ms: MaybeInstant;
}

interface ChangesTable {
  n: GeneratedAlways<number>;
  xid: Generated<number>;
  kind: string;
  row_id: string;
  at_ms: Generated<number>;
}
