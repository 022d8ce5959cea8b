import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../access/role.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { addCase, addLossRow, putOrderRow, type RowsOfCase } from "../../test/fixtures/recovery-rows.ts";
import { china, sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Order } from "../recovery/order.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import { planVictimReturn, type SeenReturn } from "./change-return.ts";
import { examineGoodFaithClaim, fileGoodFaith } from "./good-faith-claims.ts";
import { answerKeptGrievance, drawHoldFigures, listAccountLabels, takeGrievance } from "./grievances.ts";
import { findOrder } from "./kept-order.ts";
import type { KeptReturn } from "./kept-return.ts";
import { enterLosses, placeTracedLoss } from "./place-loss.ts";
import {
  checkVictim,
  decideVictimReturn,
  orderReturnPayments,
  putUpNotice,
  signVictimReturn,
  takeReceipt,
  takeVictimClaim,
} from "./prepare-kept-return.ts";
import { drawRates, drawSheet } from "./recovery-view.ts";
import { listNotices } from "./return-views.ts";
import { settleRecovery } from "./settle-recovery.ts";

const unitCode = "330200000000";
const clock = { nowMs: china("2026-03-02 10:00") };
const lossId = randomUUID();
const held = toMinorUnits(100);
let records: RecordsStore;
let rows: RowsOfCase;
let freeze: Order;

function personOf(roles: readonly Role[], userId: string = randomUUID()): RecordsActor {
  return { userId, userName: "员", unitCode, roles, bank: "" };
}
const officer = personOf(["investigator", "duty-officer"]);
const head = personOf(["approver"]);

function by<T>(actor: RecordsActor, work: (work: RecordsWork) => Promise<T>): Promise<T> {
  return records.as(actor, work);
}

beforeAll(async () => {
  records = await openMemoryRecords(clock);
  await records.asSystem(async ({ db, nowMs }) => {
    rows = await addCase(db, unitCode, officer.userId);
    await addLossRow(db, rows, { id: lossId, amountMinor: 150, payee: "6222000000000001" });
    await enterLosses(db, [lossId], nowMs);
    const sample = sampleFreeze(clock.nowMs, china("2026-09-02 10:00"));
    freeze = { ...sample, id: randomUUID(), caseId: rows.caseId };
    await putOrderRow(db, rows, freeze);
    await settleRecovery(db, { atMs: nowMs, cause: freeze.id, accounts: [freeze.account.key], losses: [] });
  });
});

async function sheet(): Promise<readonly number[]> {
  const { total } = await drawSheet(records, officer, { caseId: rows.caseId });
  return [total.lossMinor, total.returnedMinor, total.heldMinor, total.exitedMinor, total.lostSightMinor];
}

