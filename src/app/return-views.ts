import type { ReturnPage, ReturnQuery, ReturnView } from "../contract/returns.ts";
import { defaultHolidays } from "../recovery/default-holidays.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import { remainderMinor } from "../recovery/plan-return.ts";
import { returnClocks } from "../recovery/return-clocks.ts";
import { payableFromMs } from "../recovery/return-obstacles.ts";
import { returnStanding } from "../recovery/victim-return.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { findReturn, type KeptReturn, keptReturn } from "./kept-return.ts";
import { keysetPage, pageSize, placeOf } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";

/** The return with its deadlines as they stand now. */
export async function returnView({ db, nowMs }: RecordsWork, kept: KeptReturn): Promise<ReturnView> {
  return viewAt(kept, (await installedRules(db)).rules, nowMs);
}

/** One return; the opening is logged, as it names victims and their accounts. @throws SluiceError RECORDS_NOT_FOUND */
export async function openReturn(work: RecordsWork, id: string): Promise<ReturnView> {
  const kept = await findReturn(work.db, id);
  await work.log({ action: "return.open", subject: `return:${id}` });
  return returnView(work, kept);
}

/** The returns that one may see, the latest plan first. */
export async function listReturns({ db, nowMs }: RecordsWork, query: ReturnQuery): Promise<ReturnPage> {
  const { limit = pageSize, case: caseId } = query;
  const place = placeOf(query.after);
  const read = await db
    .selectFrom("returns")
    .selectAll()
    .$if(caseId !== undefined, (rest) => rest.where("case_id", "=", caseId ?? ""))
    .$if(place !== undefined, (rest) =>
      rest.where((row) => row(row.refTuple("planned_at_ms", "id"), "<", row.tuple(place?.atMs ?? 0, place?.id ?? ""))),
    )
    .orderBy("planned_at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rules } = await installedRules(db);
  const rows = read.map((row) => ({ atMs: row.planned_at_ms, ...viewAt(keptReturn(row), rules, nowMs) }));
  return keysetPage(rows, limit);
}

/** Returns on public notice that are not decided, by the day from which they may be paid. */
export async function listNotices({ db, nowMs }: RecordsWork, query: ReturnQuery): Promise<ReturnPage> {
  const { limit = pageSize, case: caseId } = query;
  const place = placeOf(query.after);
  const read = await db
    .selectFrom("returns")
    .selectAll()
    .where("payable_from_ms", "is not", null)
    .where("standing", "in", ["on-notice", "awaiting-approval", "approved"])
    .$if(caseId !== undefined, (rest) => rest.where("case_id", "=", caseId ?? ""))
    .$if(place !== undefined, (rest) =>
      rest.where((row) =>
        row(row.refTuple("payable_from_ms", "id"), ">", row.tuple(place?.atMs ?? 0, place?.id ?? "")),
      ),
    )
    .orderBy("payable_from_ms")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const { rules } = await installedRules(db);
  const rows = read.map((row) => ({ atMs: row.payable_from_ms ?? 0, ...viewAt(keptReturn(row), rules, nowMs) }));
  return keysetPage(rows, limit);
}

function viewAt({ plan, ...kept }: KeptReturn, rules: readonly LegalRule[], nowMs: number): ReturnView {
  return {
    ...kept,
    id: plan.id,
    standing: returnStanding(plan),
    payableFromMs: payableFromMs(plan, { rules }),
    remainderMinor: remainderMinor(plan),
    clocks: returnClocks(plan, { rules, holidays: defaultHolidays }, nowMs),
    plan,
  };
}
