import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addReportToCase, makeCase } from "../../src/app/case-records.ts";
import { answerRecoveryOrder, sendRecoveryOrder, signRecoveryOrder } from "../../src/app/change-recovery-order.ts";
import { draftRecoveryOrder } from "../../src/app/draft-recovery-order.ts";
import { joinAfterCrash, markServed } from "../../src/app/join-mark.ts";
import { JoinedRegisters, joinedStores } from "../../src/app/joined-registers.ts";
import { bindLossRecord, unbindLossRecord } from "../../src/app/losses.ts";
import { takeReport } from "../../src/app/reports.ts";
import type { EnteredAnswer } from "../../src/contract/recovery-order-steps.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import { openLossFile } from "../../src/storage/records/loss-file.ts";
import { openOrderFile } from "../../src/storage/records/order-file.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import type { OpenRecords, Stores } from "../../src/storage/stores.ts";
import { addUnits, personWith } from "../fixtures/casework-people.ts";
import { stopPayment } from "../fixtures/order-bodies.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

type Registers = Pick<Stores, "losses" | "orders">;

/** The records and the registers that the engine reads, on any engine of the records. */
export function joinedRegistersConformance(given: () => RecordsUnderTest): void {
  describe("records and registers", () => {
    let folder: string;
    let officer: RecordsActor;
    let registers: Registers;
    beforeAll(async () => {
      await addUnits(given().records);
      officer = await personWith(given().records, ["duty-officer"]);
      folder = await mkdtemp(join(tmpdir(), "sluice-joined-"));
      registers = { losses: openLossFile(join(folder, "l.json")), orders: openOrderFile(join(folder, "o.json")) };
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    const joined = (of: Registers = registers): JoinedRegisters => new JoinedRegisters(given().records, of);

    async function reportedLoss(): Promise<{ readonly reportId: string; readonly lossId: string }> {
      const { id, losses } = await as(officer, (work) => takeReport(work, reportBody()));
      return { reportId: id, lossId: losses[0] ?? "" };
    }

    /** Binds to a row of ten yuan less than was said. */
    function bind(lossId: string, transferId: string, version: number): Promise<unknown> {
      const said = statedPayment();
      const amountMinor = toMinorUnits(said.amountMinor - 10_00);
      const found = { ...said, amountMinor, transferId, payerAlso: [], payeeAlso: [] };
      const body = { version, transferId, accepted: ["amount"] as const };
      return as(officer, (work) => bindLossRecord(work, lossId, { body, found }));
    }

    test("R40 a bound loss is a claim of its case by its row, from joining to taking apart", async () => {
      const { reportId, lossId } = await reportedLoss();
      await bind(lossId, randomUUID(), 1);
      const { losses } = joinedStores(registers, joined());
      const { id: caseId, number } = await as(officer, (work) => makeCase(work, { name: "案", type: "other" }));
      expect(await losses.claims(number)).toEqual([]);
      await as(officer, (work) => addReportToCase(work, caseId, reportId));
      expect(await losses.claims(number)).toMatchObject([
        { id: lossId, victim: "王小明", amountMinor: 86_000_00 - 10_00, payer: "" },
      ]);
      await registers.losses.record(number, [{ ...(await losses.claims(number))[0]!, id: "L1", transferId: "t" }]);
      expect((await losses.claims(number)).map(({ id }) => id)).toEqual(["L1", lossId]);
      await as(officer, (work) => unbindLossRecord(work, lossId, { version: 3, reason: "认错" }));
      expect((await losses.claims(number)).map(({ id }) => id)).toEqual(["L1"]);
    });

    test("R40 what fails between the commit and the register is made good before the next trace, and at the start", async () => {
      const { reportId, lossId } = await reportedLoss();
      const { number } = await as(officer, (work) => makeCase(work, { name: "案", type: "other", reportId }));
      const broken: Registers = {
        ...registers,
        losses: { ...registers.losses, replaceBound: () => Promise.reject(new Error("disk full")) },
      };
      await bind(lossId, randomUUID(), 2);
      await expect(joinedStores(broken, joined(broken)).losses.claims(number)).rejects.toThrow("disk full");
      expect(await registers.losses.claims(number)).toEqual([]);
      expect((await joinedStores(registers, joined()).losses.claims(number)).map(({ id }) => id)).toEqual([lossId]);
      await registers.losses.replaceBound(new Map([[number, []]]));
      await joined().settleAll();
      expect((await registers.losses.claims(number)).map(({ id }) => id)).toEqual([lossId]);
    });

    test("R40 after a server was killed a command joins first, and opens the records for nothing else", async () => {
      const { reportId, lossId } = await reportedLoss();
      const { number } = await as(officer, (work) => makeCase(work, { name: "案", type: "other", reportId }));
      await bind(lossId, randomUUID(), 2);
      let opened = 0;
      const openRecords = async (): Promise<Pick<OpenRecords, "records">> => {
        opened += 1;
        return { records: given().records };
      };
      const stores = { ...registers, recordsFolder: folder, openRecords };
      await joinAfterCrash(stores);
      expect([opened, await registers.losses.claims(number)]).toEqual([0, []]);
      await markServed(stores);
      await joinAfterCrash(stores);
      expect((await registers.losses.claims(number)).map(({ id }) => id)).toEqual([lossId]);
      await joinAfterCrash(stores);
      expect(opened).toBe(1);
    });

    test("R13, R41 a stated balance and a refusal of an order are answers that a trace counts on", async () => {
      const { id: caseId } = await as(officer, (work) => makeCase(work, { name: "案", type: "other" }));
      const answered = async (outcome: (atMs: number) => EnteredAnswer): Promise<string> => {
        const { order } = await as(officer, (work) => draftRecoveryOrder(work, stopPayment(caseId)));
        await as(officer, (work) => signRecoveryOrder(work, { id: order.id, version: 1 }));
        const sent = await as(officer, (work) => sendRecoveryOrder(work, { id: order.id, version: 2 }, ""));
        const answer = outcome(sent.order.sent?.atMs ?? 0);
        await as(officer, (work) => answerRecoveryOrder(work, { id: order.id, version: 3 }, answer));
        return order.id;
      };
      const balanceMinor = toMinorUnits(12_30);
      const partly = { outcome: "partial", amountMinor: balanceMinor } as const;
      const stated = await answered((atMs) => ({ ...partly, effectiveMs: atMs, stated: { atMs, balanceMinor } }));
      const refused = await answered(() => ({ outcome: "refused", reason: "closed", words: "销户", stated: null }));
      const late = await answered(() => ({ outcome: "too-late", stated: null }));
      const told = async (): Promise<readonly unknown[]> => {
        const { ofOrders } = await joinedStores(registers, joined()).orders.records();
        return [stated, refused, late].map((id) => ofOrders.find(({ orderId }) => orderId === id)?.answers);
      };
      const expected = [
        [{ balanceMinor: 12_30, refusal: null }],
        [{ balanceMinor: null, refusal: "closed" }],
        [{ balanceMinor: null, refusal: "other" }],
      ];
      expect(await told()).toMatchObject(expected);
      await registers.orders.update((records) => ({ ...records, ofOrders: [] }));
      await joined().settleAll();
      expect(await told()).toMatchObject(expected);
    });
  });
}
