import { type RawBuilder, sql } from "kysely";
import { mask } from "../access/mask.ts";
import { sortPastedAccounts } from "../casework/pasted-accounts.ts";
import { readQuery, type SearchQuery } from "../casework/search-query.ts";
import type { FoundRecord, FoundRecords, PastedAccounts } from "../contract/records-search.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { resourceOf } from "./casework-step.ts";
import { type AskedFor, lookUp, maskedQuery } from "./staff-lookups.ts";

const most = 100;

/** Searches everything that the asker may see (rule C9); the search is logged. @throws SluiceError ACCESS_DENIED */
export async function searchRecords(work: RecordsWork, typed: string, key: NumberHash): Promise<FoundRecords> {
  const query = readQuery(typed);
  await requireSearch(work);
  const rows = query.kind === "nothing" ? [] : await findRecords(work, query);
  const lookup = await lookUp(work, askedFor(query), key);
  const details = { readAs: query.kind, typed: maskedQuery(typed), hits: rows.length, ...lookup };
  await work.log({ action: "records.search", subject: "search", details });
  return { readAs: query.kind, rows: rows.slice(0, most), more: rows.length > most };
}

/** Tells pasted accounts apart: known in any case, unknown, malformed (rule C10); their cases as far as the asker sees them. */
export async function sortPasted(work: RecordsWork, text: string, key: NumberHash): Promise<PastedAccounts> {
  await requireSearch(work);
  const numbers = [...new Set(sortPastedAccounts(text, () => undefined).map(({ number }) => number))];
  const known = await work.beyondRights((free) => casesByNumber(free, numbers));
  const seen = await casesByNumber(work.db, numbers);
  const rows = sortPastedAccounts(text, (number) => (known.has(number) ? [...(seen.get(number) ?? [])] : undefined));
  const lookup = await lookUp(work, { numbers, names: [] }, key);
  const details = { readAs: "pasted", typed: numbers.map(maskedQuery), hits: known.size, ...lookup };
  await work.log({ action: "records.search", subject: "search", details });
  return { rows };
}

async function requireSearch(work: RecordsWork): Promise<void> {
  const own = { unit_code: work.actor.unitCode, case_id: null };
  work.require("search", await resourceOf(work, "report", own));
}

/** Last fours and initials are of too many to say whom they mean. */
function askedFor(query: SearchQuery): AskedFor {
  switch (query.kind) {
    case "number":
      return { numbers: [query.number], names: [] };
    case "words":
      return { numbers: [query.words], names: [query.words] };
    case "nothing":
    case "last-four":
    case "letters":
      return { numbers: [], names: [] };
  }
}

/** For each number that is stated anywhere, the numbers of its cases; none for a report without one. */
async function casesByNumber(
  db: RecordsWork["db"],
  numbers: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom("losses")
    .leftJoin("cases", "cases.id", "losses.case_id")
    .select(["losses.payer", "losses.payee", "cases.number"])
    .where((row) => row.or([row("payer", "in", numbers), row("payee", "in", numbers)]))
    .execute();
  const wanted = new Set(numbers);
  const found = new Map<string, Set<string>>();
  for (const { payer, payee, number } of rows) {
    for (const side of [payer, payee].filter((one) => wanted.has(one))) {
      const cases = found.get(side) ?? new Set<string>();
      found.set(side, number === null ? cases : cases.add(number));
    }
  }
  return found;
}

type Asked = Exclude<SearchQuery, { readonly kind: "nothing" }>;

async function findRecords({ db }: RecordsWork, query: Asked): Promise<readonly FoundRecord[]> {
  const cases = await db
    .selectFrom("cases")
    .selectAll()
    .where(answering("cases", query))
    .limit(most + 1)
    .execute();
  const reports = await db
    .selectFrom("reports")
    .selectAll()
    .where(answering("reports", query))
    .limit(most + 1)
    .execute();
  const losses = await db
    .selectFrom("losses")
    .selectAll()
    .where(answering("losses", query))
    .limit(most + 1)
    .execute();
  return [
    ...cases.map(({ id, number, name }): FoundRecord => ({ kind: "case", id, title: `${number} ${name}`, caseId: id })),
    ...reports.map(({ id, number, victim_name: name, case_id: caseId }): FoundRecord => {
      return { kind: "report", id, title: `${number} ${mask("name", name)}`, caseId: caseId ?? "" };
    }),
    ...losses.map(({ id, payee, payee_name: name, case_id: caseId }): FoundRecord => {
      return { kind: "loss", id, title: `${mask("card", payee)} ${mask("name", name)}`, caseId: caseId ?? "" };
    }),
  ];
}

type Searched = "cases" | "reports" | "losses";

/** Which rows answer: the indexes are asked by the database's functions of the table, rights are judged of what they name. */
function answering(searched: Searched, query: Asked): RawBuilder<boolean> {
  switch (query.kind) {
    case "last-four":
      return sql`id IN (SELECT ${sql.ref(`sluice_${searched}_ending`)}(${query.tail}))`;
    case "number":
      return numberCondition(searched, query.number);
    case "letters":
      return saying(searched, query.letters);
    case "words":
      return saying(searched, query.words);
  }
}

function saying(searched: Searched, words: string): RawBuilder<boolean> {
  return sql`id IN (SELECT ${sql.ref(`sluice_${searched}_saying`)}(lower(${words})))`;
}

function numberCondition(searched: Searched, number: string): RawBuilder<boolean> {
  switch (searched) {
    case "cases":
      return saying(searched, number);
    case "reports":
      return sql`(victim_id_number = ${number} OR victim_phone = ${number} OR number = ${number})`;
    case "losses":
      return sql`(payee = ${number} OR payer = ${number})`;
  }
}
