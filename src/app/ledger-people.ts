import { personNumber } from "../access/open-masked.ts";
import type { HolderRecord } from "../flows/file-reading.ts";
import type { LastTrace } from "../storage/last-trace-register.ts";
import type { LedgerStore } from "../storage/ledger-store.ts";
import type { LossRegister } from "../storage/loss-register.ts";

/** A person whom a holder table of the ledger names, and what traces say of their accounts. */
export interface PersonOfLedger {
  /** By identity number; by account where none is stated. */
  readonly person: string;
  readonly name: string;
  readonly idNumber: string;
  readonly accounts: readonly string[];
  /** SHA-256 of the files that name them. */
  readonly files: readonly string[];
  /** A case's last trace touches one of their accounts. */
  readonly touchedByTrace: boolean;
  /** What the ledger's commands call the cases that need the files that name them: a trace touches an account in those. */
  readonly cases: readonly string[];
}

/** What people and traces are read from. */
interface TracedLedger {
  readonly ledger: Pick<LedgerStore, "files" | "holderRecords">;
  readonly losses: Pick<LossRegister, "cases">;
  readonly lastTraces: {
    traces(caseName: string): Promise<{ readonly last: Pick<LastTrace, "standings"> | null }>;
  };
}

/** Everyone whom the ledger's holder tables name. */
export async function peopleOfLedger({ ledger, losses, lastTraces }: TracedLedger): Promise<readonly PersonOfLedger[]> {
  const touchedBy = await casesByAccount({ losses, lastTraces });
  const people = new Map<string, Named>();
  const casesOfFile = new Map<string, Set<string>>();
  for (const { report } of await ledger.files()) {
    const cases = new Set<string>();
    for (const record of await ledger.holderRecords(new Set([report.sha256]))) {
      const accounts = [record.card, record.account].filter((one) => one !== "");
      for (const account of accounts) for (const name of touchedBy.get(account) ?? []) cases.add(name);
      addTo(people, record, { accounts, file: report.sha256 });
    }
    casesOfFile.set(report.sha256, cases);
  }
  return [...people.values()].map(({ accounts, files, ...who }) => ({
    ...who,
    accounts: [...accounts].sort(),
    files: [...files].sort(),
    touchedByTrace: [...accounts].some((account) => touchedBy.has(account)),
    cases: [...new Set([...files].flatMap((file) => [...(casesOfFile.get(file) ?? [])]))].sort(),
  }));
}

interface Named {
  readonly person: string;
  readonly name: string;
  readonly idNumber: string;
  readonly accounts: Set<string>;
  readonly files: Set<string>;
}

function addTo(
  people: Map<string, Named>,
  { holderName, idNo }: HolderRecord,
  { accounts, file }: { readonly accounts: readonly string[]; readonly file: string },
): void {
  const idNumber = personNumber(idNo);
  const person = idNumber === "" ? (accounts[0] ?? "") : idNumber;
  if (person === "") return;
  const known = people.get(person) ?? { person, name: holderName, idNumber, accounts: new Set(), files: new Set() };
  for (const account of accounts) known.accounts.add(account);
  known.files.add(file);
  people.set(person, known);
}

/** Which cases' last traces touch each account: payers of losses, and where their money went or stands. */
async function casesByAccount({
  losses,
  lastTraces,
}: Omit<TracedLedger, "ledger">): Promise<ReadonlyMap<string, readonly string[]>> {
  const cases = new Map<string, string[]>();
  for (const name of await losses.cases()) {
    const standings = (await lastTraces.traces(name)).last?.standings;
    if (standings === undefined) continue;
    const touched = [
      ...standings.losses.map(({ payer }) => payer),
      ...standings.standings.map(({ account }) => account),
      ...standings.moves.flatMap(({ from, to }) => [from, to]),
    ];
    for (const account of new Set(touched)) cases.set(account, [...(cases.get(account) ?? []), name]);
  }
  return cases;
}
