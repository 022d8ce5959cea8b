import type { Kysely } from "kysely";
import type { RecoveryRatesView, RecoverySheetView } from "../contract/recovery-ledger.ts";
import { paidOut } from "../recovery/pay-return.ts";
import { recoveryRates } from "../recovery/recovery-rates.ts";
import { type RecoverySheet, recoverySheet } from "../recovery/recovery-sheet.ts";
import { postedUntil } from "../storage/records/recovery-ledger.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { settleLapses } from "./settle-recovery.ts";

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

/** Where the losses that a person may see are, at `at` (now without it), each and in total. */
export async function drawSheet(
  records: RecordsStore,
  actor: RecordsActor,
  query: { readonly at?: number; readonly caseId?: string },
): Promise<RecoverySheetView> {
  await postWhatEnded(records);
  return records.as(actor, async ({ db, nowMs, log }) => {
    const { at = nowMs, caseId } = query;
    const sheet = await storedSheet(db, { atMs: at, ...(caseId === undefined ? {} : { caseId }) });
    await log({ action: "recovery.sheet", subject: caseId === undefined ? "recovery" : `case:${caseId}` });
    return { atMs: at, ...sheet };
  });
}

/** The three rates of recovery over what a person may see (rule R34). */
export async function drawRates(
  records: RecordsStore,
  actor: RecordsActor,
  { caseId }: { readonly caseId?: string },
): Promise<RecoveryRatesView> {
  await postWhatEnded(records);
  return records.as(actor, async ({ db, nowMs }) => {
    const { total } = await storedSheet(db, { atMs: nowMs, ...(caseId === undefined ? {} : { caseId }) });
    const returns = await db
      .selectFrom("returns")
      .select("body")
      .$if(caseId !== undefined, (rest) => rest.where("case_id", "=", caseId ?? ""))
      .execute();
    return { atMs: nowMs, ...recoveryRates(total, paidOut(returns.map(({ body }) => body))) };
  });
}

/** A sheet is true only when everything that ended by itself is posted. */
function postWhatEnded(records: RecordsStore): Promise<void> {
  return records.asSystem(async ({ db, nowMs, log }) => {
    const accounts = await settleLapses(db, nowMs);
    if (accounts > 0) await log({ action: "recovery.lapse", subject: "recovery", details: { accounts } });
  });
}
