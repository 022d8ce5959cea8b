import type { Selectable } from "kysely";
import type { AnswerableTables } from "./answerable-tables.ts";
import type { CaseworkTables } from "./casework-tables.ts";
import type { FoundationTables } from "./foundation-tables.ts";
import type { JobTables } from "./job-tables.ts";
import type { JoinedTables } from "./joined-tables.ts";
import type { PaperTables } from "./paper-tables.ts";
import type { RecoveryTables } from "./recovery-tables.ts";

/** Every table of the records. The columns' meaning stands in the migrations; a test compares the two. */
export type RecordsTables = FoundationTables &
  CaseworkTables &
  RecoveryTables &
  JoinedTables &
  JobTables &
  AnswerableTables &
  PaperTables;

/** A row as it is read. */
export type RowOf<T extends keyof RecordsTables> = Selectable<RecordsTables[T]>;
