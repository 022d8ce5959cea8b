import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { GoodFaithBody, GoodFaithList, GoodFaithQuery, GoodFaithView, VerdictBody } from "../contract/returns.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { examineGoodFaith } from "../recovery/prepare-return.ts";
import type { GoodFaithClaim } from "../recovery/victim-return.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { actOf } from "./change-kept-order.ts";
import { lockAccount } from "./kept-order.ts";
import { readPage } from "./keyset.ts";
import { resourceOfCase } from "./kept-return.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

/** Takes a holder's claim of good faith (善意取得): from now on its amount blocks returns (rule R23). */
export async function fileGoodFaith(work: RecordsWork, body: GoodFaithBody): Promise<GoodFaithView> {
  const { db, nowMs, log } = work;
  const { caseId, ...claimed } = body;
  const ofCase = await db.selectFrom("cases").select("unit_code").where("id", "=", caseId).executeTakeFirst();
  if (ofCase === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: caseId });
  const unitCode = ofCase.unit_code;
  work.require("create", await resourceOfCase(work, "return", { caseId, unitCode }));
  await lockAccount(db, claimed.accountKey);
  const id = randomUUID();
  const claim: GoodFaithClaim = { ...claimed, id, filed: actOf(work), examined: null };
  const place = { account_key: claim.accountKey, case_id: caseId, unit_code: unitCode, filed_at_ms: nowMs };
  await db
    .insertInto("good_faith_claims")
    .values({ id, ...place, body: JSON.stringify(claim) })
    .execute();
  const details = { account: claim.accountKey, amountMinor: claim.amountMinor };
  await log({ action: "good-faith.file", subject: `good-faith:${id}`, details });
  return viewOf({ case_id: caseId, body: claim, version: 1 });
}

/** Examines a claim of good faith: it comes before any decision. @throws SluiceError RECORDS_NOT_FOUND, RECOVERY_REFUSED */
export async function examineGoodFaithClaim(
  work: RecordsWork,
  id: string,
  { version, upheld, words }: VerdictBody,
): Promise<GoodFaithView> {
  const { db, log } = work;
  const row = await db.selectFrom("good_faith_claims").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
  work.require("answer", await resourceOfCase(work, "return", { caseId: row.case_id, unitCode: row.unit_code }));
  await lockAccount(db, row.account_key);
  const body = decidedOrThrow(examineGoodFaith(row.body, { upheld, words, ...actOf(work) }));
  const changed = await db
    .updateTable("good_faith_claims")
    .set({ body: JSON.stringify(body), version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n)
    throw new SluiceError("RECORDS_CHANGED_MEANWHILE", { what: id, seen: version, current: row.version });
  await log({ action: "good-faith.examine", subject: `good-faith:${id}`, details: { upheld, words } });
  return viewOf({ ...row, body, version: version + 1 });
}

/** The claims of good faith on an account, in the order in which they came, page by page. */
export async function listGoodFaith({ db }: RecordsWork, query: GoodFaithQuery): Promise<GoodFaithList> {
  const page = await readPage(query, { by: sql.ref("filed_at_ms"), direction: "asc" }, async ({ behind, most }) => {
    const read = db.selectFrom("good_faith_claims").selectAll().where("account_key", "=", query.account).where(behind);
    const rows = await read.orderBy("filed_at_ms").orderBy("id").limit(most).execute();
    return rows.map((row) => ({ ...row, atMs: row.filed_at_ms }));
  });
  return { ...page, rows: page.rows.map(viewOf) };
}

function viewOf(row: Pick<RowOf<"good_faith_claims">, "body" | "version" | "case_id">): GoodFaithView {
  const { filed, ...claim } = row.body;
  return { ...claim, caseId: row.case_id, version: row.version, filedAtMs: filed.atMs };
}
