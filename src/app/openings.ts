import { type Denial, denialSentence } from "../access/denial.ts";
import { openMasked, type Purpose } from "../access/open-masked.ts";
import type { Resource } from "../access/resource.ts";
import type { OpeningBody } from "../contract/records-search.ts";
import type { ReportView } from "../contract/reports.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import { resourceOf } from "./casework-step.ts";
import { reportView } from "./masked-report.ts";
import { findReport } from "./reports.ts";
import { drawnOfTenThousand, drawRoll } from "./review-draw.ts";

/**
 * Shows a report in full for a case or task (rule P7). Both an opening and a refused one are logged, so the refusal is
 * thrown only after the entry stands. @throws SluiceError ACCESS_NOT_OPENED, RECORDS_NOT_FOUND
 */
export async function openReport(records: RecordsStore, actor: RecordsActor, body: OpeningBody): Promise<ReportView> {
  const outcome = await records.as(actor, (work) => decide(work, body));
  if ("view" in outcome) return outcome.view;
  const why = `${denialSentence(outcome.because, "zh")} / ${denialSentence(outcome.because, "en")}`;
  throw new SluiceError("ACCESS_NOT_OPENED", { why });
}

async function decide(
  work: RecordsWork,
  { reportId, purpose: stated }: OpeningBody,
): Promise<{ readonly view: ReportView } | { readonly because: Denial }> {
  const { row, losses } = await findReport(work, reportId);
  const subject = await resourceOf(work, "person", row);
  const purpose = await purposeRow(work, stated);
  const isOfIt = row.case_id !== null && purpose?.caseId === row.case_id;
  const standing = isOfIt ? "named-in-case" : "elsewhere";
  const facts = { subject, purpose: purpose?.resource, stated, standing, flags: [], roll: drawRoll() } as const;
  const opening = openMasked(work.actor, facts, drawnOfTenThousand);
  const details = { opened: opening.opened, review: opening.review, because: opening.opened ? "" : opening.because };
  await work.log({ action: "person.open", subject: `report:${reportId}`, purpose: stated.number, details });
  return opening.opened ? { view: reportView(row, losses, "opened") } : { because: opening.because };
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
