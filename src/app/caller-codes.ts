import { randomInt, randomUUID } from "node:crypto";
import { mask } from "../access/mask.ts";
import { personNumber } from "../access/open-masked.ts";
import type { CallerCodeRead, CallerVerdict, IssuedCallerCode } from "../contract/victim-contacts.ts";
import { type CallerAnswer, type CallerCode, verifyCaller } from "../recovery/caller-code.ts";
import { ruleAt } from "../recovery/legal-rule.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { resourceOf } from "./casework-step.ts";
import { installedRules } from "./legal-rules.ts";
import { findReport } from "./reports.ts";

/** Gives a caller a code for one call to the victim of a report (rule R25). @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function issueCallerCode(work: RecordsWork, reportId: string, key: NumberHash): Promise<IssuedCallerCode> {
  const { db, actor, nowMs, log } = work;
  const { row: report } = await findReport(work, reportId);
  work.require("create", await resourceOf(work, "contact", report));
  const { rules } = await installedRules(db);
  const { minutes } = ruleAt(rules, "caller-code", nowMs).params;
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const id = randomUUID();
  const expiresAtMs = nowMs + minutes * 60_000;
  const place = { report_id: reportId, case_id: report.case_id, unit_code: report.unit_code };
  const issued = { by_user: actor.userId, issued_at_ms: nowMs, expires_at_ms: expiresAtMs };
  await db
    .insertInto("caller_codes")
    .values({ id, ...place, ...issued, hash: hashOf(key, id, code) })
    .execute();
  await log({ action: "contact.code", subject: `report:${reportId}`, details: { id, expiresAtMs } });
  return { id, code, expiresAtMs };
}

/**
 * What the hotline tells a victim who reads a code (rule R25). The victim may be any centre's: it is looked up by the number
 * given in the report, beyond the operator's rights, and nothing is told but whether the caller is ours and who they are.
 * @throws SluiceError ACCESS_DENIED
 */
export async function readCallerCode(work: RecordsWork, read: CallerCodeRead, key: NumberHash): Promise<CallerVerdict> {
  const { db, actor, nowMs, log, beyondRights } = work;
  work.require("answer", await resourceOf(work, "contact", { unit_code: actor.unitCode, case_id: null }));
  const { rules } = await installedRules(db);
  const { tries } = ruleAt(rules, "caller-code", nowMs).params;
  const phone = personNumber(read.phone);
  const verdict = await beyondRights(async (free) => {
    const rows = await free
      .selectFrom("caller_codes")
      .innerJoin("reports", "reports.id", "caller_codes.report_id")
      .selectAll("caller_codes")
      .where("reports.victim_phone", "in", [phone, read.phone.trim()])
      .orderBy("issued_at_ms", "desc")
      .limit(mostCodes)
      .forUpdate("caller_codes")
      .execute();
    const row = rows.find(({ id, hash }) => hash === hashOf(key, id, read.code.trim()));
    const heard = { code: row?.hash ?? "", atMs: nowMs };
    const { answer, missed } = verifyCaller(rows.map(codeOf), heard, tries);
    if (missed.length > 0)
      await free
        .updateTable("caller_codes")
        .set((one) => ({ wrong: one("wrong", "+", 1) }))
        .where("id", "in", missed)
        .execute();
    if (answer !== "ours" || row === undefined) return { answer, id: row?.id ?? "", ...nobody };
    await free.updateTable("caller_codes").set({ verified_at_ms: nowMs }).where("id", "=", row.id).execute();
    return { answer, id: row.id, ...(await callerOf(free, row.by_user)) };
  });
  const { id, ...told } = verdict;
  const details = { answer: told.answer, code: id, phone: mask("phone", phone), asked: [key.hash(phone)] };
  await log({ action: "contact.verify", subject: "caller-code", details });
  return { ...told, ...sentences[told.answer] };
}

/** A victim is called a few times; of older codes none is valid. */
const mostCodes = 50;
const nobody = { callerName: "", policeNumber: "", unitName: "" };

const sentences: Readonly<Record<CallerAnswer, { readonly zh: string; readonly en: string }>> = {
  ours: { zh: "来电属实：是我中心人员", en: "The caller is ours" },
  expired: {
    zh: "核验码已过期：请勿继续通话，由我中心回拨",
    en: "The code has expired: do not go on, we will call back",
  },
  used: {
    zh: "核验码已用过：请勿继续通话，由我中心回拨",
    en: "The code was used before: do not go on, we will call back",
  },
  locked: { zh: "错误次数过多，核验码作废：请勿继续通话", en: "Too many wrong codes, this one is void: do not go on" },
  "not-ours": { zh: "不是我中心来电：可能是诈骗，请挂断", en: "The caller is not ours: it may be a fraud, hang up" },
};

async function callerOf(
  db: RecordsWork["db"],
  userId: string,
): Promise<Pick<CallerVerdict, "callerName" | "policeNumber" | "unitName">> {
  const person = await db
    .selectFrom("users")
    .innerJoin("units", "units.code", "users.unit_code")
    .select(["users.name", "users.police_number", "units.name as unit_name"])
    .where("users.id", "=", userId)
    .executeTakeFirst();
  if (person === undefined) return nobody;
  return { callerName: person.name, policeNumber: person.police_number, unitName: person.unit_name };
}

function codeOf({ id, hash, by_user: by, ...row }: RowOf<"caller_codes">): CallerCode {
  const issued = { by, atMs: row.issued_at_ms };
  return { id, code: hash, issued, expiresMs: row.expires_at_ms, wrong: row.wrong, verifiedMs: row.verified_at_ms };
}

/** Of one code alone: equal codes of two calls have two hashes. */
function hashOf(key: NumberHash, id: string, code: string): string {
  return key.hash(`caller ${id} ${code}`);
}
