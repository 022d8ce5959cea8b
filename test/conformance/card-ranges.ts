import { beforeAll, describe, expect, test } from "vitest";
import { installedCardRanges, setCardRanges } from "../../src/app/installed-card-ranges.ts";
import { knownAccount } from "../../src/app/known-account.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { payeeCard } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Whose card a number is, on any engine. */
export function cardRangesConformance(given: () => RecordsUnderTest): void {
  describe("a card range", () => {
    let officer: RecordsActor;
    let administrator: RecordsActor;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      await addUnits(given().records);
      officer = await personWith(given().records, ["duty-officer"]);
      administrator = await personWith(given().records, ["administrator"]);
    });
    const issuer = async (typed: string): Promise<unknown> =>
      (await as(officer, (work) => knownAccount(work, typed, testNumbers))).issuer;

    test("C13 names the bank while the number is typed, with its source, and again by the administrator's own rows", async () => {
      expect(await issuer(payeeCard.slice(0, 8))).toMatchObject({ bank: "中国工商银行", standing: "typing" });
      expect(await issuer(payeeCard.slice(0, 5))).toBeNull();
      const own = { prefix: payeeCard.slice(0, 6), digits: 19, bank: "本市银行", source: "该行来函" };
      const set = await as(administrator, (work) => setCardRanges(work, { rows: [own] }));
      expect(set.rows[0]).toEqual({ ...own, own: true });
      expect(await issuer(payeeCard)).toEqual({ bank: "本市银行", standing: "card", source: "该行来函" });
      await as(administrator, (work) => setCardRanges(work, { rows: [] }));
      expect(await issuer(payeeCard)).toMatchObject({ bank: "中国工商银行" });
    });

    test("C13 is the administrator's to set, each range once", async () => {
      const row = { prefix: "622202", digits: 19, bank: "甲", source: "x" };
      const own = as(officer, (work) => setCardRanges(work, { rows: [row] }));
      await expect(own).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      const twice = as(administrator, (work) => setCardRanges(work, { rows: [row, { ...row, bank: "乙" }] }));
      await expect(twice).rejects.toMatchObject({ code: "CARD_RANGE_TWICE" });
      const { rows } = await as(officer, ({ db }) => installedCardRanges(db));
      expect(rows.every((one) => !one.own)).toBe(true);
    });
  });
}
