import { sql } from "kysely";
import { maskText } from "../access/mask.ts";
import { type Resource, resourceOfKind } from "../access/resource.ts";
import type { ReviewPage, ReviewQuery, ReviewView, VerdictOnLookup } from "../contract/reviews.ts";
import { type Clock, clockAt } from "../recovery/clock.ts";
import { dayMs } from "../recovery/china-calendar.ts";
import { type LegalRule, ruleAt } from "../recovery/legal-rule.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { refuseOvertaken, refuseStale, seenRow } from "./casework-step.ts";
import { readPage } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";

/**
 * Looking-ups that were drawn or flagged (rules P9, A11), the longest waiting first: all for the auditor, those of the own
 * unit for an approver. @throws SluiceError ACCESS_DENIED for everybody else
 */
export async function listReviews(work: RecordsWork, query: ReviewQuery): Promise<ReviewPage> {
  const { db, actor, log } = work;
  work.require("read", resourceOfReview({ unit_code: actor.unitCode, user_id: "" }));
  const { state = "open" } = query;
  const page = await readPage(query, { by: sql.ref("at_ms"), direction: "asc" }, async ({ behind, most }) => {
    const rows = await db
      .selectFrom("reviews")
      .selectAll()
      .where("verdict", state === "open" ? "is" : "is not", null)
      .where(behind)
      .orderBy("at_ms")
      .orderBy("id")
      .limit(most)
      .execute();
    return rows.map((row) => ({ ...row, atMs: row.at_ms }));
  });
  await log({ action: "review.search", subject: "reviews", details: { state, rows: page.rows.length } });
  return { ...page, rows: await viewsOf(work, page.rows) };
}

/**
 * Gives the verdict on a looking-up, once: by an approver who did not look.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, ACCESS_DENIED
 */
export async function judgeLookup(work: RecordsWork, id: string, given: VerdictOnLookup): Promise<ReviewView> {
  const { db, actor, nowMs, log } = work;
  const row = seenRow(await db.selectFrom("reviews").selectAll().where("id", "=", id).executeTakeFirst(), id);
  work.require("approve", resourceOfReview(row));
  const { version, verdict, words } = given;
  refuseStale(id, version, row.version);
  const judged = { verdict, words, verdict_by: actor.userId, verdict_at_ms: nowMs, version: version + 1 };
  const written = await db
    .updateTable("reviews")
    .set(judged)
    .where("id", "=", id)
    .where("version", "=", version)
    .where("verdict", "is", null)
    .executeTakeFirst();
  refuseOvertaken(written, id, version);
  await log({ action: "review.judge", subject: `review:${id}`, details: { verdict, words: maskText(words) } });
  const [view] = await viewsOf(work, [{ ...row, ...judged }]);
  return seenRow(view, id);
}

function resourceOfReview({
  unit_code: unitCode,
  user_id: userId,
}: Pick<RowOf<"reviews">, "unit_code" | "user_id">): Resource {
  return { ...resourceOfKind("review"), unitCode, hands: [userId] };
}

/** The log itself is the auditor's; of these entries the reviewer is told too, with long numbers masked. */
async function viewsOf(work: RecordsWork, rows: readonly RowOf<"reviews">[]): Promise<readonly ReviewView[]> {
  if (rows.length === 0) return [];
  const { rules } = await installedRules(work.db);
  const numbers = rows.map((row) => row.entry_n);
  const entries = await work.beyondRights((free) =>
    free.selectFrom("audit_entries").selectAll().where("n", "in", numbers).execute(),
  );
  const entryOf = new Map(entries.map((entry) => [entry.n, entry]));
  return rows.map((row) => {
    const { id, version, seq, reasons, verdict, words, verdict_by: by, verdict_at_ms: atMs } = row;
    const entry = entryOf.get(row.entry_n);
    return {
      id,
      version,
      seq,
      reasons,
      userId: row.user_id,
      userName: entry?.user_name ?? "",
      unitCode: row.unit_code,
      atMs: row.at_ms,
      action: entry?.action ?? "",
      subject: maskedSubject(entry?.subject ?? ""),
      purpose: entry?.purpose ?? "",
      details: entry?.details ?? {},
      verdict: verdict === null ? null : { verdict, words, by: by ?? "", atMs: atMs ?? 0 },
      clock: clockOf(row, rules, work.nowMs),
    };
  });
}

/** An id may look like a number; what is none is masked like any text. */
function maskedSubject(subject: string): string {
  return /:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(subject) ? subject : maskText(subject);
}

function clockOf(
  { id, verdict, at_ms: sinceMs }: Pick<RowOf<"reviews">, "id" | "verdict" | "at_ms">,
  rules: readonly LegalRule[],
  nowMs: number,
): Clock | null {
  if (verdict !== null) return null;
  const dueMs = sinceMs + ruleAt(rules, "lookup-review", sinceMs).params.days * dayMs;
  return clockAt({ code: "lookup-review", subjectId: id, sinceMs, dueMs, warnings: [] }, rules, nowMs);
}
