import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveTrace } from "../../test/conformance/naive-trace.ts";
import { toLedger, type TraceCase, traceCases } from "../../test/generators/traced-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { accountBalances, type BalanceStep } from "./account-balances.ts";
import { attribute } from "./attribution.ts";
import type { AttributionQuestion, ClaimingVictim, LedgerOrder } from "./attribution-question.ts";
import { allocatedTrace } from "./allocated-trace.ts";
import { allocatingDoctrines } from "./doctrine.ts";
import { feedingPart } from "./feeding-part.ts";
import { ordersToTry } from "./other-orders.ts";

const runs = { numRuns: 1_000, seed: 20_240_305 };

interface Example {
  readonly title: string;
  readonly source: string;
  readonly openings: Readonly<Record<string, number>>;
  readonly transfers: readonly (readonly [string, string, number])[];
  readonly victims: Readonly<Record<string, readonly (readonly [string, number, number | null])[]>>;
  /** Per victim: returned in all, and out of this sum. */
  readonly returned?: Readonly<Record<string, readonly [number, number]>>;
  readonly account: string;
  readonly frozen: number;
  readonly epsilon?: number;
  readonly expected: {
    readonly method: string;
    readonly direct: readonly string[];
    readonly timestamp?: readonly string[];
    readonly shares: Readonly<Record<string, number>>;
    readonly remainder: number;
  };
}

const folder = new URL("../../test/fixtures/attribution/", import.meta.url);
const examples = readdirSync(folder).map((name): Example => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

describe("worked examples of the return rule", () => {
  it.each(examples)("Art. 8: $title", (example) => {
    const accounts = Object.keys(example.openings);
    const ledger = toLedger(
      accounts.map((account) => ({ openingMinor: example.openings[account] ?? 0 })),
      example.transfers.map(([payer, payee, amountMinor], position) => ({
        payer: accounts.indexOf(payer),
        payee: accounts.indexOf(payee),
        atMs: position,
        amountMinor,
      })),
    );
    const losses = Object.values(example.victims).flatMap((list) =>
      list.map(([id, transfer, amount]) => ({
        id,
        transfer,
        amountMinor: amount === null ? null : toMinorUnits(amount),
        victimAccounts: [],
      })),
    );
    const answer = attribute([{ rowAt: null, ledger, losses, account: accounts.indexOf(example.account) }], {
      victims: Object.entries(example.victims).map(([name, list]) => ({
        name,
        losses: list.map(([id]) => id),
        lossMinor: sumOf(list.map(([, transfer, amount]) => amount ?? example.transfers[transfer]?.[2] ?? 0)),
        returnedMinor: toMinorUnits(example.returned?.[name]?.[0] ?? 0),
        returnedHereMinor: toMinorUnits(example.returned?.[name]?.[1] ?? 0),
      })),
      frozenMinor: toMinorUnits(example.frozen),
      frozenAtMs: example.transfers.length,
      epsilonMinor: toMinorUnits(example.epsilon ?? 0),
      doctrine: "pro-rata",
      options: { stops: [], hubCounterparties: null, dustMinor: null },
    });
    const { expected } = example;
    expect(answer.method).toBe(expected.method);
    expect(answer.direct.map(({ why }) => why)).toEqual(expected.direct);
    if (expected.timestamp !== undefined) expect(answer.timestamp.map(({ why }) => why)).toEqual(expected.timestamp);
    expect(Object.fromEntries(answer.victims.map(({ name, shareMinor }) => [name, shareMinor]))).toEqual(
      expected.shares,
    );
    expect(answer.remainderMinor).toBe(expected.remainder);
  });
});

/** A generated ledger with a frozen account, a frozen sum, what was returned, and who the victims are. */
const frozenCases = fc
  .record({
    traced: traceCases,
    account: fc.nat({ max: 5 }),
    frozen: fc.nat({ max: 150 }),
    atMs: fc.integer({ min: 0, max: 40 }),
    epsilon: fc.constantFrom(0, 5, 40),
    victims: fc.integer({ min: 1, max: 3 }),
    returned: fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 20 })), { minLength: 3, maxLength: 3 }),
    doctrine: fc.constantFrom(...allocatingDoctrines),
  })
  .filter(
    ({ traced, account }) => traced.ledger.accounts.exitKind[account] === 0 && !traced.options.stops.includes(account),
  )
  .map((drawn) => ({ order: orderOf(drawn.traced, drawn.account), question: questionOf(drawn), traced: drawn.traced }));

