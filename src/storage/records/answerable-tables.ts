import type { Generated } from "kysely";
import type { ReviewReason } from "../../audit/review-draw.ts";
import type { Instant, MaybeInstant } from "./column-types.ts";

/** Reviews, people's own numbers, contact with victims, sanctions, card numbers, deletion (0009_answerable.sql). */
export interface AnswerableTables {
  reviews: ReviewsTable;
  user_numbers: UserNumbersTable;
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
