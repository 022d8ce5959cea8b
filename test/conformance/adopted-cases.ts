import { describe, expect, test } from "vitest";
import { adoptCases, adoptedCaseId } from "../../src/app/adopt-cases.ts";
import { CaseLooks } from "../../src/app/case-looks.ts";
import { readCaseRecord } from "../../src/app/case-record-view.ts";
import { changeCaseRecord, makeCase } from "../../src/app/case-records.ts";
import { centreUnit } from "../../src/app/people.ts";
import { personWith } from "../fixtures/casework-people.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Cases of the register of losses in the records, and the door to their money, on any engine. */
export function adoptedCasesConformance(given: () => RecordsUnderTest): void {
  describe("a case of the register of losses", () => {
    test("gets one row of one id, is taken by an officer, and is typed, accepted and filed like any other", async () => {
      const { records } = given();
      const name = `2026-0314 ${crypto.randomUUID()}`;
      await Promise.all([adoptCases(records, [name, name]), adoptCases(records, [name])]);
      const id = (await adoptedCaseId(records, name)) ?? "";
      await adoptCases(records, [name, "", "a\0b", "长".repeat(201)]);
      expect(await adoptedCaseId(records, name)).toBe(id);
      expect(await adoptedCaseId(records, "长".repeat(201))).toBeUndefined();

      const officer = await personWith(records, ["investigator"], centreUnit.code);
      const change = (version: number, one: object): Promise<unknown> =>
        records.as(officer, (work) => changeCaseRecord(work, id, { version, ...one } as never));
      await change(1, { kind: "hand-to", userId: officer.userId });
      await change(2, { kind: "retype", type: "investment" });
      await change(3, { kind: "accept", number: "受1", onMs: 1_700_000_000_000 });
      await change(4, { kind: "file", number: "立1", onMs: 1_700_000_000_000 });
      const shown = await records.as(officer, (work) => readCaseRecord(work, id));
      expect(shown).toMatchObject({ number: name, traceName: name, type: "investment", ownerId: officer.userId });
      expect([shown.memberIds, shown.filed]).toEqual([[], true]);
    });

    test("that was made in the records is not made again", async () => {
      const { records } = given();
      const officer = await personWith(records, ["investigator"], centreUnit.code);
      const made = await records.as(officer, (work) => makeCase(work, { name: "案", type: "other" }));
      await adoptCases(records, [made.number]);
      expect(await adoptedCaseId(records, made.number)).toBe(made.id);
    });

    test("P15 is looked at by who may read its traces; each look is logged once in ten minutes, and masked", async () => {
      const { records } = given();
      const name = crypto.randomUUID();
      await adoptCases(records, [name]);
      const caseId = (await adoptedCaseId(records, name)) ?? "";
      const looks = new CaseLooks(records);
      const analyst = await personWith(records, ["analyst"], centreUnit.code);
      const auditor = await personWith(records, ["auditor"], centreUnit.code);
      const asked = { account: "6222000000000003" };
      const look = { actor: analyst, caseId };
      expect(await looks.look(look, "whose", asked)).toEqual({ name, clear: "touched" });
      await looks.look(look, "whose", asked);
      await looks.look(look, "whose", { account: "6222000000000004" });
      expect(await looks.look({ actor: auditor, caseId }, "view", {})).toEqual({ name, clear: "nobody" });
      for (const role of ["grid-worker", "administrator", "community-officer", "bank-liaison"] as const) {
        const actor = await personWith(records, [role], centreUnit.code);
        await expect(looks.look({ actor, caseId }, "view", {})).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      }
      const entries = await records.asSystem(({ db }) =>
        db.selectFrom("audit_entries").select(["action", "details"]).where("purpose", "=", name).orderBy("n").execute(),
      );
      expect(entries.slice(1)).toEqual([
        { action: "look.whose", details: { account: "************0003" } },
        { action: "look.whose", details: { account: "************0004" } },
        { action: "look.view", details: {} },
      ]);
    });
  });
}