function orderOf({ ledger, losses }: TraceCase, account: number): LedgerOrder {
  return { rowAt: null, ledger, losses, account };
}

interface Drawn {
  readonly traced: TraceCase;
  readonly frozen: number;
  readonly atMs: number;
  readonly epsilon: number;
  readonly victims: number;
  readonly returned: readonly (readonly [number, number])[];
  readonly doctrine: AttributionQuestion["doctrine"];
}

function questionOf(drawn: Drawn): AttributionQuestion {
  const { ledger, losses, options } = drawn.traced;
  const asked = { ...options, hubCounterparties: null, asOfMs: null, doctrine: "fifo" } as const;
  const sheet = allocatedTrace(ledger, losses, asked).balanceSheet;
  const victims = Array.from({ length: drawn.victims }, (_, victim): ClaimingVictim => {
    const own = losses.flatMap((_loss, index) => (index % drawn.victims === victim ? [index] : []));
    const lossMinor = sumOf(own.map((index) => sheet[index]?.lossMinor ?? 0));
    const [elsewhere, here] = drawn.returned[victim] ?? [0, 0];
    const hereMinor = toMinorUnits(Math.min(here, Math.floor(drawn.frozen / 3)));
    return {
      name: `V${victim}`,
      losses: own.map((index) => losses[index]?.id ?? ""),
      lossMinor,
      returnedMinor: toMinorUnits(Math.min(elsewhere + hereMinor, lossMinor)),
      returnedHereMinor: toMinorUnits(Math.min(hereMinor, lossMinor)),
    };
  });
  return {
    victims,
    frozenMinor: toMinorUnits(drawn.frozen),
    frozenAtMs: drawn.atMs,
    epsilonMinor: toMinorUnits(drawn.epsilon),
    doctrine: drawn.doctrine,
    options: { stops: options.stops, hubCounterparties: null, dustMinor: options.dustMinor },
  };
}

