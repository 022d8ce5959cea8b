import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { knownAccount } from "../../src/app/known-account.ts";
import { changeReport, listReports, readReport, takeReport } from "../../src/app/reports.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { payeeCard, reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Reports by phone, on any engine. */
export function reportsConformance(given: () => RecordsUnderTest): void {
  describe("a report", () => {
    let officer: RecordsActor;
    let neighbour: RecordsActor;
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["duty-officer"], units.beilun);
      neighbour = await personWith(records, ["duty-officer"], units.haishu);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);

    test("C2 is taken whatever is missing, with doubts at once", async () => {
      const nothing = statedPayment({ payee: "", amountMinor: 0 });
      const body = reportBody({ victimName: "", victimIdNumber: "1", facts: "", losses: [nothing] });
      const taken = await as(officer, (work) => takeReport(work, body));
      expect(taken.number).toMatch(/^J330206000000\d{12}$/);
      expect(taken.doubts).toEqual(
        expect.arrayContaining([
          { loss: -1, warning: "id-number" },
          { loss: 0, warning: "payee-missing" },
          { loss: 0, warning: "amount-missing" },
        ]),
      );
    });

    test("P6 is shown masked, and what comes back as it was shown stays what it was", async () => {
      const taken = await as(officer, (work) => takeReport(work, reportBody()));
      const shown = await as(officer, (work) => readReport(work, taken.id));
      expect(shown).toMatchObject({ victimName: "王**", victimPhone: "*******5678", version: 1 });
      expect(JSON.stringify(shown)).not.toContain(payeeCard);
      const { version, victimIdNumber, victimName, type, losses, facts } = shown;
      const stated = losses.map(({ id, payer, payerName, payee, payeeName, atMs, precision }) => {
        return { id, payer, payerName, payee, payeeName, atMs, precision, amountMinor: 5 };
      });
      const change = { version, victimName, victimIdNumber, victimPhone: "13900000000", type, facts, losses: stated };
      const after = await as(officer, (work) => changeReport(work, taken.id, change));
      expect(after).toMatchObject({ version: 2, losses: [{ amountMinor: 5, version: 2 }] });
      const rows = await given().records.asSystem(({ db }) =>
        db.selectFrom("reports").selectAll().where("id", "=", taken.id).execute(),
      );
      const body = reportBody();
      expect(rows[0]).toMatchObject({ victim_id_number: body.victimIdNumber, victim_phone: "13900000000" });
      expect(rows[0]?.body.facts).toBe(body.facts);
      expect(await as(officer, (work) => knownAccount(work, payeeCard, testNumbers))).toMatchObject({
        checkDigit: "holds",
        issuer: { bank: "中国工商银行", standing: "card" },
      });
      const again = as(officer, (work) => changeReport(work, taken.id, change));
      await expect(again).rejects.toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
    });

    test("of two who change one version at once the second is told, and nothing is lost", async () => {
      const taken = await as(officer, (work) => takeReport(work, reportBody()));
      const { victimName, victimIdNumber, victimPhone, type } = reportBody();
      const said = { version: 1, victimName, victimIdNumber, victimPhone, type, losses: [] };
      const both = await Promise.allSettled(
        ["一", "二"].map((facts) => as(officer, (work) => changeReport(work, taken.id, { ...said, facts }))),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect((await as(officer, (work) => readReport(work, taken.id))).version).toBe(2);
    });

    test("of another unit is not there: neither in the list nor by its id", async () => {
      const { id } = await as(officer, (work) => takeReport(work, reportBody()));
      const reading = as(neighbour, (work) => readReport(work, id));
      await expect(reading).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      expect((await as(neighbour, (work) => listReports(work, {}))).rows).toEqual([]);
    });

    test("a list comes in pages, each report once, the latest first", async () => {
      for (let count = 0; count < 5; count++) await as(officer, (work) => takeReport(work, reportBody()));
      const seen: string[] = [];
      let after = "";
      do {
        const page = await as(officer, (work) => listReports(work, { limit: 2, after }));
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== "");
      const whole = await as(officer, (work) => listReports(work, { limit: 500 }));
      expect(seen).toEqual(whole.rows.map(({ id }) => id));
      expect(whole.rows.map(({ atMs }) => atMs)).toEqual(
        whole.rows.map(({ atMs }) => atMs).toSorted((left, right) => right - left),
      );
    });

    test("its accounts are known everywhere by number of cases and reports only", async () => {
      const payee = `95588${randomInt(1e9, 2e9)}`;
      await as(officer, (work) => takeReport(work, reportBody({ losses: [statedPayment({ payee })] })));
      const known = await as(neighbour, (work) =>
        knownAccount(work, ` ${payee.slice(0, 4)} ${payee.slice(4)}`, testNumbers),
      );
      const nowhere = { issuer: null, cases: 0, reports: 1, caseNumbers: [] };
      expect(known).toEqual({ number: payee, checkDigit: "none", ...nowhere });
      const liaison = await personWith(given().records, ["bank-liaison"]);
      await expect(as(liaison, (work) => knownAccount(work, payee, testNumbers))).rejects.toMatchObject({
        code: "ACCESS_DENIED",
      });
    });
  });
}
