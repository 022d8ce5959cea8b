import { describe, expect, it } from "vitest";
import { type DraftTransfer, toLedger } from "../../test/generators/traced-ledger.ts";
import { decideFreezes, type FreezeChoice, type FreezeSituation } from "./freeze-decision.ts";
import { freezeList } from "./freeze-list.ts";
import { learnSurvival } from "./survival-model.ts";
import { trace } from "./trace.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 0 victim, 1 a card that has always passed money on at once, 2 one that keeps it, 3 where the first sends it. */
const habits: readonly DraftTransfer[] = Array.from({ length: 20 }, (_, turn): DraftTransfer[] => [
  { payer: 4, payee: 2, atMs: turn * day, amountMinor: 5_000_000 },
  { payer: 4, payee: 1, atMs: turn * day, amountMinor: 5_000_000 },
  { payer: 1, payee: 3, atMs: turn * day + minute, amountMinor: 5_000_000 },
]).flat();
const lossAt = 25 * day;
const transfers: readonly DraftTransfer[] = [
  ...habits,
  { payer: 0, payee: 1, atMs: lossAt, amountMinor: 9_000_000 },
  { payer: 0, payee: 2, atMs: lossAt, amountMinor: 6_000_000 },
];
const covered = [[0, lossAt + 1_000]] as const;
const ledger = toLedger([{}, { coverage: covered }, { coverage: covered }, {}, {}], transfers);
const losses = [0, 1].map((index) => ({
  id: `L${index}`,
  transfer: transfers.length - 2 + index,
  amountMinor: null,
  victimAccounts: [],
}));

function choose(situation: Partial<FreezeSituation>): readonly FreezeChoice[] {
  const options = { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
  const result = trace(ledger, losses, { ...options, doctrine: "tainted-first", coverage: "as-recorded" });
  if (result.kind !== "allocated") throw new Error("tainted-first allocates");
  const model = learnSurvival(ledger, {
    untilMs: lossAt + hour,
    caseAccounts: new Set([1, 2]),
    lossTransfers: new Set(losses.map(({ transfer }) => transfer)),
  });
  const defaults: FreezeSituation = {
    nowMs: lossAt + hour,
    asOfMs: null,
    responseMs: () => hour,
    answeredMs: () => undefined,
    isRefused: () => false,
  };
  const orders = freezeList(ledger, result);
  return decideFreezes(ledger, { orders, trace: result }, { model, situation: { ...defaults, ...situation } });
}

describe("the freeze decision", () => {
  it("puts the smaller amount first where the larger one's account has never kept money", () => {
    const [first, second] = choose({});
    expect([first?.account, second?.account]).toEqual([2, 1]);
    expect(second?.role).toBe("transit");
    expect(second?.chancePpm).toBeLessThan(300_000);
    expect(first?.chancePpm).toBeGreaterThan(800_000);
  });

  it("expects amount × chance, rounded down, from the bank's response time on", () => {
    for (const { atRestMinor, chancePpm, expectedMinor, effectMs } of choose({})) {
      expect(expectedMinor).toBe(Math.floor((atRestMinor * chancePpm) / 1_000_000));
      expect(effectMs).toBe(lossAt + 2 * hour);
    }
  });

  it("counts the chance from the end of the account's coverage, or from a bank's later answer", () => {
    const silent = choose({}).find(({ account }) => account === 1);
    const answered = choose({ answeredMs: () => lossAt + hour }).find(({ account }) => account === 1);
    expect(silent?.seenMs).toBe(lossAt + 1_000);
    expect(answered?.seenMs).toBe(lossAt + hour);
    expect(answered?.chancePpm).toBeGreaterThan(silent?.chancePpm ?? 0);
  });

  it("never gains by waiting: a slower bank's chance is no higher", () => {
    const quick = choose({ responseMs: () => 0 });
    for (const { account, chancePpm } of choose({ responseMs: () => 5 * day })) {
      expect(chancePpm).toBeLessThanOrEqual(quick.find((each) => each.account === account)?.chancePpm ?? 0);
    }
  });

  it("puts a refused order last, and keeps it in the list", () => {
    const list = choose({ isRefused: (account) => account === 2 });
    expect(list.map(({ account }) => account)).toEqual([1, 2]);
    expect(list[1]).toMatchObject({ chancePpm: 0, expectedMinor: 0, atRestMinor: 6_000_000 });
  });
});