describe("laws of an attribution", () => {
  it("Art. 8: frozen = returned here + shares + remainder, and no share exceeds its cap or the unreturned loss", () => {
    fc.assert(
      fc.property(frozenCases, ({ order, question }) => {
        const answer = attribute([order], question);
        const shares = answer.victims.map(({ shareMinor }) => shareMinor);
        expect(answer.returnedHereMinor + sumOf(shares) + answer.remainderMinor).toBe(answer.frozenMinor);
        expect(answer.remainderMinor).toBeGreaterThanOrEqual(0);
        for (const { shareMinor, capMinor, lossMinor, returnedMinor, enteredMinor } of answer.victims) {
          expect(shareMinor).toBeGreaterThanOrEqual(0);
          expect(shareMinor).toBeLessThanOrEqual(capMinor);
          expect(shareMinor + returnedMinor).toBeLessThanOrEqual(lossMinor);
          for (const doctrine of allocatingDoctrines) expect(enteredMinor[doctrine]).toBeLessThanOrEqual(lossMinor);
        }
      }),
      runs,
    );
  });

  it("Art. 8: the order in which losses and victims are registered changes nothing", () => {
    fc.assert(
      fc.property(frozenCases, ({ order, question }) => {
        const turned = { ...order, losses: order.losses.toReversed() };
        const asked = { ...question, victims: question.victims.toReversed() };
        expect(attribute([turned], asked)).toEqual(attribute([order], question));
      }),
      runs,
    );
  });

  it("Art. 8, T7: where another order of tied rows gives a victim less, time stamps do not tell", () => {
    // V's and W's deposits and the payment of 100 stand in one second: first in, first out hangs on which came first.
    const accounts = [100, 100, 0, 0].map((openingMinor) => ({ openingMinor }));
    const rows = [
      { payer: 0, payee: 2, atMs: 0, amountMinor: 100 },
      { payer: 2, payee: 3, atMs: 0, amountMinor: 100 },
      { payer: 1, payee: 2, atMs: 0, amountMinor: 100 },
    ];
    const order = (ids: readonly number[]): LedgerOrder => ({
      ledger: toLedger(
        accounts,
        ids.map((id) => rows[id]!),
      ),
      account: 2,
      losses: [0, 2].map((id) => ({ id: `L${id}`, transfer: ids.indexOf(id), amountMinor: null, victimAccounts: [] })),
      rowAt: Uint32Array.from(ids),
    });
    const victims = ["L0", "L2"].map((id) => {
      const none = toMinorUnits(0);
      return { name: id, losses: [id], lossMinor: toMinorUnits(100), returnedMinor: none, returnedHereMinor: none };
    });
    const question: AttributionQuestion = {
      victims,
      frozenMinor: toMinorUnits(100),
      frozenAtMs: 0,
      epsilonMinor: toMinorUnits(0),
      doctrine: "pro-rata",
      options: { stops: [], hubCounterparties: null, dustMinor: null },
    };
    expect(attribute([order([0, 1, 2])], question)).toMatchObject({
      method: "TIMESTAMP",
      victims: [{ shareMinor: 0 }, { shareMinor: 100 }],
    });
    const tried = attribute([order([0, 1, 2]), order([2, 1, 0])], question);
    expect(tried).toMatchObject({ method: "PRO_RATA", orders: 2, victims: [{ shareMinor: 50 }, { shareMinor: 50 }] });
    expect(tried.timestamp.map(({ why }) => why)).toEqual(["orders-differ", "orders-differ"]);
  });

  it("Art. 8, T17: a balance that shows other money beside the one deposit leaves it not direct", () => {
    const losses = [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }];
    const none = toMinorUnits(0);
    const claim = {
      name: "V",
      losses: ["L"],
      lossMinor: toMinorUnits(100),
      returnedMinor: none,
      returnedHereMinor: none,
    };
    const methodOf = (atDeposit: number | null, atPayment: number | null) => {
      const ledger = toLedger(
        [{}, {}, {}],
        [
          { payer: 0, payee: 1, atMs: 0, amountMinor: 100, payeeBalance: atDeposit },
          { payer: 1, payee: 2, atMs: 1, amountMinor: 30, payerBalance: atPayment },
          { payer: 1, payee: 2, atMs: 2, amountMinor: 50 },
        ],
      );
      const { method, direct } = attribute([{ rowAt: null, ledger, losses, account: 1 }], {
        victims: [claim],
        frozenMinor: toMinorUnits(20),
        frozenAtMs: 2,
        epsilonMinor: toMinorUnits(5),
        doctrine: "pro-rata",
        options: { stops: [], hubCounterparties: null, dustMinor: null },
      });
      return [method, ...direct];
    };
    expect(methodOf(105, 75)).toEqual(["DIRECT"]);
    const before = { why: "balance-before", transfer: 0, balanceMinor: 80, epsilonMinor: 5 };
    expect(methodOf(180, null)).toEqual(["PRO_RATA", before]);
    const shown = { why: "unexplained-money", transfer: 1, amountMinor: 80 };
    expect(methodOf(null, 150)).toEqual(["PRO_RATA", shown]);
  });

  it("Art. 8: more returned than was frozen, and a loss of no victim, are refused", () => {
    const ledger = toLedger([{}, {}], [{ payer: 0, payee: 1, atMs: 0, amountMinor: 100 }]);
    const losses = [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }];
    const [hundred, twenty] = [toMinorUnits(100), toMinorUnits(20)];
    const victim = { name: "V", losses: ["L"], lossMinor: hundred, returnedMinor: hundred, returnedHereMinor: hundred };
    const askOf = (victims: AttributionQuestion["victims"]) => () =>
      attribute([{ rowAt: null, ledger, losses, account: 1 }], {
        victims,
        frozenMinor: twenty,
        frozenAtMs: 2,
        epsilonMinor: toMinorUnits(0),
        doctrine: "pro-rata",
        options: { stops: [], hubCounterparties: null, dustMinor: null },
      });
    expect(askOf([victim])).toThrow(expect.objectContaining({ code: "TRACE_BAD_RETURNED" }));
    expect(askOf([])).toThrow(expect.objectContaining({ code: "TRACE_LOSS_WITHOUT_VICTIM" }));
  });

  it("Art. 8: the same order given twice changes nothing but the count", () => {
    fc.assert(
      fc.property(frozenCases, ({ order, question }) => {
        expect({ ...attribute([order, order], question), orders: 1 }).toEqual(attribute([order], question));
      }),
      { ...runs, numRuns: 200 },
    );
  });

  it("Art. 8: equals its slow twin", () => {
    const methods = new Map<string, number>();
    fc.assert(
      fc.property(frozenCases, ({ order, question }) => {
        const { method, victims, remainderMinor } = attribute([order], question);
        const shares = Object.fromEntries(victims.map(({ name, shareMinor }) => [name, shareMinor]));
        expect({ method, shares, remainderMinor }).toEqual(slowAttribution(order, question));
        methods.set(method, (methods.get(method) ?? 0) + 1);
      }),
      runs,
    );
    expect([...methods.keys()].sort()).toEqual(["DIRECT", "NONE", "PRO_RATA", "TIMESTAMP"]);
  });

  it("Art. 8: the part of the ledger that feeds the account gives the whole ledger's answer", () => {
    fc.assert(
      fc.property(frozenCases, ({ order, question, traced }) => {
        const options = {
          ...traced.options,
          hubCounterparties: null,
          asOfMs: question.frozenAtMs,
          doctrine: "fifo",
        } as const;
        const part = feedingPart(order.ledger, order.losses, { place: { account: order.account }, options });
        const losses = part.losses;
        const account = part.extract.accountOf.indexOf(order.account);
        const answer = attribute([{ rowAt: null, ledger: part.extract.ledger, losses, account }], {
          ...question,
          options: { ...question.options, stops: [] },
        });
        const whole = attribute([order], question);
        const shares = ({ victims: list }: typeof whole): unknown =>
          list.map(({ name, shareMinor, enteredMinor, heldMinor }) => ({ name, shareMinor, enteredMinor, heldMinor }));
        expect(answer.method).toBe(whole.method);
        expect(shares(answer)).toEqual(shares(whole));
      }),
      runs,
    );
  });
});

