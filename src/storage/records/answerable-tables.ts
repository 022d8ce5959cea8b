import type { ColumnType, Generated } from "kysely";
import type { ReviewReason } from "../../audit/review-draw.ts";
import type { Sanction, SanctionStanding } from "../../recovery/sanction.ts";
import type { Instant, Json, MaybeInstant } from "./column-types.ts";

/** Reviews, people's own numbers, contact with victims, sanctions, card numbers, deletion (0009_answerable.sql). */
export interface AnswerableTables {
  reviews: ReviewsTable;
  user_numbers: UserNumbersTable;
  victim_contacts: VictimContactsTable;
  caller_codes: CallerCodesTable;
  sanctions: SanctionsTable;
  card_ranges: CardRangesTable;
  retention_runs: RetentionRunsTable;
  erased_accounts: ErasedAccountsTable;
}

interface ReviewsTable {
  id: string;
  entry_n: number;
  seq: number;
  reasons: ReviewReason[];
  user_id: string;
  unit_code: string;
  at_ms: Instant;
  verdict: "in-order" | "objected" | null;
  words: Generated<string>;
  verdict_by: string | null;
  verdict_at_ms: MaybeInstant;
  version: Generated<number>;
}

interface UserNumbersTable {
  user_id: string;
  kind: string;
  hash: string;
  key_id: string;
  set_at_ms: Instant;
}

interface VictimContactsTable {
  id: string;
  report_id: string;
  case_id: string | null;
  unit_code: string;
  channel: string;
  words: string;
  by_user: string;
  at_ms: Instant;
  promised_by_ms: MaybeInstant;
}

interface CallerCodesTable {
  id: string;
  report_id: string;
  case_id: string | null;
  unit_code: string;
  by_user: string;
  hash: string;
  issued_at_ms: Instant;
  expires_at_ms: Instant;
  wrong: Generated<number>;
  verified_at_ms: MaybeInstant;
}

interface SanctionsTable {
  id: string;
  number: string;
  case_id: string;
  unit_code: string;
  subject_hash: string;
  standing: SanctionStanding;
  ends_at_ms: MaybeInstant;
  due_at_ms: MaybeInstant;
  proposed_at_ms: Instant;
  body: Json<Sanction>;
  version: Generated<number>;
}

interface CardRangesTable {
  prefix: string;
  digits: number;
  bank: string;
  source: string;
}

interface RetentionRunsTable {
  id: string;
  unit_code: string;
  standing: "proposed" | "approved-once" | "done" | "refused";
  asked_by: string;
  asked_at_ms: Instant;
  people: number;
  accounts: string[];
  approvals: ColumnType<readonly Approval[], string | undefined, string>;
  version: Generated<number>;
}

interface Approval {
  readonly by: string;
  readonly atMs: number;
  readonly words: string;
}

interface ErasedAccountsTable {
  account_key: string;
  run_id: string;
  at_ms: Instant;
}
