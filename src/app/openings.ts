import { type Denial, denialSentence } from "../access/denial.ts";
import { openMasked, type Purpose } from "../access/open-masked.ts";
import type { Resource } from "../access/resource.ts";
import type { OpeningBody } from "../contract/records-search.ts";
import type { ReportView } from "../contract/reports.ts";
import { inBoth, SluiceError } from "../errors/sluice-error.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { resourceOf } from "./casework-step.ts";
import { reportView } from "./masked-report.ts";
import { findReport } from "./reports.ts";
import { type AskedFor, lookUp } from "./staff-lookups.ts";

/**
 * Shows a report in full for a case or task (rule P7). Both an opening and a refused one are logged, so the refusal is
 * thrown only after the entry stands. @throws SluiceError ACCESS_NOT_OPENED, RECORDS_NOT_FOUND
 */
export async function openReport(
  { records, numbers }: { readonly records: RecordsStore; readonly numbers: NumberHash },
  actor: RecordsActor,
  body: OpeningBody,
): Promise<ReportView> {
  const outcome = await records.as(actor, (work) => decide(work, body, numbers));
  if ("view" in outcome) return outcome.view;
  const why = { zh: denialSentence(outcome.because, "zh"), en: denialSentence(outcome.because, "en") };
  throw new SluiceError("ACCESS_NOT_OPENED", inBoth("why", why));
}

async function decide(
  work: RecordsWork,
  { reportId, purpose: stated }: OpeningBody,
  key: NumberHash,
): Promise<{ readonly view: ReportView } | { readonly because: Denial }> {
  const { row, losses } = await findReport(work, reportId);
  const subject = await resourceOf(work, "person", row);
  const purpose = await purposeRow(work, stated);
  const isOfIt = row.case_id !== null && purpose?.caseId === row.case_id;
  const standing = isOfIt ? "named-in-case" : "elsewhere";
  const facts = { subject, purpose: purpose?.resource, stated, standing } as const;
  const opening = openMasked(work.actor, facts);
  const lookup = await lookUp(work, whoIsIn(row, losses), key);
  const details = { opened: opening.opened, because: opening.opened ? "" : opening.because, ...lookup };
  await work.log({ action: "person.open", subject: `report:${reportId}`, purpose: stated.number, details });
  return opening.opened ? { view: reportView(row, losses, "opened") } : { because: opening.because };
}

/** Whoever reads the report learns these. */
function whoIsIn(
  { victim_name: victim, victim_id_number: idNumber, victim_phone: phone }: RowOf<"reports">,
  losses: readonly RowOf<"losses">[],
): AskedFor {
  const stated = losses.map(({ body }) => body.stated);
  return {
    numbers: [idNumber, phone, ...stated.flatMap(({ payer, payee }) => [payer, payee])],
    names: [victim, ...stated.flatMap(({ payerName, payeeName }) => [payerName, payeeName])],
  };
}

/** The case or task of a number, where the asker sees it. */
async function purposeRow(
  work: RecordsWork,
  { kind, number }: Purpose,
): Promise<{ readonly resource: Resource; readonly caseId: string | null } | undefined> {
  if (kind === "case") {
    const found = await work.db
      .selectFrom("cases")
      .select(["id", "unit_code"])
      .where("number", "=", number)
      .executeTakeFirst();
    return found && { resource: await resourceOf(work, "case", { ...found, case_id: found.id }), caseId: found.id };
  }
  const task = await work.db.selectFrom("tasks").selectAll().where("number", "=", number).executeTakeFirst();
  const assignees = task === undefined ? [] : [task.assignee_id];
  return task && { resource: await resourceOf(work, "task", { ...task, assignees }), caseId: task.case_id };
}
