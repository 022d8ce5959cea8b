import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { FoundPayment } from "../../src/app/ledger-payments.ts";
import { bindLossRecord, proposeForLoss, unbindLossRecord } from "../../src/app/losses.ts";
import { takeReport } from "../../src/app/reports.ts";
import type { LossBindingBody } from "../../src/contract/losses.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith } from "../fixtures/casework-people.ts";
import { payeeCard, reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Pending losses and the rows that they turn out to be, on any engine. */
export function lossesConformance(given: () => RecordsUnderTest): void {
  describe("a pending loss", () => {
    let officer: RecordsActor;
    beforeAll(async () => {
      await addUnits(given().records);
      officer = await personWith(given().records, ["investigator"]);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);

    /** The row of the stated payment, by another name of the payee, for ten yuan more. */
    function row(): FoundPayment {
      const said = statedPayment();
      const amountMinor = toMinorUnits(said.amountMinor + 10_00);
      const also = { payerAlso: [said.payer], payeeAlso: [said.payee] };
      return { ...said, ...also, amountMinor, payeeName: "李四", transferId: randomUUID() };
    }

    async function pendingLoss(): Promise<string> {
      return (await as(officer, (work) => takeReport(work, reportBody()))).losses[0] ?? "";
    }

    function bind(id: string, found: FoundPayment, accepted: LossBindingBody["accepted"]): Promise<unknown> {
      const body = { version: 1, transferId: found.transferId, accepted };
      return as(officer, (work) => bindLossRecord(work, id, { body, found }));
    }

    test("C5 is told the rows near it with their differences, masked, and bound to none", async () => {
      const id = await pendingLoss();
      const found = row();
      const { rows } = await as(officer, (work) => proposeForLoss(work, id, [found]));
      expect(rows).toMatchObject([{ transferId: found.transferId, unclaimedMinor: 86_010_00, payeeName: "李*" }]);
      expect(rows[0]?.differences.map(({ field }) => field)).toEqual(["payeeName", "amount"]);
      expect(JSON.stringify(rows)).not.toContain(payeeCard);
    });

    test("C5 is bound only with every difference accepted, and taken apart with a reason", async () => {
      const id = await pendingLoss();
      const found = row();
      await expect(bind(id, found, ["amount"])).rejects.toMatchObject({
        details: { code: "differences-not-accepted" },
      });
      const bound = await bind(id, found, ["amount", "payeeName"]);
      expect(bound).toMatchObject({ transferId: found.transferId, boundBy: officer.userId, version: 2 });
      const apart = as(officer, (work) => unbindLossRecord(work, id, { version: 2, reason: " " }));
      await expect(apart).rejects.toMatchObject({ details: { code: "reason-missing" } });
      const after = await as(officer, (work) => unbindLossRecord(work, id, { version: 2, reason: "认错" }));
      expect(after).toMatchObject({ transferId: "", takenApart: 1, version: 3 });
    });

    test("C5 of two that want one transfer at once only one gets it", async () => {
      const found = row();
      const losses = [await pendingLoss(), await pendingLoss()];
      const both = await Promise.allSettled(losses.map((id) => bind(id, found, ["amount", "payeeName"])));
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const refused = both.find((outcome) => outcome.status === "rejected");
      expect(refused).toMatchObject({ reason: { details: { code: "transfer-used-up" } } });
    });
  });
}
