import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMinorUnits } from "../money/minor-units.ts";
import {
  bindLoss,
  type LedgerPayment,
  type PendingLoss,
  proposeBindings,
  type StatedPayment,
  unbindLoss,
} from "./pending-loss.ts";
import { refusalSentence } from "./refusal.ts";
import { type Report, reportDoubts } from "./report.ts";

const atMs = 1_700_000_000_000;
const stated: StatedPayment = {
  payer: "6299981111111111",
  payerName: "张三",
  payee: "6299982222222222",
  payeeName: "李四",
  amountMinor: toMinorUnits(5_000_000),
  atMs,
  precision: "minute",
};
const payment: LedgerPayment = {
  ...stated,
  transferId: "t1",
  atMs: atMs + 30_000,
  precision: "second",
  payerAlso: [],
  payeeAlso: [],
  unclaimedMinor: toMinorUnits(5_000_000),
};
const loss: PendingLoss = { id: "l1", stated, binding: null, earlier: [] };
const nearness = { timeMs: 3_600_000, amountPerMille: 100 };
const act = { by: "u1", atMs, accepted: [] };
const fields = ["payer", "payerName", "payee", "payeeName", "amount", "time"] as const;

const near = fc.record({
  payer: fc.constantFrom(stated.payer, "other"),
  payerName: fc.constantFrom("", "张三", "王五"),
  payee: fc.constantFrom(stated.payee, "else"),
  payeeName: fc.constantFrom("", "李四", "赵六"),
  amount: fc.constantFrom(5_000_000, 4_999_900, 5_400_000, 9_000_000),
  later: fc.constantFrom(0, 59_000, 60_000, 3_000_000, 9_000_000),
  id: fc.nat(),
});
const payments = fc.array(near, { maxLength: 8 }).map((list) =>
  list.map(
    ({ amount, later, id, ...rest }): LedgerPayment => ({
      ...payment,
      ...rest,
      transferId: `t${id}`,
      atMs: atMs + later,
      amountMinor: toMinorUnits(amount),
      unclaimedMinor: toMinorUnits(amount),
    }),
  ),
);

describe("binding a pending loss", () => {
  it("C5: a row inside the stated minute, with the other number of the account, differs in nothing", () => {
    const byAccount = { ...payment, payee: "9900001", payeeAlso: [stated.payee] };
    expect(proposeBindings(stated, [byAccount], nearness)).toEqual([{ payment: byAccount, differences: [] }]);
  });

  it("C5: each difference is shown, and none is bound that was not accepted by name", () => {
    const other = { ...payment, amountMinor: toMinorUnits(4_999_900), payeeName: "李肆", atMs: atMs + 90_000 };
    const [proposal] = proposeBindings(stated, [other], nearness);
    expect(proposal?.differences).toEqual([
      { field: "payeeName", stated: "李四", found: "李肆" },
      { field: "amount", stated: "5000000", found: "4999900" },
      { field: "time", stated: String(atMs), found: String(atMs + 90_000) },
    ]);
    const refused = bindLoss(loss, other, { ...act, accepted: ["amount", "time"] });
    expect("refused" in refused ? refusalSentence(refused.refused, "zh") : "").toContain("payeeName");
    const bound = bindLoss(loss, other, { ...act, accepted: ["amount", "time", "payeeName"] });
    expect("state" in bound ? bound.state.binding?.accepted : []).toEqual(proposal?.differences);
  });

  it("C5: proposals share an account, are near, and come with fewer differences first; binding agrees with them", () => {
    fc.assert(
      fc.property(payments, fc.subarray([...fields]), (list, accepted) => {
        const proposals = proposeBindings(stated, list, nearness);
        const counts = proposals.map(({ differences }) => differences.length);
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
        for (const { payment: row, differences } of proposals) {
          expect(row.payer === stated.payer || row.payee === stated.payee).toBe(true);
          expect(Math.abs(row.amountMinor - 5_000_000)).toBeLessThanOrEqual(500_000);
          const outcome = bindLoss(loss, row, { ...act, accepted });
          expect("state" in outcome).toBe(differences.every(({ field }) => accepted.includes(field)));
        }
        expect(proposals.length).toBe(
          list.filter(
            (row) =>
              (row.payer === stated.payer || row.payee === stated.payee) &&
              Math.abs(row.amountMinor - 5_000_000) <= 500_000 &&
              row.atMs - atMs < 3_660_000,
          ).length,
        );
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("C5: a transfer that others have claimed, and a loss bound already, are refused; unbinding keeps the record", () => {
    expect(bindLoss(loss, { ...payment, unclaimedMinor: toMinorUnits(1) }, act)).toMatchObject({
      refused: { code: "transfer-used-up" },
    });
    const bound = bindLoss(loss, payment, act);
    const state = "state" in bound ? bound.state : loss;
    expect(bindLoss(state, payment, act)).toMatchObject({ refused: { code: "bound-already" } });
    expect(unbindLoss(state, { by: "u2", atMs, reason: " " })).toMatchObject({ refused: { code: "reason-missing" } });
    expect(unbindLoss(loss, { by: "u2", atMs, reason: "x" })).toMatchObject({ refused: { code: "not-bound" } });
    expect(unbindLoss(state, { by: "u2", atMs, reason: "另一笔" })).toMatchObject({
      state: { binding: null, earlier: [{ transferId: "t1", undone: { by: "u2", reason: "另一笔" } }] },
    });
  });
});

describe("taking a report", () => {
  const report: Report = {
    number: "J1",
    takenBy: "u1",
    takenAtMs: atMs,
    unitCode: "330206010000",
    victimName: "张三",
    victimIdNumber: "",
    victimPhone: "",
    type: "fake-orders",
    facts: "",
    losses: [loss],
  };

  it("C2: what should be asked again is told, and nothing is held back", () => {
    const doubts = (change: Partial<StatedPayment>): readonly string[] =>
      reportDoubts({ ...report, losses: [{ ...loss, stated: { ...stated, ...change } }] }).map(
        ({ warning }) => warning,
      );
    expect(doubts({ payee: "" })).toContain("payee-missing");
    expect(doubts({ payee: "6299980000000001" })).toContain("payee-check-digit");
    expect(doubts({ payee: "990012345678901" })).not.toContain("payee-check-digit");
    expect(doubts({ amountMinor: toMinorUnits(0), atMs: atMs + 1 })).toEqual(
      expect.arrayContaining(["amount-missing", "time-in-future"]),
    );
    expect(doubts({ atMs: 0, payee: stated.payer })).toEqual(
      expect.arrayContaining(["time-long-ago", "same-account-twice"]),
    );
    expect(reportDoubts({ ...report, victimIdNumber: "123", losses: [] })).toEqual([
      { loss: null, warning: "id-number" },
    ]);
  });
});
