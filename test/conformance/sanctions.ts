import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCase } from "../../src/app/case-records.ts";
import { listSanctions, openSanction, proposeKeptSanction, stepSanction } from "../../src/app/sanctions.ts";
import type { MadeRow } from "../../src/contract/casework.ts";
import type { SanctionBody, SanctionStep, SanctionView } from "../../src/contract/sanctions.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { testNumbers } from "../fixtures/number-hash.ts";
import { draftedOrder } from "../fixtures/order-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Sanctions in the records, on any engine. */
export function sanctionsConformance(given: () => RecordsUnderTest): void {
  describe("a sanction", () => {
    let officer: RecordsActor;
    let head: RecordsActor;
    let second: RecordsActor;
    let stranger: RecordsActor;
    let ofCase: MadeRow;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["investigator"], units.city);
      head = await personWith(records, ["approver", "investigator"], units.city);
      second = await personWith(records, ["approver"], units.city);
      stranger = await personWith(records, ["investigator"], units.haishu);
      ofCase = await as(officer, (work) => makeCase(work, { name: "断卡", type: "other" }));
    });
    const body = (change: Partial<SanctionBody> = {}): SanctionBody => ({
      caseId: ofCase.id,
      subject: { kind: "person", name: "示例", idNumber: randomUUID(), accounts: ["6222000000000001"] },
      ground: "accounts",
      count: 3,
      hasLargeEffect: false,
      factMs: Date.UTC(2025, 5, 1),
      basis: { receipt: null, sources: ["row:1"], score: "0.97" },
      ...change,
    });
    const propose = (change: Partial<SanctionBody> = {}): Promise<SanctionView> =>
      as(officer, (work) => proposeKeptSanction(work, body(change), testNumbers));
    const step = (actor: RecordsActor, { id }: SanctionView, one: SanctionStep): Promise<SanctionView> =>
      as(actor, (work) => stepSanction(work, id, one));

    test("R37 is proposed, approved by another, served, contested, and lifted when the complaint is upheld", async () => {
      const made = await propose();
      expect(made).toMatchObject({ standing: "proposed", subjectName: "示*", endsAtMs: null });
      await expect(step(officer, made, { version: 1, kind: "approve", words: "" })).rejects.toMatchObject({
        code: "ACCESS_DENIED",
      });
      const approved = await step(head, made, { version: 1, kind: "approve", words: "同意" });
      expect(approved).toMatchObject({ standing: "in-force", version: 2, clocks: [{ code: "sanction-notice" }, {}] });
      await expect(step(head, made, { version: 1, kind: "refuse", words: "x" })).rejects.toMatchObject({
        code: "RECORDS_CHANGED_MEANWHILE",
      });
      await step(officer, made, { version: 2, kind: "serve", how: "直接送达" });
      await step(officer, made, { version: 3, kind: "contest", words: "被冒用" });
      const answer = { version: 4, kind: "answer", upheld: true, words: "属实" } as const;
      await expect(step(head, made, answer)).rejects.toMatchObject({ details: { codes: "same-person" } });
      expect(await step(second, made, answer)).toMatchObject({ standing: "lifted", version: 5, clocks: [] });
    });

    test("R38 terms of one person follow one another over cases, also when two are approved at once", async () => {
      const { subject } = body();
      const both = [await propose({ subject }), await propose({ subject })];
      const done = await Promise.all(both.map((one) => step(head, one, { version: 1, kind: "approve", words: "" })));
      const terms = done.flatMap(({ sanction }) => sanction.decision?.term ?? []).sort((a, b) => a.fromMs - b.fromMs);
      expect(terms).toHaveLength(2);
      expect(terms[1]?.fromMs).toBe(terms[0]?.toMs);
    });

    test("P4 is seen by its unit and its case's members, masked in lists; its opening is logged", async () => {
      const made = await propose();
      const { rows } = await as(second, (work) => listSanctions(work, { case: ofCase.id, limit: 500 }));
      expect(rows.map(({ id }) => id)).toContain(made.id);
      expect(JSON.stringify(rows)).not.toContain(made.sanction.subject.idNumber);
      expect((await as(stranger, (work) => listSanctions(work, { case: ofCase.id }))).rows).toEqual([]);
      const foreign = as(stranger, (work) => openSanction(work, made.id, testNumbers));
      await expect(foreign).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      const opened = await as(officer, (work) => openSanction(work, made.id, testNumbers));
      expect(opened.sanction.subject.idNumber).toBe(made.sanction.subject.idNumber);
      const entries = await given().records.asSystem(({ db }) =>
        db.selectFrom("audit_entries").select("purpose").where("subject", "=", `sanction:${made.id}`).execute(),
      );
      expect(entries).toHaveLength(2);
      expect(entries[1]?.purpose).toBe(ofCase.number);
    });

    describe("the database itself", () => {
      const refused = { code: "RECORDS_FAILED" };
      const run = (statement: ReturnType<typeof sql>): Promise<unknown> =>
        given().records.asSystem(({ db }) => statement.execute(db));
      const bodies: readonly (readonly [string, unknown])[] = [
        ["no basis", undefined],
        ["no sources", { sources: [], score: "0.9" }],
        ["sources that are no list", { sources: "row:1", score: "0.9" }],
        ["a blank source", { sources: [" "], score: "0.9" }],
        ["a source that is no text", { sources: [7, null], score: "0.9" }],
      ];

      test.each(bodies)("R37 takes no sanction with %s, not even from its owner", async (_, basis) => {
        const id = randomUUID();
        const { caseId } = body();
        const sanction = JSON.stringify({ id, caseId, unitCode: units.city, basis, proposed: { by: "x" } });
        await expect(
          run(sql`INSERT INTO sanctions (id, number, case_id, unit_code, subject_hash, standing, proposed_at_ms, body)
            VALUES (${id}, ${id}, ${caseId}, ${units.city}, 'h', 'proposed', 1, ${sanction})`),
        ).rejects.toMatchObject(refused);
      });

      test.each(bodies.slice(1))("R10 takes no order that rests on a score with %s", async (_, basis) => {
        const id = randomUUID();
        const { caseId } = body();
        const order = draftedOrder({ id, unitCode: units.city, caseId, by: officer.userId, bank: "演示银行" });
        const { kind, account } = order;
        const write = (text: string): Promise<unknown> =>
          run(sql`INSERT INTO orders (id, number, kind, case_id, unit_code, bank, account_key, standing, drafted_at_ms, body)
            VALUES (${id}, ${id}, ${kind}, ${caseId}, ${units.city}, ${account.bank}, ${account.key}, 'draft', 1, ${text})`);
        await expect(write(JSON.stringify({ ...order, basis }))).rejects.toMatchObject(refused);
        await write(JSON.stringify(order));
        const turned = run(
          sql`UPDATE orders SET body = jsonb_set(body, '{basis}', ${JSON.stringify(basis)}::jsonb) WHERE id = ${id}`,
        );
        await expect(turned).rejects.toMatchObject(refused);
      });

      test("R37 takes no term without a second person, takes no sources away, and deletes none", async () => {
        const made = await propose();
        const change = (statement: string): Promise<unknown> => run(sql`${sql.raw(statement)} WHERE id = ${made.id}`);
        await expect(change("UPDATE sanctions SET ends_at_ms = 5")).rejects.toMatchObject(refused);
        const own = `body = jsonb_set(body, '{decision}', jsonb_build_object('by', body #>> '{proposed,by}'))`;
        await expect(change(`UPDATE sanctions SET ends_at_ms = 5, ${own}`)).rejects.toMatchObject(refused);
        const bare = "UPDATE sanctions SET body = jsonb_set(body, '{basis,sources}', '[]')";
        await expect(change(bare)).rejects.toMatchObject(refused);
        await expect(change("DELETE FROM sanctions")).rejects.toMatchObject(refused);
      });
    });
  });
}
