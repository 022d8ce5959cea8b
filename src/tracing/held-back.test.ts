import { describe, expect, it } from "vitest";
import { type DraftAccount, type DraftTransfer, toLedger } from "../../test/generators/traced-ledger.ts";
import { coveredAround } from "./coverage.ts";
import { foretellHeldBack } from "./held-back.ts";
import { reliability } from "./reliability.ts";
import { seededShuffle } from "./seeded-shuffle.ts";

const hour = 3_600_000;
const day = 24 * hour;
const nobody = { caseAccounts: new Set<number>(), lossTransfers: new Set<number>() };
const ledgerOf = (accounts: readonly DraftAccount[], transfers: readonly DraftTransfer[]) =>
  toLedger(
    accounts,
    [...transfers].sort((a, b) => a.atMs - b.atMs),
  );

/** Evenly spread over (0, 1), in an order that a seed decides. */
function evenly(count: number, seed: string): readonly number[] {
  return seededShuffle(seed)(Array.from({ length: count }, (_, index) => (index + 0.5) / count));
}

/** Each account receives once, and pays all of it on after a time of which the hazard is `perDay`, whatever its age. */
function constantHazard(perDay: number, accounts: number, coverageMs: number) {
  const lives = evenly(accounts, "lives");
  const starts = evenly(accounts, "starts");
  return ledgerOf(
    [{}, ...Array.from({ length: accounts }, () => ({ coverage: [[0, coverageMs]] as const }))],
    lives.flatMap((life, index): DraftTransfer[] => {
      const atMs = Math.floor((starts[index] ?? 0) * 28 * day);
      const leftMs = atMs + Math.ceil((-Math.log(life) / perDay) * day);
      const receipt = { payer: 0, payee: index + 1, atMs, amountMinor: 2_000_000 };
      return [receipt, { ...receipt, payer: index + 1, payee: 0, atMs: leftMs }].filter(
        ({ atMs: at }) => at <= coverageMs,
      );
    }),
  );
}

