import { randomUUID } from "node:crypto";
import { type PendingLoss, type StatedPayment } from "../casework/pending-loss.ts";
import { plainNumber } from "../casework/pasted-accounts.ts";
import { refuse } from "../casework/refusal.ts";
import type { Report } from "../casework/report.ts";
import { nameInitials } from "../casework/search-query.ts";
import type {
  ReportBody,
  ReportChange,
  ReportPage,
  ReportQuery,
  ReportView,
  StatedPaymentBody,
  TakenReport,
} from "../contract/reports.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { mask } from "../access/mask.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { carriedOut, refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { commonReading } from "./character-readings.ts";
import { keysetPage, pageSize, placeOf } from "./keyset.ts";
import { doubtsOf, reportView, unmaskedPayment, unmaskedReport } from "./masked-report.ts";
import { enterLosses } from "./place-loss.ts";
import { nextSerial } from "./serial-numbers.ts";

/** Takes a report with its pending losses; nothing holds it back (rule C2). @throws SluiceError ACCESS_DENIED, CASEWORK_REFUSED */
export async function takeReport(work: RecordsWork, body: ReportBody): Promise<TakenReport> {
  const { db, actor, nowMs, log } = work;
  const id = randomUUID();
  work.require("create", await resourceOf(work, "report", { unit_code: actor.unitCode, case_id: null }));
  const number = await reportNumber(work, body.number.trim());
  const losses = body.losses.map((stated) => pendingLoss(randomUUID(), stated));
  const { losses: _, ...said } = body;
  const report = { ...said, number, takenBy: actor.userId, takenAtMs: nowMs, unitCode: actor.unitCode };
  await db
    .insertInto("reports")
    .values({ id, case_id: null, taken_by: actor.userId, taken_at_ms: nowMs, ...columnsOf(report) })
    .execute();
  const place = { report_id: id, case_id: null, unit_code: actor.unitCode };
  await addLosses(work, losses, place);
  await log({ action: "report.take", subject: `report:${id}`, details: { number, losses: losses.length } });
  return { id, number, version: 1, losses: losses.map((loss) => loss.id), doubts: doubtsOf({ ...report, losses }) };
}

/** One report with its losses, what identifies people masked. @throws SluiceError RECORDS_NOT_FOUND */
export async function readReport(work: RecordsWork, id: string): Promise<ReportView> {
  const { row, losses } = await findReport(work, id);
  return reportView(row, losses);
}

/**
 * Changes a report and what its pending losses state, and adds losses. A loss that is bound stays as it was stated.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED
 */
export async function changeReport(work: RecordsWork, id: string, change: ReportChange): Promise<ReportView> {
  const { db, log } = work;
  const { row, losses: known } = await findReport(work, id);
  work.require("change", await resourceOf(work, "report", row));
  refuseStale(row.number, change.version, row.version);
  const { version: _, losses: sent, ...said } = change;
  const body = { ...row.body, ...unmaskedReport(said, row.body) };
  const version = row.version + 1;
  const written = await db
    .updateTable("reports")
    .set({ ...columnsOf(body), version })
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, row.number, row.version);
  const added: PendingLoss[] = [];
  for (const { id: lossId, ...stated } of sent) {
    if (lossId === undefined) added.push(pendingLoss(randomUUID(), stated));
    else
      await restateLoss(
        work,
        seenRow(
          known.find((loss) => loss.id === lossId),
          lossId,
        ),
        stated,
      );
  }
  await addLosses(work, added, { report_id: id, case_id: row.case_id, unit_code: row.unit_code });
  await log({ action: "report.change", subject: `report:${id}`, details: { version, added: added.length } });
  return readReport(work, id);
}

/** Reports, the latest first, page by page. */
export async function listReports({ db }: RecordsWork, query: ReportQuery): Promise<ReportPage> {
  const { limit = pageSize, case: caseId } = query;
  const place = placeOf(query.after);
  const read = await db
    .selectFrom("reports")
    .selectAll()
    .$if(caseId !== undefined, (rest) => rest.where("case_id", "=", caseId ?? ""))
    .$if(place !== undefined, (rest) =>
      rest.where((row) => row(row.refTuple("taken_at_ms", "id"), "<", row.tuple(place?.atMs ?? 0, place?.id ?? ""))),
    )
    .orderBy("taken_at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const losses = await lossesOf(
    db,
    read.map(({ id }) => id),
  );
  const rows = read.map((row) => {
    const own = losses.filter((loss) => loss.report_id === row.id);
    return {
      id: row.id,
      number: row.number,
      atMs: row.taken_at_ms,
      type: row.type,
      victimName: mask("name", row.victim_name),
      unitCode: row.unit_code,
      takenBy: row.taken_by,
      caseId: row.case_id ?? "",
      losses: own.length,
      pendingLosses: own.filter(({ transfer_id: transfer }) => transfer === null).length,
      amountMinor: own.reduce((sum, { amount_minor: amount }) => sum + amount, 0),
    };
  });
  return keysetPage(rows, limit);
}

