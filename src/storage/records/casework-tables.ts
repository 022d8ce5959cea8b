import type { Generated, GeneratedAlways } from "kysely";
import type { CaseRecord } from "../../casework/case-record.ts";
import type { HandOver } from "../../casework/hand-over.ts";
import type { PendingLoss } from "../../casework/pending-loss.ts";
import type { Report } from "../../casework/report.ts";
import type { Series } from "../../casework/series.ts";
import type { Task } from "../../casework/task.ts";
import type { Instant, MaybeInstant, Json } from "./column-types.ts";

/** Reports, cases and the work on them (0002_casework.sql). */
export interface CaseworkTables {
  cases: CasesTable;
  case_members: CaseMembersTable;
  reports: ReportsTable;
  losses: LossesTable;
  series: SeriesTable;
  case_notes: CaseNotesTable;
  tasks: TasksTable;
  hand_overs: HandOversTable;
  serials: SerialsTable;
}

interface CasesTable {
  id: string;
  number: string;
  name: string;
  type: string;
  unit_code: string;
  /** Null until an officer takes a case that began in the register of losses. */
  owner_id: string | null;
  filed_on_ms: MaybeInstant;
  closed_at_ms: MaybeInstant;
  trace_name: string;
  body: Json<CaseRecord>;
  version: Generated<number>;
  created_at_ms: Instant;
}

interface CaseMembersTable {
  case_id: string;
  user_id: string;
}

interface ReportsTable {
  id: string;
  number: string;
  unit_code: string;
  case_id: string | null;
  taken_by: string;
  taken_at_ms: Instant;
  type: string;
  victim_name: string;
  victim_id_number: string;
  victim_phone: string;
  name_keys: Generated<string>;
  body: Json<Omit<Report, "losses">>;
  version: Generated<number>;
}

interface LossesTable {
  id: string;
  report_id: string;
  position: GeneratedAlways<number>;
  case_id: string | null;
  unit_code: string;
  payer: string;
  payee: string;
  payee_name: string;
  name_keys: Generated<string>;
  amount_minor: number;
  at_ms: Instant;
  transfer_id: string | null;
  body: Json<PendingLoss>;
  version: Generated<number>;
}

interface SeriesTable {
  id: string;
  name: string;
  unit_code: string;
  case_ids: string[];
  body: Json<Series>;
  version: Generated<number>;
  created_at_ms: Instant;
}

interface CaseNotesTable {
  id: string;
  case_id: string;
  unit_code: string;
  kind: string;
  text: string;
  sha256: Generated<string>;
  by_user: string;
  at_ms: Instant;
  removed_at_ms: MaybeInstant;
}

interface TasksTable {
  id: string;
  number: string;
  sent_by: string;
  what: string;
  case_id: string | null;
  unit_code: string;
  assignee_id: string;
  standing: string;
  due_at_ms: Instant;
  body: Json<Task>;
  version: Generated<number>;
}

interface HandOversTable {
  id: string;
  unit_code: string;
  from_user: string;
  to_user: string;
  at_ms: Instant;
  body: Json<HandOver>;
  version: Generated<number>;
}

interface SerialsTable {
  name: string;
  last: number;
}
