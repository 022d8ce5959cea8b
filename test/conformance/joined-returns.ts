import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { changeCaseRecord, makeCase } from "../../src/app/case-records.ts";
import { answerRecoveryOrder, sendRecoveryOrder, signRecoveryOrder } from "../../src/app/change-recovery-order.ts";
import { draftRecoveryOrder } from "../../src/app/draft-recovery-order.ts";
import { answerKeptGrievance, takeGrievance } from "../../src/app/grievances.ts";
import { bindLossRecord } from "../../src/app/losses.ts";
import {
  type KeptProposal,
  openProposal,
  planAttributedReturn,
  reopenReturn,
  type ReturnPlanner,
} from "../../src/app/plan-attributed-return.ts";
import {
  checkVictim,
  decideVictimReturn,
  signVictimReturn,
  takeVictimClaim,
} from "../../src/app/prepare-kept-return.ts";
import { takeReport } from "../../src/app/reports.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import { stopPayment } from "../fixtures/order-bodies.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const half = toMinorUnits(40_000_00);
const reserve = null;
const epsilonMinor = toMinorUnits(0);

/** Returns as the engine attributes them, and what decisions order, on any engine of the records. */
export function joinedReturnsConformance(given: () => RecordsUnderTest): void {
  describe("attributed returns", () => {
    let officer: RecordsActor;
    let head: RecordsActor;
    beforeAll(async () => {
      await addUnits(given().records);
      officer = await personWith(given().records, ["investigator"]);
      head = await personWith(given().records, ["approver"]);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);

    /** A case with two bound losses, and a freeze in force of 40,000 yuan. */
    async function frozenCase(): Promise<{ readonly losses: readonly string[]; readonly freezeId: string }> {
      const losses = [statedPayment(), statedPayment({ amountMinor: 50_000_00 })];
      const taken = await as(officer, (work) => takeReport(work, reportBody({ losses })));
      const made = await as(officer, (work) =>
        makeCase(work, { name: "案", type: "other", reportId: taken.id, ownerId: officer.userId }),
      );
      for (const [index, id] of taken.losses.entries()) {
        const found = { ...losses[index]!, transferId: randomUUID(), payerAlso: [], payeeAlso: [] };
        const payment = { ...found, amountMinor: toMinorUnits(found.amountMinor) };
        const body = { version: 2, transferId: found.transferId, accepted: [] };
        await as(officer, (work) => bindLossRecord(work, id, { body, found: payment }));
      }
      const filing = { version: 1, number: "1", onMs: Date.now() - 1_000 };
      await as(officer, (work) => changeCaseRecord(work, made.id, { ...filing, kind: "accept" }));
      await as(officer, (work) => changeCaseRecord(work, made.id, { ...filing, version: 2, kind: "file" }));
      const wanted = { ...stopPayment(made.id), kind: "freeze", amountMinor: half, tracedMinor: half } as const;
      const { order } = await as(officer, (work) => draftRecoveryOrder(work, wanted));
      const { id } = order;
      await as(officer, (work) => signRecoveryOrder(work, { id, version: 1 }));
      await as(head, (work) => signRecoveryOrder(work, { id, version: 2 }));
      const sent = await as(officer, (work) => sendRecoveryOrder(work, { id, version: 3 }, ""));
      const effect = {
        outcome: "full",
        effectiveMs: sent.order.sent?.atMs ?? 0,
        amountMinor: half,
        stated: null,
      } as const;
      await as(officer, (work) => answerRecoveryOrder(work, { id, version: 4 }, effect));
      return { losses: taken.losses, freezeId: id };
    }

    /** An engine that attributes the frozen sum to these losses, half and half or whole. */
    function planner(losses: readonly string[]): ReturnPlanner {
      const shareMinor = toMinorUnits(half / losses.length);
      const victims = losses.map((id) => ({ victim: id, losses: [id, "L-7"], shareMinor }));
      const proposal: KeptProposal = {
        inputs: { doctrine: "pro-rata" },
        digest: `digest of ${losses.length}`,
        result: { method: "DIRECT", remainderMinor: toMinorUnits(0), victims },
      };
      const caller = { actor: officer, key: undefined };
      return { records: given().records, caller, engine: { attribute: async () => proposal } };
    }

    test("R44 a return is planned by the proposal, which is kept; a late victim reopens it with what was recorded", async () => {
      const { losses, freezeId } = await frozenCase();
      const [first = "", second = ""] = losses;
      const wanted = { freezeId, reserve, epsilonMinor, acceptingUnit: units.city };
      const { plan } = await planAttributedReturn(planner([first]), wanted);
      expect(plan.shares).toMatchObject([{ victim: first, amountMinor: half, losses: [{ lossId: first }] }]);
      const claim = { victim: first, accountKey: "V", isOriginal: true, exception: null };
      await as(officer, (work) => takeVictimClaim(work, { id: plan.id, version: 1 }, claim));
      await as(officer, (work) => checkVictim(work, { id: plan.id, version: 2 }, { victim: first, kind: "identity" }));
      const reopening = { version: 3, words: "另有被害人", reserve, epsilonMinor };
      const { plan: now } = await reopenReturn(planner([first, second]), plan.id, reopening);
      expect(now.shares).toMatchObject([
        { victim: first, amountMinor: half / 2, claim: { accountKey: "V" }, checks: [{ kind: "identity" }] },
        { victim: second, amountMinor: half / 2, claim: null, checks: [] },
      ]);
      const kept = await as(officer, (work) => openProposal(work, now.id));
      expect(JSON.parse(kept)).toMatchObject({ digest: "digest of 2" });
      const again = reopenReturn(planner([first]), plan.id, { ...reopening, version: 4 });
      await expect(again).rejects.toMatchObject({ code: "RECOVERY_REFUSED" });
      const elsewhere = await personWith(given().records, ["investigator"], units.haishu);
      await expect(as(elsewhere, (work) => openProposal(work, now.id))).rejects.toMatchObject({
        code: "RECORDS_NOT_FOUND",
      });
    });

    test("R45 a decided return has its order drafted in the name of who presented it; withdrawn, it orders nothing", async () => {
      const { losses, freezeId } = await frozenCase();
      const wanted = { freezeId, reserve, epsilonMinor, acceptingUnit: units.city };
      const planned = await planAttributedReturn(planner(losses.slice(0, 1)), wanted);
      const { id } = planned.plan;
      await as(officer, (work) => signVictimReturn(work, { id, version: 1 }));
      await as(head, (work) => signVictimReturn(work, { id, version: 2 }));
      await as(head, (work) => decideVictimReturn(work, { id, version: 3 }, "返字1号"));
      const orders = await as(officer, ({ db }) =>
        db
          .selectFrom("orders")
          .selectAll()
          .where("kind", "=", "return")
          .where("case_id", "=", planned.caseId)
          .execute(),
      );
      expect(orders.map(({ body }) => body)).toMatchObject([
        {
          targetId: id,
          amountMinor: half,
          drafted: { by: officer.userId },
          basis: { sources: [`return:${id}`, "report:R1"] },
        },
      ]);
      const order = orders[0]?.id ?? "";
      await as(officer, (work) => signRecoveryOrder(work, { id: order, version: 1 }));
      const reopened = await reopenReturn(planner(losses), id, {
        version: 4,
        words: "另有被害人",
        reserve,
        epsilonMinor,
      });
      expect(reopened.plan.signatures).toEqual([]);
      const approval = as(head, (work) => signRecoveryOrder(work, { id: order, version: 2 }));
      await expect(approval).rejects.toMatchObject({ details: { codes: "return-not-decided" } });
    });

    test("R45 an upheld grievance drafts the release of all but the disputed amount", async () => {
      const { freezeId } = await frozenCase();
      const keepMinor = toMinorUnits(10_000_00);
      const duty = await personWith(given().records, ["duty-officer"]);
      const body = { orderId: freezeId, holder: "李四海", words: "与我无关" };
      const { id } = await as(duty, (work) => takeGrievance(work, body));
      const judge = await personWith(given().records, ["approver"]);
      const answer = { version: 1, upheld: true, words: "属实", keepMinor };
      const { releaseId = "" } = await as(judge, (work) => answerKeptGrievance(work, id, answer));
      const release = await as(officer, ({ db }) =>
        db.selectFrom("orders").select("body").where("id", "=", releaseId).executeTakeFirst(),
      );
      expect(release?.body).toMatchObject({ kind: "release", targetId: freezeId, amountMinor: half - keepMinor });
      const signed = await as(duty, (work) => signRecoveryOrder(work, { id: releaseId, version: 1 }));
      expect(signed.order.signatures).toHaveLength(1);
    });
  });
}
