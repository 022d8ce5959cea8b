import type { ColumnType, Generated, GeneratedAlways, Selectable } from "kysely";
import type { Role } from "../../access/role.ts";
import type { CanonicalValue } from "../../audit/canonical-bytes.ts";
import type { SeqRange } from "../../audit/retention.ts";
import type { CaseRecord } from "../../casework/case-record.ts";
import type { HandOver } from "../../casework/hand-over.ts";
import type { PendingLoss } from "../../casework/pending-loss.ts";
import type { Report } from "../../casework/report.ts";
import type { Series } from "../../casework/series.ts";
import type { Task } from "../../casework/task.ts";
import type { LegalRule, RuleMark } from "../../recovery/legal-rule.ts";
import type { OrderStanding } from "../../recovery/order-standing.ts";
import type { Order, OrderKind } from "../../recovery/order.ts";
import type { RuleCode } from "../../recovery/rule-params.ts";
import type { Grievance } from "../../recovery/grievance.ts";
import type { HeldFrom } from "../../recovery/held-ahead.ts";
import type { KnownLoss } from "../../recovery/place-losses.ts";
import type { RecoveryPosting } from "../../recovery/recovery-posting.ts";
import type { GoodFaithClaim, ReturnStanding, VictimReturn } from "../../recovery/victim-return.ts";

/** Ms since 1970 UTC. */
type Instant = number;
/** An instant that may be missing. */
type MaybeInstant = ColumnType<number | null, number | null | undefined, number | null>;
/** A calendar day `YYYY-MM-DD`, China time. */
type Day = string;
/** JSON: read as a value, written as its text. */
type Json<T> = ColumnType<T, string, string>;

/** Every table of the records. The columns' meaning stands in the migrations; a test compares the two. */
export interface RecordsTables {
  units: UnitsTable;
  users: UsersTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  audit_entries: AuditEntriesTable;
  audit_seals: AuditSealsTable;
  audit_keys: AuditKeysTable;
  audit_heads: AuditHeadsTable;
  audit_checkpoints: AuditCheckpointsTable;
  idempotency_keys: IdempotencyKeysTable;
  jobs: JobsTable;
  legal_rules: LegalRulesTable;
  settings: SettingsTable;
  cases: CasesTable;
  case_members: CaseMembersTable;
  reports: ReportsTable;
  losses: LossesTable;
  series: SeriesTable;
  case_notes: CaseNotesTable;
  tasks: TasksTable;
  hand_overs: HandOversTable;
  serials: SerialsTable;
  orders: OrdersTable;
  recovery_losses: RecoveryLossesTable;
  recovery_accounts: RecoveryAccountsTable;
  recovery_transactions: RecoveryTransactionsTable;
  recovery_postings: RecoveryPostingsTable;
  returns: ReturnsTable;
  good_faith_claims: GoodFaithClaimsTable;
  grievances: GrievancesTable;
  account_labels: AccountLabelsTable;
}

interface UnitsTable {
  code: string;
  name: string;
  kind: string;
  parent_code: string | null;
  valid_from: Day;
  valid_to: Day | null;
}

interface UsersTable {
  id: string;
  login: string;
  name: string;
  police_number: Generated<string>;
  unit_code: string;
  bank: Generated<string>;
  roles: Role[];
  active: Generated<boolean>;
  version: Generated<number>;
  created_at_ms: Instant;
}

interface CredentialsTable {
  user_id: string;
  password_hash: string;
  must_change: boolean;
  changed_at_ms: Instant;
  totp_secret: Generated<string>;
  totp_step: Generated<number>;
  failed_count: Generated<number>;
  locked_until_ms: MaybeInstant;
}

interface SessionsTable {
  secret_hash: string;
  id: string;
  user_id: string;
  started_at_ms: Instant;
  seen_at_ms: Instant;
  ends_at_ms: Instant;
  revoked_at_ms: MaybeInstant;
  owes: Generated<string>;
  client: Generated<string>;
}

