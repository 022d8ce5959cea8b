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

async function findRecords(work: RecordsWork, query: Asked): Promise<readonly FoundRecord[]> {
  const answering = (searched: Searched): Promise<RawBuilder<boolean>> => conditionOf(work, searched, query);
  const { db } = work;
  const cases = await db
    .selectFrom("cases")
    .selectAll()
    .where(await answering("cases"))
    .limit(most + 1)
    .execute();
  const reports = await db
    .selectFrom("reports")
    .selectAll()
    .where(await answering("reports"))
    .limit(most + 1)
    .execute();
  const losses = await db
    .selectFrom("losses")
    .selectAll()
    .where(await answering("losses"))
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

/** What an index of the table answers at once (0009_answerable.sql), and the same without it. */
interface Indexed {
  readonly byIndex: RawBuilder<boolean>;
  readonly byReading: RawBuilder<boolean>;
}

/** More rows than these are found sooner by reading: the first of them that the asker may see come soon. */
const fewRows = 2_000;

/**
 * Which rows answer. No index but those of whole values works below row-level security, so the others are asked beyond the
 * asker's rights, for ids alone; the rows of these ids are read with the asker's rights.
 */
async function conditionOf(work: RecordsWork, searched: Searched, query: Asked): Promise<RawBuilder<boolean>> {
  if (query.kind === "number" && searched !== "cases") return numberIs(searched, query.number);
  const { byIndex, byReading } =
    query.kind === "last-four" ? ending(searched, query.tail) : saying(searched, wordsOf(query));
  const found = await work.beyondRights((free) =>
    free
      .selectFrom(searched)
      .select("id")
      .where(byIndex)
      .limit(fewRows + 1)
      .execute(),
  );
  if (found.length > fewRows) return byReading;
  return sql`id = ANY (${sql.val(found.map(({ id }) => id))}::uuid[])`;
}

function wordsOf(query: Exclude<Asked, { readonly kind: "last-four" }>): string {
  switch (query.kind) {
    case "number":
      return query.number;
    case "letters":
      return query.letters;
    case "words":
      return query.words;
  }
}

const said: Readonly<Record<Searched, RawBuilder<string>>> = {
  cases: sql`sluice_said(number, name, '')`,
  reports: sql`sluice_said(number, victim_name, name_keys)`,
  losses: sql`sluice_said(payee_name, name_keys, payee || ' ' || payer)`,
};

function saying(searched: Searched, words: string): Indexed {
  const byReading = sql<boolean>`position(lower(${words}) IN ${said[searched]}) > 0`;
  const wanted = sql`sluice_wanted_pieces(lower(${words}))`;
  return { byReading, byIndex: sql`sluice_pieces(${said[searched]}) @> ${wanted} AND ${byReading}` };
}

const tails: Readonly<Record<Searched, readonly string[]>> = {
  cases: ["number"],
  reports: ["victim_id_number", "victim_phone"],
  losses: ["payee", "payer"],
};

function ending(searched: Searched, tail: string): Indexed {
  const each = tails[searched].map((column) => sql`right(${sql.ref(column)}, 4) = ${tail}`);
  const either = sql<boolean>`(${sql.join(each, sql` OR `)})`;
  return { byIndex: either, byReading: either };
}

function numberIs(searched: Exclude<Searched, "cases">, number: string): RawBuilder<boolean> {
  switch (searched) {
    case "reports":
      return sql`(victim_id_number = ${number} OR victim_phone = ${number} OR number = ${number})`;
    case "losses":
      return sql`(payee = ${number} OR payer = ${number})`;
  }
}