describe("ordersToTry", () => {
  it("T7: the part that feeds the account gives every range that the whole ledger's ties give", () => {
    let sensitive = 0;
    fc.assert(
      fc.property(frozenCases, ({ order, question, traced }) => {
        const asked = {
          ...traced.options,
          hubCounterparties: null,
          asOfMs: question.frozenAtMs,
          doctrine: "fifo",
        } as const;
        const part = feedingPart(order.ledger, order.losses, { place: { account: order.account }, options: asked });
        const account = part.extract.accountOf.indexOf(order.account);
        const own = { rowAt: null, ledger: part.extract.ledger, losses: part.losses, account };
        const answer = attribute(ordersToTry(own, 300), { ...question, options: { ...question.options, stops: [] } });
        const whole = attribute(ordersToTry(order, 300), question);
        fc.pre(whole.orders < 300 && answer.orders < 300);
        if (whole.timestamp.some(({ why }) => why === "orders-differ")) sensitive += 1;
        expect(answer.victims).toEqual(whole.victims);
        expect(answer.method).toBe(whole.method);
      }),
      { numRuns: 400, seed: 20_240_305 },
    );
    expect(sensitive).toBeGreaterThan(5);
  }, 240_000);
});

describe("accountBalances", () => {
  it("T4, T5, T8, T17: what a payment lacks and what a stated balance shows besides are all that is unexplained", () => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const { unexplained, stops } = allocatedTrace(ledger, losses, { ...options, doctrine: "fifo" });
        const reversing = new Set(ledger.transfers.reversals.transfer);
        const lacking = ({ side, transfer, beforeMinor }: BalanceStep): number => {
          if (side === "payee" || reversing.has(transfer)) return 0;
          return Math.max(0, ledger.transfers.amountMinor[transfer]! - Math.max(0, beforeMinor));
        };
        const expected = Array.from({ length: ledger.accounts.length }, (_, account) => account)
          .filter((account) => !stops.includes(account))
          .flatMap((account) => accountBalances(ledger, account, options.asOfMs).map((step) => ({ ...step, account })))
          .map((step) => ({ ...step, amountMinor: lacking(step) + step.foundMinor }))
          .filter(({ amountMinor }) => amountMinor > 0)
          .map(({ transfer, account, amountMinor }) => ({ transfer, account, amountMinor }))
          .toSorted((one, other) => one.transfer - other.transfer || one.account - other.account);
        expect(expected).toEqual(unexplained);
      }),
      runs,
    );
  });
});