interface AuditEntriesTable {
  n: Generated<number>;
  id: string;
  at_ms: Instant;
  user_id: string | null;
  user_name: string;
  unit_code: string;
  action: string;
  subject: string;
  purpose: string;
  details: Json<CanonicalValue>;
}

interface AuditSealsTable {
  seq: number;
  entry_n: number;
  entry_hash: string;
  chain_hash: string;
}

interface AuditKeysTable {
  key_id: string;
  public_key: string;
  from_ms: Instant;
}

interface AuditHeadsTable {
  seq: number;
  chain_hash: string;
  at_ms: Instant;
  key_id: string;
  signature: string;
}

interface AuditCheckpointsTable {
  id: string;
  at_ms: Instant;
  rule_code: string;
  ranges: Json<readonly SeqRange[]>;
  key_id: string;
  signature: string;
}

interface IdempotencyKeysTable {
  user_id: string;
  key: string;
  request_hash: string;
  answer: ColumnType<unknown, string | null | undefined, string>;
  at_ms: Instant;
}

interface JobsTable {
  id: string;
  kind: string;
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

interface LegalRulesTable {
  code: RuleCode;
  effective_from: Day;
  effective_to: Day | null;
  basis: string;
  mark: RuleMark;
  params: Json<LegalRule["params"]>;
  version: Generated<number>;
}

interface SettingsTable {
  name: string;
  value: Json<unknown>;
}

interface CasesTable {
  id: string;
  number: string;
  name: string;
  type: string;
  unit_code: string;
  owner_id: string;
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

interface OrdersTable {
  id: string;
  number: string;
  kind: OrderKind;
  case_id: string | null;
  report_id: string | null;
  unit_code: string;
  bank: string;
  account_key: string;
  target_id: string | null;
  standing: OrderStanding;
  due_at_ms: MaybeInstant;
  expiring_from_ms: MaybeInstant;
  hold_until_ms: MaybeInstant;
  task_number: Generated<string>;
  body: Json<Order>;
  version: Generated<number>;
  drafted_at_ms: Instant;
}

interface RecoveryLossesTable {
  loss_id: string;
  accounts: string[];
  body: Json<KnownLoss>;
  trace_id: Generated<string>;
}

interface RecoveryAccountsTable {
  account_key: string;
  held_minor: number;
  ahead: Json<readonly HeldFrom[]>;
  next_at_ms: MaybeInstant;
}

interface RecoveryTransactionsTable {
  id: GeneratedAlways<number>;
  at_ms: Instant;
  cause: string;
}

interface RecoveryPostingsTable {
  transaction_id: number;
  loss_id: string;
  bucket: RecoveryPosting["bucket"];
  place: string;
  amount_minor: number;
  currency: Generated<string>;
}

interface ReturnsTable {
  id: string;
  freeze_id: string;
  account_key: string;
  case_id: string;
  unit_code: string;
  standing: ReturnStanding;
  payable_from_ms: MaybeInstant;
  planned_at_ms: Instant;
  loss_ids: string[];
  body: Json<VictimReturn>;
  version: Generated<number>;
}

interface GoodFaithClaimsTable {
  id: string;
  account_key: string;
  case_id: string;
  unit_code: string;
  filed_at_ms: Instant;
  body: Json<GoodFaithClaim>;
  version: Generated<number>;
}

interface GrievancesTable {
  id: string;
  order_id: string;
  case_id: string | null;
  unit_code: string;
  received_at_ms: Instant;
  due_at_ms: MaybeInstant;
  body: Json<Grievance>;
  version: Generated<number>;
}

interface AccountLabelsTable {
  n: GeneratedAlways<number>;
  account_key: string;
  label: string;
  at_ms: Instant;
  grievance_id: string;
  unit_code: string;
}

/** A row as it is read. */
export type RowOf<T extends keyof RecordsTables> = Selectable<RecordsTables[T]>;
