import type { ColumnType, Generated } from "kysely";
import type { Role } from "../../access/role.ts";
import type { CanonicalValue } from "../../audit/canonical-bytes.ts";
import type { SeqRange } from "../../audit/retention.ts";
import type { LegalRule, RuleMark } from "../../recovery/legal-rule.ts";
import type { RuleCode } from "../../recovery/rule-params.ts";
import type { Instant, MaybeInstant, Day, Json } from "./column-types.ts";

/** Who works here, what they did, and what every other table stands on (0001_foundation.sql). */
export interface FoundationTables {
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