/** The same answer, from the naive trace and plain sums, with none of the code under test. */
function slowAttribution({ ledger, losses, account }: LedgerOrder, question: AttributionQuestion): unknown {
  const { atMs, amountMinor, payer, payee, flags } = ledger.transfers;
  const sorted = losses.toSorted((a, b) => atMs[a.transfer]! - atMs[b.transfer]! || (a.id < b.id ? -1 : 1));
  const options = { ...question.options, asOfMs: question.frozenAtMs, coverage: "every-account" } as const;
  const traces = allocatingDoctrines.map((doctrine) => naiveTrace(ledger, sorted, { ...options, doctrine }));
  const stopped = naiveTrace(ledger, sorted, {
    ...options,
    doctrine: question.doctrine,
    stops: [...options.stops, account],
  });
  const receipts = Array.from(atMs.keys()).filter((id) => {
    const moves = (flags[id]! & 1) === 0 && payer[id] !== payee[id] && amountMinor[id]! > 0;
    return moves && payee[id] === account && atMs[id]! <= question.frozenAtMs;
  });
  const isOf = (victim: ClaimingVictim, loss: number): boolean => victim.losses.includes(sorted[loss]?.id ?? "");
  const brought = (victim: ClaimingVictim, id: number): number[] =>
    traces.map(({ flows }) =>
      sumOf(
        [...flows.transfer].map((at, row) =>
          at === id && isOf(victim, flows.loss[row]!) ? flows.amountMinor[row]! : 0,
        ),
      ),
    );
  const present = question.victims
    .filter((victim) => receipts.some((id) => Math.max(...brought(victim, id)) > 0))
    .toSorted((a, b) => {
      const first = ({ losses: ids }: ClaimingVictim): string => [...ids].sort()[0] ?? "";
      return first(a) < first(b) ? -1 : 1;
    });
  const held = present.map((victim) =>
    traces.map(({ atRest }) =>
      sumOf(
        atRest.filter((rest) => rest.account === account && isOf(victim, rest.loss)).map((rest) => rest.amountMinor),
      ),
    ),
  );
  const caps = present.map((victim) => {
    const entered = sumOf(
      stopped.exits
        .filter((exit) => exit.account === account && isOf(victim, exit.loss))
        .map((exit) => exit.amountMinor),
    );
    return Math.max(0, Math.min(victim.lossMinor - victim.returnedMinor, entered - victim.returnedHereMinor));
  });
  const open = Math.max(
    0,
    question.frozenMinor - sumOf(question.victims.map(({ returnedHereMinor }) => returnedHereMinor)),
  );
  const balances = accountBalances(ledger, account, question.frozenAtMs);
  const opening = ledger.accounts.openingMinor[account]!;
  const balance = balances.at(-1)?.afterMinor ?? (opening || 0);
  const deposits = receipts.filter((id) => present.some((victim) => Math.max(...brought(victim, id)) > 0));
  const deposit = deposits[0] ?? -1;
  const step = balances.find(({ transfer }) => transfer === deposit);
  const before = step === undefined ? 0 : Math.max(step.beforeMinor, step.afterMinor - amountMinor[deposit]!);
  const foundLater = balances.some(({ transfer, foundMinor }) => transfer > deposit && foundMinor > 0);
  const isDirect =
    deposits.length === 1 &&
    receipts.at(-1) === deposit &&
    !foundLater &&
    present.some((victim) => Math.min(...brought(victim, deposit)) === amountMinor[deposit]) &&
    before <= question.epsilonMinor &&
    question.frozenMinor <= balance + question.epsilonMinor;
  const agreed = held.map((amounts, index) => Math.max(0, amounts[0]! - present[index]!.returnedHereMinor));
  const isTold =
    held.every((amounts) => new Set(amounts).size === 1) &&
    (agreed.filter((amount) => amount > 0).length <= 1 || sumOf(agreed) <= open);
  const method = present.length === 0 ? "NONE" : isDirect ? "DIRECT" : isTold ? "TIMESTAMP" : "PRO_RATA";
  const shares = caps.map((cap, index) => {
    if (method === "DIRECT") return Math.min(cap, open);
    if (method === "TIMESTAMP") return Math.min(cap, open, agreed[index]!);
    return cap;
  });
  if (method === "PRO_RATA" && sumOf(caps) > open) {
    const total = sumOf(caps);
    const ranked = caps
      .map((cap, index) => ({ index, over: (open * cap) % total }))
      .toSorted((a, b) => b.over - a.over);
    caps.forEach((cap, index) => (shares[index] = Math.floor((open * cap) / total)));
    const left = open - sumOf(shares);
    for (const { index } of ranked.slice(0, left)) shares[index]! += 1;
  }
  return {
    method,
    shares: Object.fromEntries(present.map(({ name }, index) => [name, shares[index]])),
    remainderMinor: open - sumOf(shares),
  };
}

function sumOf(amounts: readonly number[]): ReturnType<typeof toMinorUnits> {
  return toMinorUnits(amounts.reduce((total, amount) => total + amount, 0));
}
