import type { Kysely } from "kysely";
import { type RecoverySheet, recoverySheet } from "../recovery/recovery-sheet.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { postedUntil } from "../storage/records/recovery-ledger.ts";

/** Which losses, and when. */
export interface SheetQuery {
  readonly atMs: number;
  readonly caseId?: string;
}

/** The sheet of the losses that `db` may see, as it stood at `atMs` (rule R32). */
export async function storedSheet(db: Kysely<RecordsTables>, query: SheetQuery): Promise<RecoverySheet> {
  const postings = await postedUntil(db, query);
  return recoverySheet([{ atMs: query.atMs, cause: "", postings }], query.atMs);
}