describe("what was held back", () => {
  it.each([0.05, 0.3, 1])("bears out a hazard of %f a day that never changes", (perDay) => {
    const ledger = constantHazard(perDay, 20_000, 40 * day);
    const horizons = [hour, day, 3 * day, 7 * day];
    const input = {
      ...nobody,
      untilMs: 28 * day,
      asked: null,
      horizonsMs: horizons.map((horizonMs) => () => horizonMs),
    };
    const foretold = foretellHeldBack(ledger, input);
    horizons.forEach((horizonMs, index) => {
      const table = reliability(foretold.horizons[index]?.told ?? []);
      expect(table.n).toBe(foretold.accounts);
      expect(table.n).toBeGreaterThan(600);
      const truth = Math.exp((-perDay * horizonMs) / day);
      for (const { predicted, observed, n } of table.bins) {
        expect(Math.abs(predicted - observed)).toBeLessThan(0.01 + 3.5 * Math.sqrt((truth * (1 - truth)) / n));
      }
      const mean = table.bins.reduce((sum, bin) => sum + (bin.predicted * bin.n) / table.n, 0);
      expect(Math.abs(mean - truth)).toBeLessThan(0.03);
    });
  });

  it("looks up what a walk over the payments, one by one, finds", () => {
    const amounts = evenly(120, "amounts");
    const times = evenly(120, "times");
    const drafts = amounts.map((part, index): DraftTransfer => {
      const [own, other] = [1 + (index % 3), 0];
      const direction = index % 2 === 0 ? { payer: other, payee: own } : { payer: own, payee: other };
      return {
        ...direction,
        atMs: Math.floor((times[index] ?? 0) * 30 * day),
        amountMinor: Math.floor(part * 5_000_000),
      };
    });
    const coverage = [[0, 30 * day]] as const;
    const ledger = ledgerOf([{}, { coverage }, { coverage }, { coverage }], drafts);
    for (const [untilMs, horizonMs] of [
      [10 * day, 2 * day],
      [15 * day, 9 * day],
      [20 * day, 10 * day],
    ] as const) {
      const { horizons } = foretellHeldBack(ledger, { ...nobody, untilMs, asked: null, horizonsMs: [() => horizonMs] });
      const told = horizons[0]?.told.map(({ observed }) => observed) ?? [];
      expect(told).toEqual([1, 2, 3].flatMap((account) => sharesLeft(drafts, { account, untilMs, horizonMs })));
      expect(told.some((share) => share > 0 && share < 1)).toBe(true);
    }
  });

  it("leaves out and counts receipts of accounts whose coverage ends too early, and those before a gap", () => {
    const ledger = ledgerOf(
      [{}, { coverage: [[0, 20 * day]] }, { coverage: [[0, 10 * day + hour]] }, { coverage: [[0, 5 * day]] }],
      [1, 2, 3].map((payee) => ({ payer: 0, payee, atMs: day, amountMinor: 1_000_000 })),
    );
    const input = { ...nobody, untilMs: 10 * day, horizonsMs: [() => hour, () => day] };
    const all = foretellHeldBack(ledger, { ...input, asked: null });
    expect(all.accounts).toBe(2);
    expect(all.horizons.map(({ told, leftOut }) => [told.length, leftOut])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(foretellHeldBack(ledger, { ...input, asked: [2] }).horizons[1]).toEqual({ told: [], leftOut: 1 });
  });

  it("does not know what happened later when it foretells", () => {
    const whole = constantHazard(0.3, 500, 40 * day);
    const { transfers } = whole;
    const untilMs = 14 * day;
    const known = toLedger(
      Array.from({ length: 501 }, (_, account) => (account === 0 ? {} : { coverage: [[0, 40 * day]] as const })),
      Array.from({ length: transfers.length }, (_, id) => ({
        payer: transfers.payer[id]!,
        payee: transfers.payee[id]!,
        atMs: transfers.atMs[id]!,
        amountMinor: transfers.amountMinor[id]!,
      })).filter(({ atMs }) => atMs <= untilMs),
    );
    const chances = (ledger: typeof whole) =>
      foretellHeldBack(ledger, { ...nobody, untilMs, asked: null, horizonsMs: [() => 3 * day] }).horizons[0]?.told.map(
        ({ chance }) => chance,
      );
    expect(chances(whole)).toEqual(chances(known));
  });
});

it("T10: time covered around an instant joins periods that touch, and ends at a gap", () => {
  const { accounts } = toLedger(
    [
      {
        coverage: [
          [0, 9],
          [10, 19],
          [30, 39],
        ],
      },
      {},
    ],
    [],
  );
  expect(coveredAround(accounts, 0, 5)).toEqual({ fromMs: 0, toMs: 19, endInferred: false });
  expect(coveredAround(accounts, 0, 30)).toEqual({ fromMs: 30, toMs: 39, endInferred: false });
  expect([25, 40, -1].map((atMs) => coveredAround(accounts, 0, atMs))).toEqual([undefined, undefined, undefined]);
  expect(coveredAround(accounts, 1, 5)).toBeUndefined();
});

/** Of each receipt that rested at an instant: the share that a queue, paid out one payment at a time, leaves. */
function sharesLeft(
  drafts: readonly DraftTransfer[],
  { account, untilMs, horizonMs }: { account: number; untilMs: number; horizonMs: number },
): readonly number[] {
  const queue: { left: number }[] = [];
  const walk = (fromMs: number, toMs: number): void => {
    for (const { payer, payee, atMs, amountMinor } of drafts.toSorted((a, b) => a.atMs - b.atMs)) {
      if (atMs <= fromMs || atMs > toMs) continue;
      if (payee === account) queue.push({ left: amountMinor });
      if (payer !== account) continue;
      let unpaid = amountMinor;
      for (const receipt of queue) {
        const taken = Math.min(unpaid, receipt.left);
        receipt.left -= taken;
        unpaid -= taken;
      }
    }
  };
  walk(-1, untilMs);
  const resting = queue.filter(({ left }) => left > 0);
  const rested = resting.map(({ left }) => left);
  walk(untilMs, untilMs + horizonMs);
  return resting.map(({ left }, index) => 1 - (rested[index]! - left) / rested[index]!);
}
