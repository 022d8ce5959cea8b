import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { mask } from "../access/mask.ts";
import { personNumber } from "../access/open-masked.ts";
import type { Action } from "../access/resource.ts";
import type {
  SanctionBody,
  SanctionPage,
  SanctionQuery,
  SanctionRow,
  SanctionStep,
  SanctionView,
} from "../contract/sanctions.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import type { Decision } from "../recovery/refusal.ts";
import { type Sanction, sanctionStanding, type SanctionTerm } from "../recovery/sanction.ts";
import {
  answerComplaint,
  contestSanction,
  decideSanction,
  liftSanction,
  proposeSanction,
  sanctionClocks,
  serveSanction,
} from "../recovery/sanction-steps.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { findCase } from "./case-records.ts";
import { refuseOvertaken, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import { actOf } from "./change-kept-order.ts";
import { readPage } from "./keyset.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { nextSerial } from "./serial-numbers.ts";
import { signingLevel } from "./signing-level.ts";
import { lookUp } from "./staff-lookups.ts";

/** Proposes a sanction on somebody of a case (rule R37). @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECOVERY_REFUSED */
export async function proposeKeptSanction(
  work: RecordsWork,
  body: SanctionBody,
  key: NumberHash,
): Promise<SanctionView> {
  const { db, nowMs, log } = work;
  const ofCase = await findCase(work, body.caseId);
  const unitCode = ofCase.unit_code;
  work.require("create", await resourceOf(work, "sanction", { unit_code: unitCode, case_id: ofCase.id }));
  const { rules } = await installedRules(db);
  const id = randomUUID();
  const sanction = decidedOrThrow(proposeSanction({ ...body, id, unitCode }, actOf(work), rules));
  const year = formatChinaTime(nowMs, "day").slice(0, 4);
  const serial = await nextSerial(work, `sanction ${unitCode} ${year}`);
  const number = `S${unitCode}${year}${String(serial).padStart(4, "0")}`;
  const subjectHash = key.hash(personNumber(body.subject.idNumber));
  const place = { case_id: ofCase.id, unit_code: unitCode, subject_hash: subjectHash, proposed_at_ms: nowMs };
  const row = { id, number, ...place, ...columnsOf(sanction, rules, nowMs) };
  await db.insertInto("sanctions").values(row).execute();
  const details = { ground: body.ground, count: body.count, sources: body.basis.sources.length };
  await log({ action: "sanction.propose", subject: `sanction:${id}`, purpose: ofCase.number, details });
  return viewOf({ ...row, body: sanction, version: 1 }, rules, nowMs);
}

/**
 * Takes a step of a sanction, from the version that was seen: the second person's decision, the notice served, a complaint, its
 * answer, lifting. Sanctions on one person wait for one another, since their terms follow one another.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, ACCESS_DENIED, RECOVERY_REFUSED
 */
export async function stepSanction(work: RecordsWork, id: string, step: SanctionStep): Promise<SanctionView> {
  const { db, nowMs, log } = work;
  const found = await findSanction(work, id);
  work.require(actionOf(step), await resourceOf(work, "sanction", found));
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`sanctions on ${found.subject_hash}`}, 0))`.execute(db);
  const row = await findSanction(work, id);
  refuseStale(row.number, step.version, row.version);
  const { rules } = await installedRules(db);
  const running = await runningTerms(work, row);
  const sanction = decidedOrThrow(decide(work, row.body, { step, rules, running }));
  const columns = { ...columnsOf(sanction, rules, nowMs), version: row.version + 1 };
  const written = await db.updateTable("sanctions").set(columns).where("id", "=", id).executeTakeFirst();
  refuseOvertaken(written, row.number, row.version);
  const { number: purpose } = await findCase(work, row.case_id);
  const { version: _, ...details } = step;
  await log({ action: `sanction.${step.kind}`, subject: `sanction:${id}`, purpose, details });
  return viewOf({ ...row, ...columns, body: sanction }, rules, nowMs);
}

/** Sanctions, the latest proposal first, page by page; their subjects masked. */
export async function listSanctions({ db, nowMs }: RecordsWork, query: SanctionQuery): Promise<SanctionPage> {
  const { rules } = await installedRules(db);
  const { case: caseId } = query;
  const page = await readPage(query, { by: sql.ref("proposed_at_ms"), direction: "desc" }, async ({ behind, most }) => {
    const rows = await db
      .selectFrom("sanctions")
      .selectAll()
      .$if(caseId !== undefined, (rest) => rest.where("case_id", "=", caseId ?? ""))
      .where(behind)
      .orderBy("proposed_at_ms", "desc")
      .orderBy("id", "desc")
      .limit(most)
      .execute();
    return rows.map((row) => ({ ...row, atMs: row.proposed_at_ms }));
  });
  return { ...page, rows: page.rows.map((row) => rowOf(row, rules, nowMs)) };
}

/** One sanction in full; the opening is logged. @throws SluiceError RECORDS_NOT_FOUND */
export async function openSanction(work: RecordsWork, id: string, key: NumberHash): Promise<SanctionView> {
  const row = await findSanction(work, id);
  const { rules } = await installedRules(work.db);
  const { name, idNumber, accounts } = row.body.subject;
  const lookup = await lookUp(work, { numbers: [idNumber, ...accounts], names: [name] }, key);
  const { number: purpose } = await findCase(work, row.case_id);
  await work.log({ action: "sanction.open", subject: `sanction:${id}`, purpose, details: { flags: lookup.flags } });
  return viewOf(row, rules, work.nowMs);
}

async function findSanction({ db }: RecordsWork, id: string): Promise<RowOf<"sanctions">> {
  return seenRow(await db.selectFrom("sanctions").selectAll().where("id", "=", id).executeTakeFirst(), id);
}

/** Terms of other sanctions of the same subject that are not over, over all cases. */
async function runningTerms(
  { beyondRights, nowMs }: RecordsWork,
  { id, subject_hash: subject }: RowOf<"sanctions">,
): Promise<readonly SanctionTerm[]> {
  const rows = await beyondRights((free) =>
    free
      .selectFrom("sanctions")
      .select("body")
      .where("subject_hash", "=", subject)
      .where("id", "<>", id)
      .where("ends_at_ms", ">", nowMs)
      .execute(),
  );
  return rows.flatMap(({ body }) => (body.lifted === null && body.decision?.term ? [body.decision.term] : []));
}

/** Serving and taking a complaint is the case's work; deciding, answering and lifting is the second person's. */
function actionOf({ kind }: SanctionStep): Action {
  switch (kind) {
    case "serve":
      return "send";
    case "contest":
      return "answer";
    case "approve":
    case "refuse":
    case "answer":
    case "lift":
      return "approve";
  }
}

function decide(
  work: RecordsWork,
  sanction: Sanction,
  facts: {
    readonly step: SanctionStep;
    readonly rules: readonly LegalRule[];
    readonly running: readonly SanctionTerm[];
  },
): Decision<Sanction> {
  const { step } = facts;
  const act = actOf(work);
  switch (step.kind) {
    case "approve":
    case "refuse": {
      const signature = { ...act, level: signingLevel(work.actor), words: step.words };
      return decideSanction(sanction, { ...signature, approved: step.kind === "approve" }, facts);
    }
    case "serve":
      return serveSanction(sanction, { ...act, how: step.how });
    case "contest":
      return contestSanction(sanction, { ...act, words: step.words });
    case "answer":
      return answerComplaint(sanction, { ...act, upheld: step.upheld, words: step.words });
    case "lift":
      return liftSanction(sanction, { ...act, words: step.words });
  }
}

function columnsOf(
  sanction: Sanction,
  rules: readonly LegalRule[],
  nowMs: number,
): Pick<RowOf<"sanctions">, "standing" | "ends_at_ms" | "due_at_ms"> & { readonly body: string } {
  return {
    standing: sanctionStanding(sanction, nowMs),
    ends_at_ms: sanction.decision?.term?.toMs ?? null,
    due_at_ms: sanctionClocks(sanction, rules, nowMs)[0]?.dueMs ?? null,
    body: JSON.stringify(sanction),
  };
}

function rowOf(
  { body, number, version, case_id: caseId }: RowOf<"sanctions">,
  rules: readonly LegalRule[],
  nowMs: number,
): SanctionRow {
  const { id, ground, subject, proposed, decision } = body;
  return {
    id,
    number,
    version,
    caseId,
    standing: sanctionStanding(body, nowMs),
    ground,
    subjectName: mask("name", subject.name),
    subjectNumber: mask("id-number", subject.idNumber),
    proposedAtMs: proposed.atMs,
    endsAtMs: decision?.term?.toMs ?? null,
    clocks: sanctionClocks(body, rules, nowMs),
  };
}

function viewOf(row: RowOf<"sanctions">, rules: readonly LegalRule[], nowMs: number): SanctionView {
  return { ...rowOf(row, rules, nowMs), sanction: row.body };
}
