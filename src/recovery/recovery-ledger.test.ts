import { describe, expect, it } from "vitest";
import { sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { heldOn, lapsesBetween } from "./held-on.ts";
import type { Measure, Order } from "./order.ts";
import { type KnownLoss, placeLosses, type TracedPart } from "./place-losses.ts";
import { postChanges } from "./post-changes.ts";
import { recoveryRates } from "./recovery-rates.ts";
import { recoverySheet } from "./recovery-sheet.ts";

function part(bucket: TracedPart["bucket"], place: string, amount: number): TracedPart {
  return { bucket, place, amountMinor: toMinorUnits(amount), paymentId: null };
}

function loss(lossId: string, traced: readonly TracedPart[], payouts: KnownLoss["payouts"] = []): KnownLoss {
  const lossMinor = toMinorUnits(traced.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  return { lossId, lossMinor, traced, payouts };
}

function holding(
  accountKey: string,
  amount: number,
): { accountKey: string; heldMinor: ReturnType<typeof toMinorUnits> } {
  return { accountKey, heldMinor: toMinorUnits(amount) };
}

function texts(losses: readonly KnownLoss[], holdings: readonly ReturnType<typeof holding>[]): readonly string[] {
  return placeLosses(losses, holdings).flatMap(({ lossId, parts }) =>
    parts.map(({ bucket, place, amountMinor }) => `${lossId} ${bucket} ${place} ${amountMinor}`).sort(),
  );
}

function payout(paymentId: string, amount: number): KnownLoss["payouts"][number] {
  return { paymentId, lossId: "L1", accountKey: "A", amountMinor: toMinorUnits(amount) };
}

describe("placeLosses", () => {
  it("R30: before any trace a stop holds what was lost sight of at the payee", () => {
    expect(texts([loss("L1", [part("lost-sight", "A", 100)])], [holding("A", 30)])).toEqual([
      "L1 held A 30",
      "L1 lost-sight A 70",
    ]);
  });

  it("R30: what is held is what rests there first, shared in proportion, ties to the smaller id", () => {
    const losses = [
      loss("L2", [part("at-rest", "A", 5)]),
      loss("L1", [part("at-rest", "A", 5), part("exited", "cash", 7)]),
    ];
    expect(texts(losses, [holding("A", 7)])).toEqual([
      "L1 at-rest A 1",
      "L1 exited cash 7",
      "L1 held A 4",
      "L2 at-rest A 2",
      "L2 held A 3",
    ]);
    expect(texts(losses, [holding("A", 999)])).toEqual(["L1 exited cash 7", "L1 held A 5", "L2 held A 5"]);
  });

  it("R30: a payout is counted once, whether a trace saw its transfer or not", () => {
    const unseen = loss("L1", [part("at-rest", "A", 60), part("exited", "cash", 40)], [payout("P1", 50)]);
    const seen = loss(
      "L1",
      [part("at-rest", "A", 10), { ...part("returned", "V", 50), paymentId: "P1" }, part("exited", "cash", 40)],
      [payout("P1", 50)],
    );
    const expected = ["L1 at-rest A 10", "L1 exited cash 40", "L1 returned P1 50"];
    expect([texts([unseen], []), texts([seen], [])]).toEqual([expected, expected]);
  });

  it("R30: a payout of more than rests there is taken from what was lost sight of, then from exits", () => {
    const traced = [part("at-rest", "A", 10), part("lost-sight", "B", 20), part("exited", "cash", 30)];
    expect(texts([loss("L1", traced, [payout("P1", 45)])], [])).toEqual(["L1 exited cash 15", "L1 returned P1 45"]);
  });
});

describe("the ledger", () => {
  const first = postChanges([], placeLosses([loss("L1", [part("lost-sight", "A", 100)])], []));
  const second = postChanges(first, placeLosses([loss("L1", [part("at-rest", "A", 90)])], [holding("A", 50)]));
  const transactions = [
    { atMs: 1, cause: "report", postings: first },
    { atMs: 5, cause: "trace", postings: second },
  ];

  it("R31: postings are what changed, and sum to 0", () => {
    expect(second.map(({ bucket, amountMinor }) => [bucket, amountMinor])).toEqual([
      ["lost", 10],
      ["at-rest", 40],
      ["held", 50],
      ["lost-sight", -100],
    ]);
    expect(
      postChanges([...first, ...second], placeLosses([loss("L1", [part("at-rest", "A", 90)])], [holding("A", 50)])),
    ).toEqual([]);
  });

  it("R32: a sheet for any date", () => {
    expect(recoverySheet(transactions, 0).total.lossMinor).toBe(0);
    expect(recoverySheet(transactions, 4).total).toMatchObject({ lossMinor: 100, lostSightMinor: 100, heldMinor: 0 });
    expect(recoverySheet(transactions, 5).losses).toMatchObject([
      { lossId: "L1", lossMinor: 90, heldMinor: 50, atRestMinor: 40, lostSightMinor: 0 },
    ]);
  });

  it("R31, R32: what does not balance is an error", () => {
    const wrong = [{ lossId: "L1", lossMinor: toMinorUnits(9), parts: [] }];
    const code = "RECOVERY_POSITIONS_DO_NOT_BALANCE";
    expect(() => postChanges([], wrong)).toThrow(expect.objectContaining({ code }));
    const half = [{ atMs: 1, cause: "x", postings: first.slice(0, 1) }];
    expect(() => recoverySheet(half, 1)).toThrow(expect.objectContaining({ code }));
  });

  it("R34: three rates, each with what was divided by what", () => {
    const { total } = recoverySheet(transactions, 5);
    const paid = { returnedMinor: toMinorUnits(25), originalRouteMinor: toMinorUnits(20) };
    const rates = recoveryRates(total, paid);
    expect([rates.held, rates.returned, rates.originalRoute].map(({ basisPoints }) => basisPoints)).toEqual([
      8_333, 3_333, 8_000,
    ]);
    const none = { returnedMinor: toMinorUnits(0), originalRouteMinor: toMinorUnits(0) };
    expect(recoveryRates(recoverySheet([], 5).total, none).held.basisPoints).toBeNull();
  });
});

describe("heldOn", () => {
  const receipt = { payer: "V", amountMinor: toMinorUnits(10), atMs: 0, serial: "" };
  function order(kind: Order["kind"], payer: string, [fromMs, toMs, amount]: readonly [number, number, number]): Order {
    const measure: Measure = {
      periods: [{ fromMs, toMs, orderId: "x" }],
      heldMinor: toMinorUnits(amount),
      releasedMs: null,
    };
    const basis = { receipt: { ...receipt, payer }, sources: [], score: null };
    const sample = sampleFreeze(fromMs, toMs);
    return { ...sample, kind, account: { ...sample.account, key: "A" }, basis, measure };
  }

  it("R33: receipts add up, a stop and the freeze after it do not, a victim's own card does not count", () => {
    const orders = [
      order("stop-payment", "V1", [0, 48, 50]),
      order("stop-payment", "V2", [0, 48, 20]),
      order("freeze", "V1", [40, 100, 60]),
      order("freeze", "V1", [45, 100, 55]),
      order("protective-hold", "V1", [0, 100, 500]),
    ];
    expect([10, 46, 48, 99, 100].map((atMs) => heldOn(orders, "A", atMs))).toEqual([70, 70, 60, 60, 0]);
    expect(heldOn(orders, "B", 10)).toBe(0);
    expect(lapsesBetween(orders, 0, 99)).toEqual([48]);
  });
});
