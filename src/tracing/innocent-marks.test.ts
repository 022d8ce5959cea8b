import { describe, expect, it } from "vitest";
import { type DraftTransfer, toLedger } from "../../test/generators/traced-ledger.ts";
import { innocentMarks } from "./innocent-marks.ts";

const day = 86_400_000;

function markOf(transfers: readonly DraftTransfer[]): ReturnType<ReturnType<typeof innocentMarks>["get"]> {
  const ledger = toLedger(
    Array.from({ length: 60 }, () => ({})),
    transfers,
  );
  return innocentMarks(ledger, [0], 400 * day).get(0);
}

describe("the marks of innocent holders", () => {
  it("knows a small shop by its many payers and small receipts", () => {
    const sales = Array.from({ length: 40 }, (_, index) => ({
      payer: 1 + (index % 25),
      payee: 0,
      atMs: index * 1_000,
      amountMinor: 3_000 + index,
    }));
    const stolen = { payer: 50, payee: 0, atMs: day, amountMinor: 8_000_000 };
    expect(markOf([...sales, stolen])).toMatchObject({
      looksLike: "small-merchant",
      receipts: 41,
      payers: 26,
      smallReceipts: 40,
    });
  });

  it("knows a salary by its payer, its size and its month", () => {
    const salaries = [10, 40, 71].map((on) => ({ payer: 9, payee: 0, atMs: on * day, amountMinor: 800_000 + on }));
    const spent = [1, 2, 3].map((payee) => ({ payer: 0, payee, atMs: (72 + payee) * day, amountMinor: 200_000 }));
    expect(markOf([...salaries, ...spent])).toMatchObject({ looksLike: "salary-account", salaries: 3, usedDays: 65 });
    expect(markOf([...salaries.slice(0, 1), ...spent])).toBeUndefined();
  });

  it("knows a shop of dear goods by the time that it has sold them for, and a salary that overtime changes", () => {
    const sales = Array.from({ length: 40 }, (_, index) => ({
      payer: 1 + (index % 25),
      payee: 0,
      atMs: index * day,
      amountMinor: 400_000 + index,
    }));
    expect(markOf(sales)).toMatchObject({ looksLike: "small-merchant", smallReceipts: 0, passedOnMinor: 0 });
    expect(markOf(sales.map((sale) => ({ ...sale, atMs: Math.floor(sale.atMs / 10) })))).toBeUndefined();
    const salaries = [
      { payer: 9, payee: 0, atMs: 10 * day, amountMinor: 800_000 },
      { payer: 9, payee: 0, atMs: 41 * day, amountMinor: 990_000 },
    ];
    const spent = [1, 2, 3].map((payee) => ({ payer: 0, payee, atMs: (42 + payee) * day, amountMinor: 200_000 }));
    expect(markOf([...salaries, ...spent])).toMatchObject({ looksLike: "salary-account", salaries: 2 });
  });

  it("does not mark a shop-front through which large sums are led, but a shop that was paid one among its sales", () => {
    const sales = Array.from({ length: 40 }, (_, index) => ({
      payer: 1 + (index % 25),
      payee: 0,
      atMs: index * 3_600_000,
      amountMinor: 3_000,
    }));
    const stolen = { payer: 50, payee: 0, atMs: 2 * day, amountMinor: 8_000_000 };
    const passed = { payer: 0, payee: 51, atMs: 2 * day + 3_600_000, amountMinor: 4_000_000 };
    expect(markOf([...sales, stolen, passed])).toBeUndefined();
    expect(markOf([...sales, stolen, { ...passed, amountMinor: 3_999_999 }])).toMatchObject({
      looksLike: "small-merchant",
      largeMinor: 8_000_000,
      passedOnMinor: 3_999_999,
    });
    expect(markOf([...sales, stolen, { ...passed, atMs: 2 * day + 7 * 3_600_000 }])).toMatchObject({
      passedOnMinor: 0,
    });
  });

  it("does not mark a card that passes large sums on", () => {
    const passed = Array.from({ length: 30 }, (_, index): DraftTransfer[] => [
      { payer: 1 + index, payee: 0, atMs: index * day, amountMinor: 5_000_000 },
      { payer: 0, payee: 40, atMs: index * day + 30_000, amountMinor: 5_000_000 },
    ]);
    expect(markOf(passed.flat())).toBeUndefined();
  });
});
