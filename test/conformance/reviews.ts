import { generateKeyPairSync, randomInt, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyAudit } from "../../src/app/audit-log.ts";
import { makeCase } from "../../src/app/case-records.ts";
import { openReport } from "../../src/app/openings.ts";
import { ownNumbers, setOwnNumbers } from "../../src/app/own-numbers.ts";
import { searchRecords } from "../../src/app/records-search.ts";
import { takeReport } from "../../src/app/reports.ts";
import { judgeLookup, listReviews } from "../../src/app/reviews.ts";
import { reviewReasons } from "../../src/audit/review-draw.ts";
import type { ReviewView } from "../../src/contract/reviews.ts";
import { logKeyOf, sha256 } from "../../src/storage/records/audit-key.ts";
import { sealLog, storedLog } from "../../src/storage/records/audit-log.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Looking-ups that are drawn, flagged and judged, on any engine. */
export function reviewsConformance(given: () => RecordsUnderTest): void {
  describe("a review", () => {
    const key = logKeyOf(generateKeyPairSync("ed25519").privateKey);
    const idNumber = `1101051949${randomInt(1e7, 9e7)}`;
    let officer: RecordsActor;
    let colleague: RecordsActor;
    let approver: RecordsActor;
    let auditor: RecordsActor;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["investigator"], units.beilun);
      colleague = await personWith(records, ["analyst"], units.beilun);
      approver = await personWith(records, ["approver", "investigator"], units.beilun);
      auditor = await personWith(records, ["auditor"], units.city);
      const numbers = [{ kind: "id-number", number: `${idNumber.slice(0, 6)} ${idNumber.slice(6)}` } as const];
      await as(colleague, (work) => setOwnNumbers(work, { userId: colleague.userId, numbers }, testNumbers));
    });
    const search = (actor: RecordsActor, typed: string): Promise<unknown> =>
      as(actor, (work) => searchRecords(work, typed, testNumbers));
    const seal = (): Promise<number> => sealLog(given().records, sha256, key);
    /** All of them, page by page. */
    async function reviews(actor: RecordsActor): Promise<readonly ReviewView[]> {
      const rows: ReviewView[] = [];
      for (let after: string | undefined; after !== ""; ) {
        const query = after === undefined ? {} : { after };
        const page = await as(actor, (work) => listReviews(work, query));
        rows.push(...page.rows);
        after = page.next;
      }
      return rows;
    }
    const ofUser = async (reader: RecordsActor, { userId }: RecordsActor): Promise<readonly ReviewView[]> =>
      (await reviews(reader)).filter((one) => one.userId === userId);

    test("P9 looking up a colleague or oneself is flagged and always reviewed; a stranger's number is not", async () => {
      await search(officer, idNumber);
      await search(colleague, idNumber);
      await search(officer, `9${idNumber.slice(1)}`);
      await seal();
      const found = await ofUser(auditor, officer);
      expect(found.filter(({ reasons }) => reasons.includes("colleague"))).toMatchObject([
        { action: "records.search", userName: "员", unitCode: units.beilun, verdict: null, clock: { overdue: false } },
      ]);
      expect((await ofUser(auditor, colleague)).map(({ reasons }) => reasons.at(-1))).toEqual(["self"]);
      expect(JSON.stringify(found)).not.toContain(idNumber);
    });

    test("P9 a report that names a colleague flags its opening, also a refused one", async () => {
      const losses = [statedPayment({ payeeName: "某甲", payee: idNumber })];
      const { id } = await as(officer, (work) => takeReport(work, reportBody({ losses })));
      const made = await as(officer, (work) => makeCase(work, { name: "案", type: "other", reportId: id }));
      const from = { records: given().records, numbers: testNumbers };
      await openReport(from, officer, { reportId: id, purpose: { kind: "case", number: made.number } });
      const refused = openReport(from, officer, { reportId: id, purpose: { kind: "case", number: "A0" } });
      await expect(refused).rejects.toMatchObject({ code: "ACCESS_NOT_OPENED" });
      await seal();
      const opened = (await ofUser(auditor, officer)).filter(({ subject }) => subject === `report:${id}`);
      expect(opened.map(({ reasons }) => reasons.at(-1))).toEqual(["colleague", "colleague"]);
      expect(new Set(opened.map(({ purpose }) => purpose))).toEqual(new Set(["A0", made.number]));
    });

    test("A11 the draw is the log's own: made again from the entries and their seals it draws the same", async () => {
      // Enough that some are drawn, all but surely.
      for (let at = 0; at < 300; at++)
        await as(officer, ({ log }) => log({ action: "case.open", subject: `case:${at}` }));
      await seal();
      const drawn = await given().records.read(async (db) => {
        const { entries, seals } = await storedLog(db);
        const sealOf = new Map<number, { readonly seq: number; readonly chainHash: string }>();
        for await (const one of seals()) sealOf.set(one.entryN, one);
        const places: number[] = [];
        for await (const entry of entries()) {
          const one = sealOf.get(entry.n);
          if (one !== undefined && reviewReasons(entry, one).length > 0) places.push(one.seq);
        }
        const kept = await db
          .selectFrom("reviews")
          .innerJoin("audit_entries", "audit_entries.id", "reviews.id")
          .select("seq")
          .orderBy("seq")
          .execute();
        return { again: places.sort((a, b) => a - b), kept: kept.map(({ seq }) => seq) };
      });
      expect(drawn.kept).toEqual(drawn.again);
      expect((await verifyAudit(given().records)).findings).toEqual([]);
    });

    test("P9 has one verdict with its reason, by an approver of the unit who did not look; the auditor only reads", async () => {
      await search(approver, idNumber);
      await search(officer, idNumber);
      await seal();
      const [own] = await ofUser(approver, approver);
      const [open] = await ofUser(approver, officer);
      const verdict = { version: 1, verdict: "objected", words: "无办案需要" } as const;
      const judge = (actor: RecordsActor, id = ""): Promise<ReviewView> =>
        as(actor, (work) => judgeLookup(work, id, verdict));
      await expect(judge(approver, own?.id)).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      await expect(judge(auditor, open?.id)).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      await expect(judge(officer, open?.id)).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      expect(await judge(approver, open?.id)).toMatchObject({ clock: null, verdict: { verdict: "objected" } });
      await expect(judge(approver, open?.id)).rejects.toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
      const closed = await as(auditor, (work) => listReviews(work, { state: "closed" }));
      expect(closed.rows.map(({ id }) => id)).toContain(open?.id);
      const beside = await personWith(given().records, ["approver"], units.haishu);
      expect(await ofUser(beside, officer)).toEqual([]);
      await expect(as(officer, (work) => listReviews(work, {}))).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test("the database keeps reviews and verdicts, also against its owner", async () => {
      const change = (statement: string): Promise<unknown> =>
        given().records.asSystem(({ db }) => sql.raw(statement).execute(db));
      await expect(change("DELETE FROM reviews")).rejects.toMatchObject({ code: "RECORDS_FAILED" });
      await expect(change("TRUNCATE reviews")).rejects.toMatchObject({ code: "RECORDS_FAILED" });
      const turned = "UPDATE reviews SET verdict = 'in-order' WHERE verdict = 'objected'";
      await expect(change(turned)).rejects.toMatchObject({ code: "RECORDS_FAILED" });
    });

    test("P9 one adds to one's own numbers and takes none away; the administrator replaces another's; nobody reads them", async () => {
      const administrator = await personWith(given().records, ["administrator"], units.city);
      const set = (actor: RecordsActor, ...numbers: string[]): ReturnType<typeof setOwnNumbers> => {
        const own = {
          userId: colleague.userId,
          numbers: numbers.map((number) => ({ kind: "phone" as const, number })),
        };
        return as(actor, (work) => setOwnNumbers(work, own, testNumbers));
      };
      expect((await set(colleague)).rows).toHaveLength(1);
      expect((await set(colleague, "13812340000")).rows).toMatchObject([{}, { comparable: true }]);
      await expect(set(officer, "13812340000")).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      await expect(set(colleague, "110")).rejects.toMatchObject({ code: "PERSON_NUMBER_REFUSED" });
      expect((await set(administrator, "13812340001")).rows).toHaveLength(1);
      const other = { keyId: "other", hash: testNumbers.hash };
      const seen = await as(colleague, (work) => ownNumbers(work, colleague.userId, other));
      expect(seen.rows).toMatchObject([{ comparable: false }]);
      const reading = as(officer, ({ db }) => db.selectFrom("user_numbers").selectAll().execute());
      await expect(reading).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      const missing = { userId: randomUUID(), numbers: [] };
      const unknown = as(administrator, (work) => setOwnNumbers(work, missing, testNumbers));
      await expect(unknown).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
    });
  });
}
