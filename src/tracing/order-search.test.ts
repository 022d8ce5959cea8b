import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { naiveOrderSearch } from "../../test/conformance/naive-order-search.ts";
import { toLedger, traceCases, withTies } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { type OrderSearch, searchOrders } from "./order-search.ts";
import { trace } from "./trace.ts";
import type { TraceOptions } from "./trace-input.ts";

const allocating = doctrines.filter((doctrine) => doctrine !== "poison");
/** `npm run twins` asks for ten thousand. */
const ledgers = Number(process.env["SLUICE_LEDGERS"] ?? 400);
const fewTied = traceCases.filter(({ ledger: { transfers } }) => {
  const { start } = transfers.ties;
  return start.every((first, group) => (start[group + 1] ?? first) - first <= 4);
});

describe("the search over orders", () => {
  it.each(allocating)(
    "T7: under %s finds what trying every order of every tie by hand finds",
    (doctrine) => {
      let changing = 0;
      fc.assert(
        fc.property(fewTied, ({ ledger, losses, options }) => {
          const asked = { ...options, doctrine };
          const own = trace(ledger, losses, asked);
          if (own.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
          const found = searchOrders(ledger, { losses, options: asked, trace: own, budget: Infinity });
          const told = found.ranges.map(({ list, place, exitCode, loss, ...range }) => [
            `${list} ${place ?? "*"} ${exitCode} ${loss ?? "*"}`,
            { own: range.amountMinor, low: range.lowMinor, high: range.highMinor },
          ]);
          const byHand = (how: "together" | "singly") => naiveOrderSearch({ ledger, losses, options: asked }, how);
          const expected = byHand(found.together === null ? "singly" : "together");
          if (expected === null) return;
          expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
          expect(found.ties.some(({ changesAmounts }) => changesAmounts)).toBe(expected.size > 0);
          changing += Math.min(1, expected.size);
        }),
        { numRuns: ledgers, seed: 20_261_123 },
      );
      expect(changing).toBeGreaterThan(15);
    },
    120_000 + ledgers * 10,
  );

  const burst = Array.from({ length: 8 }, (_, i) => {
    const other = i + 1;
    return i % 2 === 0
      ? { payer: other, payee: 0, atMs: 5, amountMinor: 10 + i }
      : { payer: 0, payee: other, atMs: 5, amountMinor: i };
  });
  const drawn = toLedger(
    Array.from({ length: 9 }, () => ({ openingMinor: 30 })),
    burst,
  );
  const losses = [{ id: "L", transfer: 2, amountMinor: null, victimAccounts: [] }];
  const options = {
    doctrine: "lifo",
    asOfMs: null,
    stops: [],
    hubCounterparties: null,
    dustMinor: null,
    coverage: "every-account",
  } as const;

  it("T7: of more than five tied rows tries receipts first, payments first and 64 seeded shuffles, the same each time", () => {
    const ledger = withTies(drawn, [0], 1);
    const own = trace(ledger, losses, options);
    if (own.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
    const found = searchOrders(ledger, { losses, options, trace: own, budget: Infinity });
    expect(found.ties).toEqual([
      {
        account: 0,
        transfers: [0, 1, 2, 3, 4, 5, 6, 7],
        search: "sample",
        ordersTried: 66,
        ordersImpossible: 0,
        changesAmounts: true,
      },
    ]);
    // Paid before anything came in: nothing of L's 12 leaves. Paid when all had come: 1 + 3 + 5 + 7 = 16 of the newest.
    const atRest = found.ranges.find(({ list, place, loss }) => list === "at-rest" && place === 0 && loss === 0);
    expect(atRest).toMatchObject({ highMinor: 12 });
    expect(searchOrders(ledger, { losses, options, trace: own, budget: Infinity })).toEqual(found);
  });

  it("T7: what the budget leaves untried is said to be", () => {
    const ledger = withTies(drawn, [0], 1);
    const own = trace(ledger, losses, options);
    if (own.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
    const found = searchOrders(ledger, { losses, options, trace: own, budget: 500 });
    expect(found.ties).toMatchObject([{ search: "not-tried", ordersTried: 0, changesAmounts: false }]);
    expect(found.ranges).toEqual([]);
  });

  const searched = (ledger: LedgerColumns, asked: TraceOptions, budget: number) => {
    const own = trace(ledger, losses, asked);
    if (own.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
    return searchOrders(ledger, { losses, options: asked, trace: own, budget });
  };

  it("T7: tries every combination of several ties' orders, and says where it could not", () => {
    // The victim's 100 come to A, 50 go on to B; each pays 10 in cash in the minute in which it is paid 10 by another.
    const [cash, a, b, other] = [0, 1, 2, 3];
    const ledger = withTies(
      toLedger(
        [{ exitKind: "cash" }, {}, {}, {}, {}],
        [
          { payer: other, payee: 4, atMs: 0, amountMinor: 500 },
          { payer: other, payee: 4, atMs: 1, amountMinor: 500 },
          { payer: 4, payee: a, atMs: 2, amountMinor: 100 },
          { payer: a, payee: b, atMs: 3, amountMinor: 50 },
          { payer: a, payee: cash, atMs: 10, amountMinor: 10 },
          { payer: other, payee: a, atMs: 10, amountMinor: 10 },
          { payer: b, payee: cash, atMs: 20, amountMinor: 10 },
          { payer: other, payee: b, atMs: 20, amountMinor: 10 },
        ],
      ),
      [a, b],
      1,
    );
    const found = searched(ledger, options, Infinity);
    expect(found.ties).toMatchObject([{ ordersTried: 1 }, { ordersTried: 1 }]);
    expect(found.together).toEqual({ ordersTried: 3, ordersImpossible: 0 });
    const exited = ({ ranges }: OrderSearch) => ranges.find((range) => range.list === "exited" && range.place === null);
    expect(exited(found)).toMatchObject({ amountMinor: 20, lowMinor: 0, highMinor: 20 });
    // With a budget for each tie by itself but not for both at once.
    const singly = searched(ledger, options, 100);
    expect(singly.together).toBeNull();
    expect(exited(singly)).toMatchObject({ amountMinor: 20, lowMinor: 10, highMinor: 20 });
  });

  it("T7: judges an order by the rows of accounts that money reaches, and not by what others show of each other", () => {
    // A pays X 50, X pays Y, Y pays A: X and Y show that A paid first. Neither is ever reached, and neither is asked.
    const [a, x, y, victim, next] = [0, 1, 2, 3, 4];
    const ledger = withTies(
      toLedger(
        [{}, {}, {}, {}, {}],
        [
          { payer: a, payee: x, atMs: 0, amountMinor: 50 },
          { payer: x, payee: y, atMs: 0, amountMinor: 50 },
          { payer: victim, payee: a, atMs: 9, amountMinor: 100 },
          { payer: y, payee: a, atMs: 0, amountMinor: 50 },
          { payer: a, payee: next, atMs: 10, amountMinor: 100 },
        ].sort((one, other) => one.atMs - other.atMs),
      ),
      [a],
      1,
    );
    const asked = { ...options, doctrine: "fifo", coverage: "every-account" } as const;
    const loss = [{ id: "L", transfer: 3, amountMinor: null, victimAccounts: [] }];
    const own = trace(ledger, loss, asked);
    if (own.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
    const found = searchOrders(ledger, { losses: loss, options: asked, trace: own, budget: Infinity });
    expect(found.ranges.find(({ list, loss: of }) => list === "flow" && of === null)).toMatchObject({
      amountMinor: 50,
      lowMinor: 50,
      highMinor: 100,
    });
  });
});
