import { randomUUID } from "node:crypto";
import { deletionDueAtMs } from "../access/deletion-due.ts";
import { mask } from "../access/mask.ts";
import { type Resource, resourceOfKind } from "../access/resource.ts";
import type { DuePeople, RetentionDecision, RetentionRun } from "../contract/retention.ts";
import { ruleAt } from "../recovery/legal-rule.ts";
import { refuseIf, unless } from "../recovery/refusal.ts";
import type { RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { refuseOvertaken, refuseStale, seenRow } from "./casework-step.ts";
import type { PersonOfLedger } from "./ledger-people.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

const mostRows = 500;

/** People who fall due for deletion now, masked (rule P10). @throws SluiceError ACCESS_DENIED */
export async function listDuePeople(work: RecordsWork, people: readonly PersonOfLedger[]): Promise<DuePeople> {
  work.require("read", resourceAt(work.actor.unitCode));
  const { due, undue, keepDays } = await sortPeople(work, people);
  await work.log({ action: "retention.search", subject: "retention", details: { due: due.length } });
  const rows = due.slice(0, mostRows).map(({ name, idNumber, accounts, cases, dueAtMs }) => {
    const shown = { name: mask("name", name), idNumber: mask("id-number", idNumber) };
    return { ...shown, accounts: accounts.length, cases, dueAtMs };
  });
  return { atMs: work.nowMs, keepDays, rows, due: due.length, undue };
}

/** Proposes to delete everyone who is due: the program says who, two persons decide. @throws SluiceError ACCESS_DENIED, RECOVERY_REFUSED */
export async function proposeRetention(work: RecordsWork, people: readonly PersonOfLedger[]): Promise<RetentionRun> {
  const { db, actor, nowMs, log } = work;
  work.require("create", resourceAt(actor.unitCode));
  const { due } = await sortPeople(work, people);
  decidedOrThrow(unless(refuseIf(due.length === 0, "nobody-due"), () => due));
  const accounts = accountsOf(due);
  const asked = { unit_code: actor.unitCode, asked_by: actor.userId, asked_at_ms: nowMs };
  const row = { id: randomUUID(), ...asked, standing: "proposed" as const, people: due.length, accounts };
  await db.insertInto("retention_runs").values(row).execute();
  const details = { people: due.length, accounts: accounts.length };
  await log({ action: "retention.propose", subject: `retention:${row.id}`, details });
  return viewOf({ ...row, approvals: [], version: 1 });
}

/**
 * Takes one person's decision on a run. With the second approval, by another, the holders of the accounts are deleted from what
 * is shown; whoever is no longer due then (a case was reopened, a trace came to touch them) is left out.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_REFUSED
 */
export async function decideRetention(
  work: RecordsWork,
  given: { readonly id: string; readonly decision: RetentionDecision },
  people: readonly PersonOfLedger[],
): Promise<RetentionRun> {
  const { db, actor, nowMs, log, beyondRights } = work;
  const { id, decision } = given;
  const row = seenRow(await db.selectFrom("retention_runs").selectAll().where("id", "=", id).executeTakeFirst(), id);
  work.require("approve", resourceAt(row.unit_code));
  refuseStale(id, decision.version, row.version);
  const { approved, words } = decision;
  const refused = [
    ...refuseIf(row.standing === "done" || row.standing === "refused", "not-now", { standing: row.standing }),
    ...refuseIf(approved && row.approvals.some(({ by }) => by === actor.userId), "same-person", { by: actor.userId }),
    ...refuseIf(!approved && words.trim() === "", "words-missing"),
  ];
  decidedOrThrow(unless(refused, () => row));
  const approvals = approved ? [...row.approvals, { by: actor.userId, atMs: nowMs, words }] : row.approvals;
  const standing = approved ? (approvals.length === 2 ? "done" : "approved-once") : "refused";
  const stillDue = standing === "done" ? await sortPeople(work, people) : undefined;
  const accounts =
    stillDue === undefined ? row.accounts : accountsOf(stillDue.due).filter((one) => row.accounts.includes(one));
  const columns = { standing, accounts, version: row.version + 1 } as const;
  const written = await db
    .updateTable("retention_runs")
    .set({ ...columns, approvals: JSON.stringify(approvals) })
    .where("id", "=", id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  refuseOvertaken(written, id, row.version);
  if (standing === "done" && accounts.length > 0)
    await beyondRights((free) =>
      free
        .insertInto("erased_accounts")
        .values(accounts.map((key) => ({ account_key: key, run_id: id, at_ms: nowMs })))
        .onConflict((known) => known.doNothing())
        .execute(),
    );
  const details = { standing, accounts: accounts.length, words };
  await log({ action: "retention.decide", subject: `retention:${id}`, details });
  return viewOf({ ...row, ...columns, approvals });
}

/** Accounts whose holders were deleted from what is shown. */
export function erasedAccounts(records: RecordsStore): Promise<ReadonlySet<string>> {
  return records.read(async (db) => {
    const rows = await db.selectFrom("erased_accounts").select("account_key").execute();
    return new Set(rows.map((row) => row.account_key));
  });
}

interface DuePerson extends PersonOfLedger {
  readonly dueAtMs: number;
}

/** Who is due, and why the others are not. Cases are looked at beyond the asker's rights: all of them count. */
async function sortPeople(
  { db, nowMs, beyondRights }: RecordsWork,
  people: readonly PersonOfLedger[],
): Promise<{ readonly due: readonly DuePerson[]; readonly undue: DuePeople["undue"]; readonly keepDays: number }> {
  const { days: keepDays } = ruleAt((await installedRules(db)).rules, "person-deletion", nowMs).params;
  const { closings, named, erased } = await beyondRights(factsOfCases);
  const undue = { touchedByTrace: 0, namedInCase: 0, openCase: 0, noCase: 0, later: 0, deleted: 0 };
  const due: DuePerson[] = [];
  for (const person of people) {
    const { touchedByTrace, accounts, idNumber } = person;
    const namedInCase = [...accounts, idNumber].some((one) => one !== "" && named.has(one));
    const cases = person.cases.map((name) => ({ closedAtMs: closings.get(name) ?? null }));
    const dueAtMs = deletionDueAtMs({ touchedByTrace, namedInCase, cases }, keepDays);
    if (accounts.length > 0 && accounts.every((one) => erased.has(one))) undue.deleted += 1;
    else if (touchedByTrace) undue.touchedByTrace += 1;
    else if (namedInCase) undue.namedInCase += 1;
    else if (cases.length === 0) undue.noCase += 1;
    else if (dueAtMs === undefined) undue.openCase += 1;
    else if (dueAtMs > nowMs) undue.later += 1;
    else due.push({ ...person, dueAtMs });
  }
  return { due: due.sort((a, b) => a.dueAtMs - b.dueAtMs || (a.person < b.person ? -1 : 1)), undue, keepDays };
}

/** When cases were closed, by the name that the ledger's commands call them; what records name; what was deleted. */
async function factsOfCases(db: RecordsWork["db"]): Promise<{
  readonly closings: ReadonlyMap<string, number | null>;
  readonly named: ReadonlySet<string>;
  readonly erased: ReadonlySet<string>;
}> {
  const cases = await db.selectFrom("cases").select(["trace_name", "closed_at_ms"]).execute();
  const losses = await db.selectFrom("losses").select(["payer", "payee"]).execute();
  const orders = await db.selectFrom("orders").select("account_key").execute();
  const reports = await db.selectFrom("reports").select("victim_id_number").execute();
  const erased = await db.selectFrom("erased_accounts").select("account_key").execute();
  return {
    closings: new Map(cases.map((row) => [row.trace_name, row.closed_at_ms])),
    named: new Set([
      ...losses.flatMap(({ payer, payee }) => [payer, payee]),
      ...orders.map((row) => row.account_key),
      ...reports.map((row) => row.victim_id_number),
    ]),
    erased: new Set(erased.map((row) => row.account_key)),
  };
}

function accountsOf(people: readonly PersonOfLedger[]): string[] {
  return [...new Set(people.flatMap(({ accounts }) => accounts))].sort();
}

function resourceAt(unitCode: string): Resource {
  return { ...resourceOfKind("retention"), unitCode };
}

/** What a run does and what it does not: originals are evidence. */
const honest = {
  zh: "删除后，这些账户的持有人姓名和证件号码不再显示，也不能为办案打开。仍保留：原始文件（证据，按卷宗保存）、账本中的流水行及其所载姓名、派生缓存；它们不由此删除",
  en: "Once deleted, names and identity numbers of the holders of these accounts are shown no more and open for no purpose. What stays: the original files (evidence, kept with the case file), the ledger's rows with the names stated in them, and derived caches; they are not deleted by this",
};

function viewOf(
  row: Pick<
    RowOf<"retention_runs">,
    "id" | "version" | "standing" | "asked_at_ms" | "people" | "accounts" | "approvals"
  >,
): RetentionRun {
  const { id, version, standing, asked_at_ms: askedAtMs, people, accounts, approvals } = row;
  return { id, version, standing, askedAtMs, people, accounts: accounts.length, approvals, ...honest };
}