describe("a return in the records", () => {
  let kept: KeptReturn;
  const seen = (): SeenReturn => ({ id: kept.plan.id, version: kept.version });

  it("R30: a reported loss is lost sight of at its payee, held by the freeze, and moved by a trace", async () => {
    expect(await sheet()).toEqual([150, 0, 100, 0, 50]);
    const traced = [
      { bucket: "at-rest", place: freeze.account.key, amountMinor: held, paymentId: null },
      { bucket: "exited", place: "cash", amountMinor: toMinorUnits(50), paymentId: null },
    ] as const;
    await by(officer, (work) => placeTracedLoss(work, lossId, { traceId: "T1", traced }));
    expect(await sheet()).toEqual([150, 0, 100, 50, 0]);
  });

  it("R22: a proportional return is paid on day 31, in two officers' hands, approved by the city, once", async () => {
    const victims = [{ name: "甲", losses: [lossId], shareMinor: held }];
    const draft = { freezeId: freeze.id, attribution: { method: "PRO_RATA", victims }, reserve: null } as const;
    kept = await by(officer, (work) => planVictimReturn(work, { ...draft, acceptingUnit: unitCode }));
    kept = await by(officer, (work) => putUpNotice(work, seen(), "报纸"));
    const page = await by(officer, (work) => listNotices(work, {}));
    expect(page.rows.map(({ payableFromMs }) => payableFromMs)).toEqual([china("2026-04-02 00:00")]);
    kept = await by(officer, (work) => signVictimReturn(work, seen()));
    await expect(by(officer, (work) => signVictimReturn(work, seen()))).rejects.toMatchObject({
      code: "ACCESS_DENIED",
    });
    kept = await by(head, (work) => signVictimReturn(work, seen()));
    clock.nowMs = china("2026-04-01 23:59");
    await expect(by(head, (work) => decideVictimReturn(work, seen(), "1"))).rejects.toMatchObject({
      code: "RECOVERY_REFUSED",
      details: { codes: "notice-running" },
    });
    clock.nowMs = china("2026-04-02 00:00");
  });

  it("R23: a claim of good faith is examined before the decision", async () => {
    const evidence = { order: "订单", delivery: "签收", price: "转账" };
    const body = { caseId: rows.caseId, accountKey: freeze.account.key, holder: "商户", amountMinor: held, evidence };
    const claim = await by(officer, (work) => fileGoodFaith(work, body));
    await expect(by(head, (work) => decideVictimReturn(work, seen(), "1"))).rejects.toMatchObject({
      details: { codes: "good-faith-unexamined,good-faith-open" },
    });
    const verdict = { version: 1, upheld: false, words: "非善意" };
    await by(officer, (work) => examineGoodFaithClaim(work, claim.id, verdict));
    kept = await by(head, (work) => decideVictimReturn(work, seen(), "1"));
  });

  it("R24: nothing is paid without the victim's claim and checks, and somebody who saw an older version is told", async () => {
    const pay = { victims: ["甲"], officers: ["p1", "p2"] } as const;
    await expect(by(officer, (work) => orderReturnPayments(work, seen(), pay))).rejects.toMatchObject({
      details: { codes: "claim-missing" },
    });
    const stale = seen();
    const claim = { victim: "甲", accountKey: "V", isOriginal: true, exception: null };
    kept = await by(officer, (work) => takeVictimClaim(work, seen(), claim));
    await expect(by(officer, (work) => takeVictimClaim(work, stale, claim))).rejects.toMatchObject({
      code: "RECORDS_CHANGED_MEANWHILE",
    });
    for (const kind of ["identity", "case-file", "original-account"] as const)
      kept = await by(officer, (work) => checkVictim(work, seen(), { victim: "甲", kind }));
    kept = await by(officer, (work) => orderReturnPayments(work, seen(), pay));
  });

  it("R32, R34: the receipt moves the money from held to returned, and the rates follow", async () => {
    clock.nowMs = china("2026-04-03 11:00");
    const receipt = { paid: true, amountMinor: held, accountKey: "V", serial: "1", words: "" };
    const paymentId = kept.plan.payments[0]?.id ?? "";
    kept = await by(officer, (work) => takeReceipt(work, seen(), { ...receipt, paymentId }));
    expect(await sheet()).toEqual([150, 100, 0, 50, 0]);
    const before = await drawSheet(records, officer, { caseId: rows.caseId, at: china("2026-04-03 10:59") });
    expect(before.total).toMatchObject({ returnedMinor: 0, heldMinor: 100 });
    const rates = await drawRates(records, officer, {});
    const points = [rates.held, rates.returned, rates.originalRoute].map(({ basisPoints }) => basisPoints);
    expect(points).toEqual([6_666, 10_000, 10_000]);
  });

  it("P4: another unit sees neither the sheet nor the return", async () => {
    const elsewhere = { ...personOf(["investigator"]), unitCode: "440300000000" };
    const { losses } = await drawSheet(records, elsewhere, {});
    expect(losses).toEqual([]);
    await expect(by(elsewhere, (work) => putUpNotice(work, seen(), "报纸"))).rejects.toMatchObject({
      code: "RECORDS_NOT_FOUND",
    });
  });
});

describe("a grievance in the records", () => {
  it("R35, R36: answered by another in its time; upheld, the release is due and the account's label flips", async () => {
    const words = "此账户为本人工资卡";
    const taken = await by(officer, (work) => takeGrievance(work, { orderId: freeze.id, holder: "示例", words }));
    expect(taken.clock).toMatchObject({ code: "grievance", overdue: false });
    const answer = { version: 1, upheld: true, words: "查明与案件无关", keepMinor: toMinorUnits(0) };
    const silent = { ...answer, words: " " };
    await expect(by(head, (work) => answerKeptGrievance(work, taken.id, silent))).rejects.toMatchObject({
      details: { codes: "words-missing" },
    });
    const answered = await by(head, (work) => answerKeptGrievance(work, taken.id, answer));
    expect(answered).toMatchObject({ version: 2, clock: null, answer: { upheld: true, by: head.userId } });
    const { rows: labels } = await by(officer, (work) => listAccountLabels(work, {}));
    expect(labels).toMatchObject([{ accountKey: freeze.account.key, label: "innocent", grievanceId: taken.id }]);
    const { order } = await by(officer, ({ db }) => findOrder(db, freeze.id));
    expect(order.releaseDue).toMatchObject({ reason: "grievance-upheld", doneMs: null });
    await expect(by(head, (work) => answerKeptGrievance(work, taken.id, answer))).rejects.toMatchObject({
      code: "RECORDS_CHANGED_MEANWHILE",
    });
  });

  it("R35: the figures count it as wrongly held", async () => {
    await records.asSystem(({ db }) =>
      db
        .updateTable("orders")
        .set({ hold_until_ms: china("2026-09-02 10:00") })
        .where("id", "=", freeze.id)
        .execute(),
    );
    expect(await by(officer, drawHoldFigures)).toMatchObject({ measures: 1, wrongful: 1, wrongfulBasisPoints: 10_000 });
  });
});
