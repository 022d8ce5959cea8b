import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePlainLedger } from "./plain-ledger.ts";
import { type GivenTransfer, makeLedger } from "./make-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";

const one: GivenTransfer = { id: "t1", atMs: 5, payer: "a", payee: "b", amountMinor: 100 };

describe("makeLedger", () => {
  it("orders by time, then as given, and finds its way back by name (T6)", () => {
    const ledger = makeLedger({
      transfers: [
        { ...one, id: "late", atMs: 9 },
        { ...one, id: "early" },
        { ...one, id: "early-too", payer: "c" },
      ],
    });
    expect(ledger.transferIds).toEqual(["early", "early-too", "late"]);
    expect(ledger.transferIndex("late")).toBe(2);
    expect(ledger.columns.accounts.keys[ledger.accountIndex("c")]).toBe("c");
    expect(ledger.columns.transfers.payer[1]).toBe(ledger.accountIndex("c"));
  });

  it("refuses a transfer between accounts of two currencies, and says how an exchange is written", () => {
    const refused = () => makeLedger({ transfers: [one, { ...one, id: "t2", payee: "6222#USD" }] });
    expect(refused).toThrow(/LEDGER_TWO_CURRENCIES|transfers\[1\] “t2”.*CNY.*USD.*exchange/);
    const dollars = { payer: "a#USD", payee: "b#USD" };
    expect(makeLedger({ transfers: [one, { ...one, id: "t2", ...dollars }] }).transferIds).toEqual(["t1", "t2"]);
  });

  it("takes what is known of accounts: openings (T5), exits and coverage (T10), also of accounts without a transfer", () => {
    const { columns, accountIndex } = makeLedger({
      transfers: [one],
      accounts: [
        { key: "z", openingMinor: -7, coverage: [{ fromMs: 1, toMs: 2 }] },
        { key: "b", exitKind: "cash" },
        {
          key: "a",
          coverage: [
            { fromMs: 0, toMs: 4 },
            { fromMs: 6, toMs: 9 },
          ],
        },
      ],
    });
    const { accounts } = columns;
    expect(accounts.keys).toEqual(["a", "b", "z"]);
    expect([...accounts.exitKind]).toEqual([0, 1, 0]);
    expect([...accounts.openingMinor]).toEqual([Number.NaN, Number.NaN, -7]);
    expect([...accounts.coverageStart]).toEqual([0, 2, 2, 3]);
    expect([...accounts.coverageFromMs]).toEqual([0, 6, 1]);
    expect(accountIndex("z")).toBe(2);
  });

  it("takes the opening from the first stated balance where none is given (T5)", () => {
    const { columns } = makeLedger({ transfers: [{ ...one, payerBalanceMinor: 40 }] });
    expect(columns.accounts.openingMinor[0]).toBe(140);
    expect([...columns.transfers.statedBalances.balanceMinor]).toEqual([40]);
  });

  it("gives the columns that the plain form gives", () => {
    const drafts = fc.array(
      fc.record({
        atMs: fc.nat({ max: 4 }),
        payer: fc.nat({ max: 3 }),
        payee: fc.nat({ max: 3 }),
        amountMinor: fc.nat(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(drafts, (rows) => {
        const made = makeLedger({
          transfers: rows.map((row, at) => ({ ...row, id: `t${at}`, payer: `a${row.payer}`, payee: `a${row.payee}` })),
          accounts: [0, 1, 2, 3].map((account) => ({ key: `a${account}` })),
        });
        const keys = [...made.columns.accounts.keys];
        const plain = makePlainLedger(
          {
            accounts: keys,
            rows: rows.map(({ atMs, payer, payee, amountMinor }) => ({
              atMs,
              payer: keys.indexOf(`a${payer}`),
              payee: keys.indexOf(`a${payee}`),
              amountMinor: toMinorUnits(amountMinor),
              status: "ok",
              reverses: -1,
              payerBalanceMinor: Number.NaN,
              payeeBalanceMinor: Number.NaN,
            })),
          },
          new Map(),
        );
        expect(made.columns).toEqual(plain.columns);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it.each([
    ["LEDGER_BLANK", { ...one, id: "" }],
    ["LEDGER_BLANK", { ...one, payer: "" }],
    ["LEDGER_BAD_TIME", { ...one, atMs: Number.NaN }],
    ["LEDGER_BAD_TIME", { ...one, atMs: 1.5 }],
    ["LEDGER_BAD_AMOUNT", { ...one, amountMinor: 0.1 }],
    ["LEDGER_BAD_AMOUNT", { ...one, amountMinor: -1 }],
    ["LEDGER_BAD_AMOUNT", { ...one, amountMinor: 2 ** 53 }],
    ["LEDGER_BAD_AMOUNT", { ...one, payeeBalanceMinor: Number.NaN }],
    ["LEDGER_BAD_WORD", { ...one, status: "done" as "ok" }],
    ["LEDGER_REVERSES_ITSELF", { ...one, reverses: "t1" }],
    ["LEDGER_UNKNOWN_TRANSFER", { ...one, reverses: "t9" }],
  ])("refuses with %s what is wrong with a transfer", (code, transfer) => {
    expect(() => makeLedger({ transfers: [transfer] })).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ["LEDGER_DUPLICATE", [{ key: "a" }, { key: "a" }]],
    ["LEDGER_BAD_AMOUNT", [{ key: "a", openingMinor: 0.5 }]],
    ["LEDGER_BAD_WORD", [{ key: "a", exitKind: "moon" as "cash" }]],
    ["LEDGER_BAD_COVERAGE", [{ key: "a", coverage: [{ fromMs: 4, toMs: 3 }] }]],
    [
      "LEDGER_BAD_COVERAGE",
      [
        {
          key: "a",
          coverage: [
            { fromMs: 0, toMs: 3 },
            { fromMs: 3, toMs: 5 },
          ],
        },
      ],
    ],
  ])("refuses with %s what is wrong with an account", (code, accounts) => {
    expect(() => makeLedger({ transfers: [one], accounts })).toThrow(expect.objectContaining({ code }));
  });

  it("refuses two transfers of one id, and names that are not there", () => {
    expect(() => makeLedger({ transfers: [one, one] })).toThrow(expect.objectContaining({ code: "LEDGER_DUPLICATE" }));
    const ledger = makeLedger({ transfers: [one] });
    expect(() => ledger.transferIndex("x")).toThrow(expect.objectContaining({ code: "LEDGER_UNKNOWN_TRANSFER" }));
    expect(() => ledger.accountIndex("x")).toThrow(expect.objectContaining({ code: "LEDGER_UNKNOWN_ACCOUNT" }));
  });
});
