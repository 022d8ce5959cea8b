import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCase } from "../../src/app/case-records.ts";
import { openReport } from "../../src/app/openings.ts";
import { searchRecords, sortPasted } from "../../src/app/records-search.ts";
import { takeReport } from "../../src/app/reports.ts";
import type { MadeRow } from "../../src/contract/casework.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Searching the records, and opening what is masked, on any engine. */
export function recordsSearchConformance(given: () => RecordsUnderTest): void {
  describe("a search of the records", () => {
    const payee = `95588${randomInt(1e9, 2e9)}7`;
    let officer: RecordsActor;
    let stranger: RecordsActor;
    let reportId: string;
    let ofCase: MadeRow;
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["investigator"], units.beilun);
      stranger = await personWith(records, ["investigator"], units.haishu);
      const losses = [statedPayment({ payee, payeeName: "欧阳建国" })];
      reportId = (await as(officer, (work) => takeReport(work, reportBody({ losses })))).id;
      ofCase = await as(officer, (work) => makeCase(work, { name: "欧阳案", type: "other", reportId }));
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);

    test.each([
      ["last four digits", () => payee.slice(-4), "last-four"],
      ["the number, spaced", () => `${payee.slice(0, 4)} ${payee.slice(4)}`, "number"],
      ["initials of pinyin", () => "oyjg", "letters"],
      ["characters", () => "阳建", "words"],
    ])("C9 finds a payee by %s, masked, and only what one may see", async (_, typed, readAs) => {
      const seen = await as(officer, (work) => searchRecords(work, typed(), testNumbers));
      expect(seen.readAs).toBe(readAs);
      expect(seen.rows.map(({ kind, caseId }) => [kind, caseId])).toContainEqual(["loss", ofCase.id]);
      expect(JSON.stringify(seen)).not.toContain(payee);
      expect((await as(stranger, (work) => searchRecords(work, typed(), testNumbers))).rows).toEqual([]);
    });

    test("C10 tells pasted accounts apart, and names the cases of those that one may see", async () => {
      const text = `${payee}\n6222021234567890121\n12\n88888888888\n${payee}`;
      const standings = async (actor: RecordsActor): Promise<unknown> =>
        (await as(actor, (work) => sortPasted(work, text, testNumbers))).rows.map(({ standing, cases }) => [
          standing,
          cases,
        ]);
      const rest = [
        ["malformed", []],
        ["malformed", []],
        ["unknown", []],
      ];
      expect(await standings(officer)).toEqual([["known", [ofCase.number]], ...rest, ["known", [ofCase.number]]]);
      expect(await standings(stranger)).toEqual([["known", []], ...rest, ["known", []]]);
    });

    test("P7 a report is opened for its own case, and for no other; both are in the log", async () => {
      const open = (number: string): ReturnType<typeof openReport> =>
        openReport({ records: given().records, numbers: testNumbers }, officer, {
          reportId,
          purpose: { kind: "case", number },
        });
      const opened = await open(ofCase.number);
      expect(opened).toMatchObject({ victimPhone: reportBody().victimPhone, losses: [{ payee }] });
      const other = await as(officer, (work) => makeCase(work, { name: "别案", type: "other" }));
      await expect(open(other.number)).rejects.toMatchObject({ code: "ACCESS_NOT_OPENED" });
      await expect(open("A0")).rejects.toMatchObject({ code: "ACCESS_NOT_OPENED" });
      const entries = await given().records.asSystem(({ db }) =>
        db.selectFrom("audit_entries").select("purpose").where("subject", "=", `report:${reportId}`).execute(),
      );
      const purposes = entries.map(({ purpose }) => purpose);
      expect(purposes).toEqual(expect.arrayContaining([ofCase.number, other.number, "A0"]));
    });
  });
}
