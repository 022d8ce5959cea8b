import { randomUUID } from "node:crypto";
import type { CaseRecord } from "../casework/case-record.ts";
import type { LossRegister } from "../storage/loss-register.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import { caseColumns } from "./case-records.ts";
import { centreUnit, ensureCentre } from "./people.ts";

/** Whether the records can hold a case of this name: some text of at most 200 characters that a database can keep. */
export function isCaseName(name: string): boolean {
  return name.trim() !== "" && name.length <= 200 && !/[\0\p{Cs}]/u.test(name);
}

/** Rows of one statement. */
const atOnce = 1_000;

/**
 * Gives each case of the register of losses a row in the records, once: held by the centre, of no owner, of the type that
 * says least. An officer takes it and says what it is. Names that no row can hold stay with the command line.
 */
export async function adoptCases(records: RecordsStore, names: readonly string[]): Promise<void> {
  const asked = [...new Set(names)].filter(isCaseName);
  for (let from = 0; from < asked.length; from += atOnce) await adopt(records, asked.slice(from, from + atOnce));
}

/** The register of losses that has every case that it is given in the records too, whoever writes it. */
export async function adoptingLosses(losses: LossRegister, records: RecordsStore): Promise<LossRegister> {
  const names = await losses.cases();
  await adoptCases(records, names);
  const adopted = new Set(names);
  return {
    ...losses,
    async record(caseName, claims) {
      await losses.record(caseName, claims);
      if (adopted.has(caseName)) return;
      await adoptCases(records, [caseName]);
      adopted.add(caseName);
    },
  };
}

/** The id of the case that the register of losses calls by this name; `undefined` when no row has it. */
export async function adoptedCaseId(records: RecordsStore, name: string): Promise<string | undefined> {
  const row = await records.asSystem(({ db }) =>
    db.selectFrom("cases").select("id").where("trace_name", "=", name).executeTakeFirst(),
  );
  return row?.id;
}

function adopt(records: RecordsStore, names: readonly string[]): Promise<void> {
  return records.asSystem(async ({ db, nowMs, log }) => {
    const rows = await db.selectFrom("cases").select("trace_name").where("trace_name", "in", names).execute();
    const known = new Set(rows.map((row) => row.trace_name));
    if (names.some((name) => !known.has(name))) await ensureCentre(db);
    for (const name of names) {
      if (known.has(name)) continue;
      const id = randomUUID();
      const made = await db
        .insertInto("cases")
        .values({
          id,
          number: name,
          unit_code: centreUnit.code,
          trace_name: name,
          created_at_ms: nowMs,
          ...columns(name),
        })
        .onConflict((taken) => taken.doNothing())
        .executeTakeFirst();
      if (made.numInsertedOrUpdatedRows === 1n) {
        await log({ action: "case.adopt", subject: `case:${id}`, purpose: name, details: { name } });
      }
    }
  });
}

function columns(name: string): ReturnType<typeof caseColumns> {
  const unitCode = centreUnit.code;
  const steps = { acceptance: null, filing: null, closing: null };
  const record: CaseRecord = { number: name, name, type: "other", unitCode, ownerId: "", memberIds: [], ...steps };
  return caseColumns(record);
}
