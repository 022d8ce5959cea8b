import { randomInt, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { sampleFreeze } from "../generators/sample-freeze.ts";
import { issueCallerCode, readCallerCode } from "../../src/app/caller-codes.ts";
import { makeCase } from "../../src/app/case-records.ts";
import { centreNumbers, setCentreNumbers } from "../../src/app/centre-numbers.ts";
import { draftShift } from "../../src/app/hand-overs.ts";
import { readReport, takeReport } from "../../src/app/reports.ts";
import { dueContacts, listContacts, logContact } from "../../src/app/victim-contacts.ts";
import type { MadeRow } from "../../src/contract/casework.ts";
import type { TakenReport } from "../../src/contract/reports.ts";
import type { ContactBody, ContactView } from "../../src/contract/victim-contacts.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { putOrderRow } from "../fixtures/recovery-rows.ts";
import { reportBody } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const dayMs = 86_400_000;

/** Contact with victims and the codes of our callers, on any engine. */
export function victimContactsConformance(given: () => RecordsUnderTest): void {
  describe("contact with a victim", () => {
    const victimPhone = `139${randomInt(1e7, 9e7)}`;
    let officer: RecordsActor;
    let hotline: RecordsActor;
    let stranger: RecordsActor;
    let report: TakenReport;
    let ofCase: MadeRow;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["duty-officer", "investigator"], units.beilun);
      hotline = await personWith(records, ["duty-officer"], units.haishu);
      stranger = await personWith(records, ["investigator"], units.haishu);
      report = await as(officer, (work) => takeReport(work, reportBody({ victimPhone })));
      ofCase = await as(officer, (work) => makeCase(work, { name: "案", type: "other", reportId: report.id }));
    });
    const say = (change: Partial<ContactBody> = {}, actor = officer): Promise<ContactView> => {
      const body = { reportId: report.id, channel: "phone", words: "已告知冻结，请拨 96110 核实", ...change } as const;
      return as(actor, (work) => logContact(work, body));
    };
    const isDue = async (actor = officer): Promise<unknown> => {
      const { rows } = await as(actor, (work) => dueContacts(work, { limit: 500 }));
      return rows.find(({ reportId }) => reportId === report.id);
    };

    test("R25 is due once a trace's place of the loss is frozen, until it is made; strangers see nothing of it", async () => {
      expect(await isDue()).toBeUndefined();
      const fromMs = Date.now() - 4 * dayMs;
      const { losses } = await as(officer, (work) => readReport(work, report.id));
      const lossId = losses[0]?.id ?? "";
      const account = randomUUID();
      await given().records.asSystem(async ({ db, log }) => {
        const freeze = sampleFreeze(fromMs, Date.now() + 90 * dayMs);
        const order = {
          ...freeze,
          id: randomUUID(),
          caseId: ofCase.id,
          unitCode: units.beilun,
          account: { ...freeze.account, key: account },
        };
        const rows = { caseId: ofCase.id, reportId: report.id, unitCode: units.beilun, userId: officer.userId };
        await putOrderRow(db, rows, order);
        await db
          .updateTable("orders")
          .set({ hold_until_ms: Date.now() + 90 * dayMs })
          .where("id", "=", order.id)
          .execute();
        await db
          .updateTable("recovery_losses")
          .set({ accounts: [account] })
          .where("loss_id", "=", lossId)
          .execute();
        await log({ action: "test", subject: "test" });
      });
      expect(await isDue()).toMatchObject({
        reportNumber: report.number,
        victimName: "王**",
        clock: { code: "victim-contact", sinceMs: fromMs, dueMs: fromMs + 3 * dayMs },
      });
      expect(await isDue(stranger)).toBeUndefined();
      await say();
      expect(await isDue()).toBeUndefined();
    });

    test("R25 words with a link or a foreign number are refused and nothing is logged", async () => {
      const before = (await as(officer, (work) => listContacts(work, { report: report.id }))).rows.length;
      await expect(say({ words: "请登录 gat.example 查询" })).rejects.toMatchObject({
        details: { codes: "link-in-message" },
      });
      await expect(say({ words: "请联系 13900001111" })).rejects.toMatchObject({
        details: { codes: "foreign-number" },
      });
      await expect(say({}, stranger)).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      expect((await as(officer, (work) => listContacts(work, { report: report.id }))).rows).toHaveLength(before);
      expect((await as(stranger, (work) => listContacts(work, { report: report.id }))).rows).toEqual([]);
    });

    test("R25 the centre's own numbers are the administrator's to set", async () => {
      const administrator = await personWith(given().records, ["administrator"], units.city);
      const was = await as(administrator, centreNumbers);
      await as(administrator, (work) => setCentreNumbers(work, { numbers: [...was, "057486110110"] }));
      await expect(say({ words: "请回电 0574-86110110" })).resolves.toMatchObject({ channel: "phone" });
      const own = as(officer, (work) => setCentreNumbers(work, { numbers: ["13800000000"] }));
      await expect(own).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test("C8 a call that was promised stands in the hand-over of the shift until the victim was called", async () => {
      const next = await personWith(given().records, ["duty-officer"], units.beilun);
      const promised = await say({ promisedByMs: Date.now() + dayMs });
      const shift = await as(officer, (work) => draftShift(work, next.userId));
      expect(shift.items).toContainEqual(
        expect.objectContaining({ kind: "promised-call", id: promised.id, what: report.number }),
      );
    });

    test("R25 a caller's code is verified once, by the hotline of any unit, and only with the victim's number", async () => {
      const { code } = await as(officer, (work) => issueCallerCode(work, report.id, testNumbers));
      expect(code).toMatch(/^\d{6}$/);
      const read = (shown: string, phone = victimPhone): Promise<unknown> =>
        as(hotline, (work) => readCallerCode(work, { phone, code: shown }, testNumbers));
      expect(await read(code, "13700000000")).toMatchObject({ answer: "not-ours", callerName: "" });
      const spaced = `+86 ${victimPhone.slice(0, 3)} ${victimPhone.slice(3)}`;
      expect(await read(code, spaced)).toMatchObject({
        answer: "ours",
        callerName: "员",
        unitName: expect.stringMatching(/./),
      });
      expect(await read(code)).toMatchObject({ answer: "used", callerName: "" });
      const denied = as(stranger, (work) => readCallerCode(work, { phone: victimPhone, code }, testNumbers));
      await expect(denied).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test("R25 a code is void after three wrong ones; every reading is logged, no code and no number in clear", async () => {
      const { id, code } = await as(officer, (work) => issueCallerCode(work, report.id, testNumbers));
      const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
      const read = (shown: string): Promise<unknown> =>
        as(hotline, (work) => readCallerCode(work, { phone: victimPhone, code: shown }, testNumbers));
      for (let at = 0; at < 3; at++) expect(await read(wrong)).toMatchObject({ answer: "not-ours" });
      expect(await read(code)).toMatchObject({ answer: "locked" });
      const stored = await given().records.asSystem(({ db }) =>
        db.selectFrom("audit_entries").selectAll().where("action", "like", "contact.%").execute(),
      );
      expect(stored.filter(({ details }) => JSON.stringify(details).includes(id)).length).toBeGreaterThan(1);
      expect(JSON.stringify(stored)).not.toContain(victimPhone);
      const codes = await given().records.asSystem(({ db }) => db.selectFrom("caller_codes").selectAll().execute());
      expect(JSON.stringify(codes)).not.toContain(code);
    });
  });
}
