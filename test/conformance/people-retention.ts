import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { PersonOfLedger } from "../../src/app/ledger-people.ts";
import { decideRetention, erasedAccounts, listDuePeople, proposeRetention } from "../../src/app/people-retention.ts";
import type { RetentionRun } from "../../src/contract/retention.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const dayMs = 86_400_000;

/** Deletion of people whom no case needs, on any engine. */
export function peopleRetentionConformance(given: () => RecordsUnderTest): void {
  describe("deletion of people", () => {
    let first: RecordsActor;
    let second: RecordsActor;
    let auditor: RecordsActor;
    let closed: string;
    let fresh: string;
    let open: string;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      first = await personWith(records, ["approver"], units.city);
      second = await personWith(records, ["approver"], units.city);
      auditor = await personWith(records, ["auditor"], units.city);
      closed = await plantCase(91);
      fresh = await plantCase(89);
      open = await plantCase(null);
    });
    /** A case that was closed so many days ago; answers what the ledger's commands call it. */
    async function plantCase(days: number | null): Promise<string> {
      const id = randomUUID();
      await given().records.asSystem(async ({ db, nowMs }) => {
        const named = { id, number: id, name: "案", type: "other", trace_name: id, body: "{}", created_at_ms: 0 };
        const closing = days === null ? null : nowMs - days * dayMs;
        const held = { unit_code: units.city, owner_id: first.userId, closed_at_ms: closing };
        await db
          .insertInto("cases")
          .values({ ...named, ...held })
          .execute();
      });
      return id;
    }
    const person = (cases: readonly string[], touchedByTrace = false): PersonOfLedger => {
      const idNumber = randomUUID();
      return {
        person: idNumber,
        name: "赵六七",
        idNumber,
        accounts: [randomUUID()],
        files: ["f"],
        touchedByTrace,
        cases,
      };
    };
    const decide = (
      actor: RecordsActor,
      { id, version }: RetentionRun,
      people: readonly PersonOfLedger[] | "refused",
    ): Promise<RetentionRun> =>
      as(actor, (work) =>
        decideRetention(
          work,
          { id, decision: { version, approved: people !== "refused", words: "到期" } },
          people === "refused" ? [] : people,
        ),
      );

    test("P10 due are those alone whom no trace touches, no case names, and whose last case closed 90 days ago", async () => {
      const due = person([closed]);
      const people = [due, person([closed, fresh]), person([closed, open]), person([]), person([closed], true)];
      const told = await as(first, (work) => listDuePeople(work, people));
      expect(told).toMatchObject({
        due: 1,
        keepDays: 90,
        rows: [{ name: "赵**", accounts: 1, cases: [closed] }],
        undue: { touchedByTrace: 1, namedInCase: 0, openCase: 1, noCase: 1, later: 1, deleted: 0 },
      });
      expect(JSON.stringify(told)).not.toContain(due.idNumber);
      await as(auditor, (work) => listDuePeople(work, people));
      const officer = await personWith(given().records, ["investigator"], units.city);
      await expect(as(officer, (work) => listDuePeople(work, people))).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test("P10 two persons decide; then the accounts are concealed, once, and nobody is due twice", async () => {
      const people = [person([closed]), person([closed])];
      const run = await as(first, (work) => proposeRetention(work, people));
      expect(run).toMatchObject({ standing: "proposed", people: 2, accounts: 2 });
      const once = await decide(first, run, people);
      expect(once.standing).toBe("approved-once");
      await expect(decide(first, once, people)).rejects.toMatchObject({ details: { codes: "same-person" } });
      await expect(decide(auditor, once, people)).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      expect((await decide(second, once, people)).standing).toBe("done");
      const concealed = await erasedAccounts(given().records);
      expect(people.every(({ accounts }) => accounts.every((one) => concealed.has(one)))).toBe(true);
      const again = await as(first, (work) => listDuePeople(work, people));
      expect([again.due, again.undue.deleted]).toEqual([0, 2]);
      const twice = as(first, (work) => proposeRetention(work, people));
      await expect(twice).rejects.toMatchObject({ details: { codes: "nobody-due" } });
    });

    test("P10 whoever is no longer due at the second approval is left out; a refused run does nothing", async () => {
      const [kept, gone] = [person([closed]), person([closed])];
      const run = await as(first, (work) => proposeRetention(work, [kept, gone]));
      const once = await decide(first, run, [kept, gone]);
      expect(await decide(second, once, [{ ...kept, touchedByTrace: true }, gone])).toMatchObject({ accounts: 1 });
      const concealed = await erasedAccounts(given().records);
      expect([kept, gone].map(({ accounts }) => concealed.has(accounts[0] ?? ""))).toEqual([false, true]);
      const other = await as(first, (work) => proposeRetention(work, [person([closed])]));
      const refused = await decide(second, other, "refused");
      expect(refused.standing).toBe("refused");
      await expect(decide(first, refused, [])).rejects.toMatchObject({ details: { codes: "not-now" } });
    });

    test("the database takes no run that one person decided alone", async () => {
      const run = await as(first, (work) => proposeRetention(work, [person([closed])]));
      const alone = JSON.stringify([{ by: "x" }, { by: "x" }]);
      const change = given().records.asSystem(({ db }) =>
        sql`UPDATE retention_runs SET standing = 'done', approvals = ${alone}::jsonb WHERE id = ${run.id}`.execute(db),
      );
      await expect(change).rejects.toMatchObject({ code: "RECORDS_FAILED" });
    });
  });
}
