import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { mask, maskText } from "../access/mask.ts";
import type { ContactBody, ContactPage, ContactQuery, ContactView, DueContacts } from "../contract/victim-contacts.ts";
import type { PageQuery } from "../contract/paging.ts";
import { sortClocks } from "../recovery/clock.ts";
import { contactRefusals } from "../recovery/contact-words.ts";
import { unless } from "../recovery/refusal.ts";
import { contactClock, type ContactChannel } from "../recovery/victim-contact.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { resourceOf } from "./casework-step.ts";
import { centreNumbers } from "./centre-numbers.ts";
import { keysetPage, pageSize, placeOf, readPage } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { findReport } from "./reports.ts";

/**
 * Logs what was said or sent to the victim of a report (rule R25). Words with a link or with a telephone number that is not
 * the centre's are refused, so that what is sent is what was logged.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECOVERY_REFUSED
 */
export async function logContact(work: RecordsWork, body: ContactBody): Promise<ContactView> {
  const { db, actor, nowMs, log } = work;
  const { reportId, channel, words, promisedByMs = null } = body;
  const { row: report } = await findReport(work, reportId);
  work.require("create", await resourceOf(work, "contact", report));
  const refused = contactRefusals(words, await centreNumbers(work));
  decidedOrThrow(unless(refused, () => words));
  const place = { report_id: reportId, case_id: report.case_id, unit_code: report.unit_code };
  const said = { channel, words, by_user: actor.userId, at_ms: nowMs, promised_by_ms: promisedByMs };
  const row = { id: randomUUID(), ...place, ...said };
  await db.insertInto("victim_contacts").values(row).execute();
  await log({ action: "contact.log", subject: `report:${reportId}`, details: { id: row.id, channel } });
  return contactView(row);
}

/** Contacts with victims, the latest first, page by page. */
export async function listContacts({ db }: RecordsWork, query: ContactQuery): Promise<ContactPage> {
  const { report } = query;
  return readPage(query, { by: sql.ref("at_ms"), direction: "desc" }, async ({ behind, most }) => {
    const rows = await db
      .selectFrom("victim_contacts")
      .selectAll()
      .$if(report !== undefined, (rest) => rest.where("report_id", "=", report ?? ""))
      .where(behind)
      .orderBy("at_ms", "desc")
      .orderBy("id", "desc")
      .limit(most)
      .execute();
    return rows.map(contactView);
  });
}

/** Victims who have to be told that money was frozen for them (rule R25), the most urgent first, page by page. */
export async function dueContacts(work: RecordsWork, query: PageQuery): Promise<DueContacts> {
  const { db, nowMs } = work;
  const frozen = await frozenFor(work);
  if (frozen.size === 0) return { rows: [], next: "" };
  const ids = [...frozen.keys()];
  const reports = await db.selectFrom("reports").selectAll().where("id", "in", ids).execute();
  const contacts = await db
    .selectFrom("victim_contacts")
    .select(["report_id", "at_ms"])
    .where("report_id", "in", ids)
    .execute();
  const { rules } = await installedRules(db);
  const byReport = new Map(reports.map((report) => [report.id, report]));
  const told = contacts.map((row) => ({ victim: row.report_id, atMs: row.at_ms }));
  const clocks = reports.flatMap(({ id }) => {
    const waiting = (frozen.get(id) ?? [])
      .map((frozenMs) => contactClock({ victim: id, frozenMs, contacts: told }, rules, nowMs))
      .filter((clock) => clock !== null);
    return sortClocks(waiting).slice(0, 1);
  });
  const place = placeOf(query.after);
  const rows = sortClocks(clocks).flatMap((clock) => {
    const report = byReport.get(clock.subjectId);
    if (report === undefined || (place !== undefined && !isBehind(clock, place))) return [];
    const { id, number, case_id: caseId, victim_name: name } = report;
    const view = { reportId: id, reportNumber: number, caseId: caseId ?? "", victimName: mask("name", name), clock };
    return { id, atMs: clock.dueMs, ...view };
  });
  return keysetPage(rows, query.limit ?? pageSize);
}

/** The instants of the freezes in which money of each report's victim lies: of its own orders, or where a trace found its losses. */
async function frozenFor({ db, nowMs, beyondRights }: RecordsWork): Promise<ReadonlyMap<string, readonly number[]>> {
  const freezes = await db
    .selectFrom("orders")
    .select(["account_key", "report_id", "body"])
    .where("kind", "=", "freeze")
    .where("hold_until_ms", ">", nowMs)
    .execute();
  const accounts = [...new Set(freezes.map((row) => row.account_key))];
  if (accounts.length === 0) return new Map();
  const found = await beyondRights((free) =>
    free
      .selectFrom("recovery_losses")
      .innerJoin("losses", "losses.id", "recovery_losses.loss_id")
      .select(["losses.report_id", "recovery_losses.accounts"])
      .where(sql<boolean>`recovery_losses.accounts && ${sql.val(accounts)}::text[]`)
      .execute(),
  );
  const frozen = new Map<string, number[]>();
  for (const { account_key: account, report_id: own, body } of freezes) {
    const fromMs = body.measure?.periods[0].fromMs;
    const traced = found.filter((row) => row.accounts.includes(account)).map((row) => row.report_id);
    for (const reportId of new Set([...(own === null ? [] : [own]), ...traced]))
      if (fromMs !== undefined) frozen.set(reportId, [...(frozen.get(reportId) ?? []), fromMs]);
  }
  return frozen;
}

/** As `sortClocks` orders clocks of one code. */
function isBehind(
  { dueMs, subjectId }: { readonly dueMs: number; readonly subjectId: string },
  place: { readonly atMs: number; readonly id: string },
): boolean {
  return dueMs > place.atMs || (dueMs === place.atMs && subjectId > place.id);
}

function contactView(row: RowOf<"victim_contacts">): ContactView {
  const { id, report_id: reportId, case_id: caseId, words, by_user: by, at_ms: atMs } = row;
  const channel = row.channel as ContactChannel;
  return {
    id,
    reportId,
    caseId: caseId ?? "",
    channel,
    words: maskText(words),
    by,
    atMs,
    promisedByMs: row.promised_by_ms,
  };
}
