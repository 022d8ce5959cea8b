import { beforeAll, describe, expect, test } from "vitest";
import { addNote, removeNote } from "../../src/app/case-notes.ts";
import { readCaseRecord } from "../../src/app/case-record-view.ts";
import { addReportToCase, changeCaseRecord, listCaseRecords, makeCase } from "../../src/app/case-records.ts";
import { changeSeriesRecord, listSeries, makeSeries } from "../../src/app/case-series.ts";
import { knownAccount } from "../../src/app/known-account.ts";
import { takeReport } from "../../src/app/reports.ts";
import type { CaseChange } from "../../src/contract/casework.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Cases and what hangs on them, on any engine. */
export function caseRecordsConformance(given: () => RecordsUnderTest): void {
  describe("a case", () => {
    let owner: RecordsActor;
    let colleague: RecordsActor;
    let stranger: RecordsActor;
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      owner = await personWith(records, ["investigator"], units.beilun);
      colleague = await personWith(records, ["investigator"], units.haishu);
      stranger = await personWith(records, ["investigator"], units.haishu);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    const draft = { name: "王小明被骗案", type: "investment" } as const;
    const change = (actor: RecordsActor, id: string, one: CaseChange): ReturnType<typeof changeCaseRecord> =>
      as(actor, (work) => changeCaseRecord(work, id, one));

    test("C4 is accepted, then filed; its report's losses and its timeline hang on it", async () => {
      const payee = "9558800012345678";
      const body = reportBody({ losses: [statedPayment({ payee })] });
      const report = await as(owner, (work) => takeReport(work, body));
      const made = await as(owner, (work) => makeCase(work, { ...draft, reportId: report.id }));
      expect(made.number).toMatch(/^A330206000000\d{10}$/);
      const onMs = Date.UTC(2026, 10, 22, 16);
      const early = change(owner, made.id, { version: 1, kind: "file", number: "立1", onMs });
      await expect(early).rejects.toMatchObject({
        code: "CASEWORK_REFUSED",
        details: { code: "filed-before-accepted" },
      });
      await change(owner, made.id, { version: 1, kind: "accept", number: "受1", onMs });
      const late = change(owner, made.id, { version: 1, kind: "file", number: "立1", onMs });
      await expect(late).rejects.toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
      await change(owner, made.id, { version: 2, kind: "file", number: "立1", onMs });
      const shown = await as(owner, (work) => readCaseRecord(work, made.id));
      expect(shown).toMatchObject({ filed: true, acceptance: { number: "受1" }, filing: { number: "立1" } });
      expect(shown.reports.map(({ id }) => id)).toEqual([report.id]);
      expect(shown.timeline.map(({ what }) => what)).toEqual(
        expect.arrayContaining(["case.accept 受1", "case.file 立1", "case.make", `report.take ${report.number}`]),
      );
      const known = await as(stranger, (work) => knownAccount(work, payee, testNumbers));
      expect(known).toMatchObject({ cases: 1, caseNumbers: [] });
      expect(await as(owner, (work) => knownAccount(work, payee, testNumbers))).toMatchObject({
        caseNumbers: [made.number],
      });
      const twice = as(owner, (work) => addReportToCase(work, made.id, report.id));
      await expect(twice).rejects.toMatchObject({ details: { code: "member-already" } });
    });

    test("P4 is seen by its members wherever they serve, and by nobody else outside its unit", async () => {
      const { id } = await as(owner, (work) => makeCase(work, draft));
      const reading = (actor: RecordsActor): Promise<unknown> => as(actor, (work) => readCaseRecord(work, id));
      await expect(reading(colleague)).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      await change(owner, id, { version: 1, kind: "add-member", userId: colleague.userId });
      await expect(reading(colleague)).resolves.toMatchObject({ id });
      await expect(reading(stranger)).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      await change(owner, id, { version: 2, kind: "hand-to", userId: colleague.userId });
      await change(colleague, id, { version: 3, kind: "remove-member", userId: owner.userId });
      const rows = (await as(colleague, (work) => listCaseRecords(work, { owner: colleague.userId }))).rows;
      expect(rows.map((row) => row.id)).toEqual([id]);
      const nobody = change(colleague, id, { version: 4, kind: "add-member", userId: id });
      await expect(nobody).rejects.toMatchObject({ code: "CASEWORK_PERSON_UNKNOWN" });
    });

    test("is listed by state; a closed one is reopened before it changes", async () => {
      const { id } = await as(owner, (work) => makeCase(work, draft));
      const inList = async (state: "open" | "unfiled" | "closed"): Promise<boolean> =>
        (await as(owner, (work) => listCaseRecords(work, { state, limit: 500 }))).rows.some((row) => row.id === id);
      expect([await inList("open"), await inList("unfiled"), await inList("closed")]).toEqual([true, true, false]);
      await change(owner, id, { version: 1, kind: "close", reason: "办结" });
      expect([await inList("open"), await inList("unfiled"), await inList("closed")]).toEqual([false, false, true]);
      const changing = change(owner, id, { version: 2, kind: "retype", type: "other" });
      await expect(changing).rejects.toMatchObject({ details: { code: "case-closed" } });
      await change(owner, id, { version: 2, kind: "reopen", reason: "新线索" });
      expect(await inList("open")).toBe(true);
    });

    test("P6 has notes and tags, in which long numbers are masked; what is taken off stays in the records", async () => {
      const { id } = await as(owner, (work) => makeCase(work, draft));
      const note = await as(owner, (work) => addNote(work, id, { kind: "note", text: "卡 6222021234567890128" }));
      expect(note.text).toBe("卡 ***************0128");
      const tag = await as(owner, (work) => addNote(work, id, { kind: "tag", text: "跨境" }));
      await as(owner, (work) => removeNote(work, tag.id));
      const shown = await as(owner, (work) => readCaseRecord(work, id));
      expect(shown.notes).toEqual([note]);
      expect(shown.timeline.map(({ what }) => what)).toContain("note.remove");
      await expect(as(stranger, (work) => removeNote(work, note.id))).rejects.toMatchObject({
        code: "RECORDS_NOT_FOUND",
      });
    });

    test("C6 is linked into a series and taken apart again; nothing of it is rewritten", async () => {
      const first = await as(owner, (work) => makeCase(work, draft));
      const second = await as(owner, (work) => makeCase(work, draft));
      const members = [`case:${first.id}`, `case:${second.id}`];
      const made = await as(owner, (work) => makeSeries(work, { name: "同一收款人", reason: "同卡", members }));
      expect(made.members).toEqual(members);
      const apart = { version: 1, kind: "taken-apart", member: members[1] ?? "", reason: "不同人" } as const;
      const after = await as(owner, (work) => changeSeriesRecord(work, made.id, apart));
      expect([after.members, after.events.length, after.version]).toEqual([[members[0]], 3, 2]);
      expect((await as(owner, (work) => readCaseRecord(work, first.id))).series.map(({ id }) => id)).toEqual([made.id]);
      expect((await as(owner, (work) => readCaseRecord(work, second.id))).series).toEqual([]);
      expect((await as(stranger, (work) => listSeries(work, {}))).rows).toEqual([]);
      const unseen = as(stranger, (work) => makeSeries(work, { name: "x", reason: "x", members }));
      await expect(unseen).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
    });
  });
}
