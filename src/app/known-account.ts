import { mask } from "../access/mask.ts";
import { cardIssuer } from "../casework/card-issuer.ts";
import { isCardShaped, luhnHolds } from "../casework/check-digits.ts";
import { plainNumber } from "../casework/pasted-accounts.ts";
import type { KnownAccount } from "../contract/known-account.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { installedCardRanges } from "./installed-card-ranges.ts";
import { resourceOf } from "./casework-step.ts";
import { lookUp } from "./staff-lookups.ts";

/**
 * What is known of an account while it is typed: in how many cases it was stated, over all of them, by number only; which
 * they are is told of those alone that the asker may see. The looking-up is logged. @throws SluiceError ACCESS_DENIED
 */
export async function knownAccount(work: RecordsWork, typed: string, key: NumberHash): Promise<KnownAccount> {
  const { db, actor, log, beyondRights } = work;
  work.require("search", await resourceOf(work, "report", { unit_code: actor.unitCode, case_id: null }));
  const number = plainNumber(typed);
  const all = await beyondRights((free) => statedIn(free, number));
  const seen = await statedIn(db, number);
  const lookup = await lookUp(work, { numbers: [number], names: [] }, key);
  await log({ action: "account.known", subject: `account:${mask("card", number)}`, details: { ...lookup } });
  return {
    number,
    checkDigit: isCardShaped(number) ? (luhnHolds(number) ? "holds" : "fails") : "none",
    issuer: await issuerOf(db, number),
    cases: all.cases.length,
    reports: all.reports,
    caseNumbers: seen.cases,
  };
}

/** The issuing bank, and where that is known from. */
async function issuerOf(db: RecordsWork["db"], number: string): Promise<KnownAccount["issuer"]> {
  const { rows } = await installedCardRanges(db);
  const issuer = cardIssuer(number, rows);
  if (issuer === null) return null;
  const { source = "" } = rows.find(({ bank, prefix }) => bank === issuer.bank && number.startsWith(prefix)) ?? {};
  return { ...issuer, source };
}

/** Numbers of the cases in which the account was stated, and how many reports without a case state it. */
async function statedIn(
  db: RecordsWork["db"],
  number: string,
): Promise<{ readonly cases: readonly string[]; readonly reports: number }> {
  if (number === "") return { cases: [], reports: 0 };
  const rows = await db
    .selectFrom("losses")
    .leftJoin("cases", "cases.id", "losses.case_id")
    .select(["losses.report_id", "losses.case_id", "cases.number"])
    .where((row) => row.or([row("losses.payee", "=", number), row("losses.payer", "=", number)]))
    .execute();
  const cases = new Set(rows.flatMap((row) => row.number ?? []));
  const reports = new Set(rows.flatMap((row) => (row.case_id === null ? row.report_id : [])));
  return { cases: [...cases].sort(), reports: reports.size };
}
