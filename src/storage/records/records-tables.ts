import type { ColumnType, Generated } from "kysely";

/** An instant: read as ms since 1970 UTC, written as a `Date` (see `instant`). */
export type Instant = ColumnType<number, Date, Date>;
/** An instant or null. */
export type MaybeInstant = ColumnType<number | null, Date | null | undefined, Date | null>;
/** A calendar day `YYYY-MM-DD`, China time. */
export type Day = string;
/** JSON: read as a value, written as its text. */
export type Json<T> = ColumnType<T, string, string>;

/** The value of an instant in a query. */
export function instant(ms: number): Date {
  return new Date(ms);
}

/** Every table of the records. The columns' meaning stands in the migrations; a test compares the two. */
export interface RecordsTables {
  units: UnitsTable;
  users: UsersTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  audit_entries: AuditEntriesTable;
  audit_seals: AuditSealsTable;
  audit_heads: AuditHeadsTable;
  idempotency_keys: IdempotencyKeysTable;
  jobs: JobsTable;
  legal_rules: LegalRulesTable;
  settings: SettingsTable;
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
  roles: string[];
  active: Generated<boolean>;
  version: Generated<number>;
  created_at: Instant;
}

interface CredentialsTable {
  user_id: string;
  password_hash: string;
  must_change: boolean;
  changed_at: Instant;
  totp_secret: Generated<string>;
  totp_step: Generated<number>;
  failed_count: Generated<number>;
  locked_until: MaybeInstant;
}

interface SessionsTable {
  secret_hash: string;
  id: string;
  user_id: string;
  started_at: Instant;
  seen_at: Instant;
  ends_at: Instant;
  revoked_at: MaybeInstant;
  owes: Generated<string>;
  client: Generated<string>;
}

interface AuditEntriesTable {
  n: Generated<number>;
  id: string;
  at: Instant;
  user_id: string | null;
  user_name: string;
  unit_code: string;
  action: string;
  subject: string;
  purpose: string;
  details: Json<Readonly<Record<string, unknown>>>;
}

interface AuditSealsTable {
  seq: number;
  entry_n: number;
  entry_hash: string;
  chain_hash: string;
}

interface AuditHeadsTable {
  seq: number;
  chain_hash: string;
  at: Instant;
  public_key: string;
  signature: string;
}

interface IdempotencyKeysTable {
  user_id: string;
  key: string;
  request_hash: string;
  status: number;
  answer: Json<unknown>;
  at: Instant;
}

interface JobsTable {
  id: string;
  kind: string;
  body: Json<unknown>;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  progress: ColumnType<unknown, string | undefined, string>;
  result: ColumnType<unknown, string | null | undefined, string | null>;
  attempts: Generated<number>;
  leased_until: MaybeInstant;
  cancel_asked: Generated<boolean>;
  asked_by: string | null;
  asked_at: Instant;
  ended_at: MaybeInstant;
}

interface LegalRulesTable {
  code: string;
  effective_from: Day;
  effective_to: Day | null;
  basis: string;
  mark: string;
  params: Json<Readonly<Record<string, unknown>>>;
  version: Generated<number>;
}

interface SettingsTable {
  name: string;
  value: Json<unknown>;
}