/** A report's row and those of its losses, in the order in which they were stated. @throws SluiceError RECORDS_NOT_FOUND */
export async function findReport(
  { db }: RecordsWork,
  id: string,
): Promise<{ readonly row: RowOf<"reports">; readonly losses: readonly RowOf<"losses">[] }> {
  const row = seenRow(await db.selectFrom("reports").selectAll().where("id", "=", id).executeTakeFirst(), id);
  return { row, losses: await lossesOf(db, [id]) };
}

async function lossesOf(db: RecordsWork["db"], reports: readonly string[]): Promise<readonly RowOf<"losses">[]> {
  if (reports.length === 0) return [];
  return db.selectFrom("losses").selectAll().where("report_id", "in", reports).orderBy("position").execute();
}

/** The number given elsewhere, or our own: J, the unit, the day, four digits (our default). */
async function reportNumber(work: RecordsWork, given: string): Promise<string> {
  const { actor, nowMs, beyondRights } = work;
  if (given === "") {
    const day = formatChinaTime(nowMs, "day").replaceAll("-", "");
    const serial = await nextSerial(work, `report ${actor.unitCode} ${day}`);
    return `J${actor.unitCode}${day}${String(serial).padStart(4, "0")}`;
  }
  const taken = await beyondRights((free) =>
    free.selectFrom("reports").select("id").where("number", "=", given).executeTakeFirst(),
  );
  return taken === undefined ? given : carriedOut(refuse("member-already", { who: given }));
}

function pendingLoss(id: string, stated: StatedPaymentBody): PendingLoss {
  return { id, stated: toStated(stated), binding: null, earlier: [] };
}

/** Numbers as they are searched: half-width, without blanks. */
function toStated({ payer, payee, amountMinor, ...rest }: StatedPaymentBody): StatedPayment {
  return {
    ...rest,
    payer: plainNumber(payer),
    payee: plainNumber(payee),
    amountMinor: toMinorUnits(amountMinor),
  };
}

async function addLosses(
  { db, nowMs, beyondRights }: RecordsWork,
  losses: readonly PendingLoss[],
  place: Pick<RowOf<"losses">, "report_id" | "case_id" | "unit_code">,
): Promise<void> {
  if (losses.length === 0) return;
  await db
    .insertInto("losses")
    .values(losses.map((loss) => ({ id: loss.id, ...place, ...lossColumns(loss) })))
    .execute();
  const ids = losses.map(({ id }) => id);
  await beyondRights((free) => enterLosses(free, ids, nowMs));
}

async function restateLoss(work: RecordsWork, row: RowOf<"losses">, sent: StatedPaymentBody): Promise<void> {
  const stated = toStated(unmaskedPayment({ ...sent, amountMinor: toMinorUnits(sent.amountMinor) }, row.body));
  if (JSON.stringify(sorted(stated)) === JSON.stringify(sorted(row.body.stated))) return;
  if (row.body.binding !== null) carriedOut(refuse("bound-already", { transfer: row.body.binding.transferId }));
  await writeLoss(work, row, { ...row.body, stated });
  await work.beyondRights((free) => enterLosses(free, [row.id], work.nowMs));
}

/** Writes the new state of a loss. @throws SluiceError RECORDS_CHANGED_MEANWHILE */
export async function writeLoss({ db }: RecordsWork, row: RowOf<"losses">, loss: PendingLoss): Promise<void> {
  const written = await db
    .updateTable("losses")
    .set({ ...lossColumns(loss), version: row.version + 1 })
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, row.id, row.version);
}

function sorted(stated: StatedPayment): readonly unknown[] {
  return Object.entries(stated).sort(([left], [right]) => (left < right ? -1 : 1));
}

function lossColumns(loss: PendingLoss): Pick<
  RowOf<"losses">,
  "payer" | "payee" | "payee_name" | "name_keys" | "amount_minor" | "at_ms" | "transfer_id"
> & {
  readonly body: string;
} {
  const { payer, payerName, payee, payeeName, amountMinor, atMs } = loss.stated;
  const columns = {
    payer,
    payee,
    payee_name: payeeName,
    name_keys: nameKeys([payerName, payeeName]),
    amount_minor: amountMinor,
    at_ms: atMs,
  };
  return { ...columns, transfer_id: loss.binding?.transferId ?? null, body: JSON.stringify(loss) };
}

function columnsOf(report: Omit<Report, "losses">): Pick<
  RowOf<"reports">,
  "number" | "unit_code" | "type" | "victim_name" | "victim_id_number" | "victim_phone" | "name_keys"
> & {
  readonly body: string;
} {
  const { number, unitCode, type, victimName, victimIdNumber, victimPhone } = report;
  const victim = { victim_name: victimName, victim_id_number: victimIdNumber, victim_phone: victimPhone };
  return {
    number,
    unit_code: unitCode,
    type,
    ...victim,
    name_keys: nameKeys([victimName]),
    body: JSON.stringify(report),
  };
}

/** The initials of names, and the names' own letters, as letters are searched. */
function nameKeys(names: readonly string[]): string {
  return names.flatMap((name) => [...nameInitials(name, commonReading), name.toLowerCase()]).join(" ");
}
