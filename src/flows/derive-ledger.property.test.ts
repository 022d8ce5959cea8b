import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dirtyRows } from "../../test/generators/dirty-rows.ts";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "./derive-ledger.ts";
import { type DerivedLedger, rowOutcomes } from "./derived-ledger.ts";
import { NONE } from "./witness-columns.ts";

const accounts = ["6222021234567890", "6217000011112222", "6228480033334444", "6230990055556666"];
const start = 1_700_000_000_000;

/** A real transfer; `at` in seconds. */
interface Truth {
  readonly at: number;
  readonly payer: number;
  readonly payee: number;
  readonly amount: number;
}

/** Real transfers, many of them alike; a bank books a movement within seconds, so alike ones may share a second. */
const truths = fc
  .array(
    fc.record({ at: fc.nat(40), payer: fc.nat(3), payee: fc.nat(3), amount: fc.constantFrom(100, 100, 100, 250) }),
    { maxLength: 14 },
  )
  .map((list) => list.filter(({ payer, payee }) => payer !== payee).sort((a, b) => a.at - b.at));

/** How the banks write it out: whether balances and serials are stated, where the two exports of an account overlap. */
const habits = fc.record({
  balances: fc.boolean(),
  serials: fc.constantFrom("none", "constant", "own"),
  from: fc.nat(40),
  to: fc.nat(40),
  lag: fc.nat(30),
  newestFirst: fc.boolean(),
  covered: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
});

type Habits = typeof habits extends fc.Arbitrary<infer T> ? T : never;

/** The statement of each covered account in two files that overlap, with the payee's clock behind by `lag` seconds. */
function statements(truth: readonly Truth[], bank: Habits): WitnessRow[] {
  const balances = [10_000, 10_000, 10_000, 10_000];
  const rows: { account: number; at: number; row: Omit<WitnessRow, "file"> }[] = [];
  for (const [index, { at, payer, payee, amount }] of truth.entries()) {
    for (const side of ["out", "in"] as const) {
      const [own, other] = side === "out" ? [payer, payee] : [payee, payer];
      balances[own] = (balances[own] ?? 0) + (side === "out" ? -amount : amount);
      const row = {
        ownCard: accounts[own] ?? "",
        otherCard: accounts[other] ?? "",
        atMs: start + (at + (side === "in" ? bank.lag : 0)) * 1_000,
        amount,
        direction: side,
        ...(bank.balances ? { balance: balances[own] ?? 0 } : {}),
        ...(bank.serials === "none" ? {} : { serial: bank.serials === "constant" ? "1" : String(index + 1) }),
      };
      if (bank.covered.includes(own)) rows.push({ account: own, at, row });
    }
  }
  const listed = bank.newestFirst ? rows.toReversed() : rows;
  return listed.flatMap(({ account, at, row }) => {
    const [from, to] = [Math.min(bank.from, bank.to), Math.max(bank.from, bank.to)];
    const files = [...(at <= to ? [`${account}-early`] : []), ...(at >= from ? [`${account}-late`] : [])];
    return files.map((file) => ({ ...row, file }));
  });
}

function shown({ columns }: DerivedLedger): string[] {
  const { payer, payee, amountMinor, length } = columns.transfers;
  return Array.from({ length }, (_, i) => {
    const key = (account: number | undefined): string => columns.accounts.keys[account ?? -1] ?? "";
    return `${key(payer[i])}>${key(payee[i])}:${amountMinor[i]}`;
  });
}

describe("deriveLedger on statements of a known truth", () => {
  it("F9 to F12: overlapping statements of both banks give back exactly the transfers that were", () => {
    fc.assert(
      fc.property(truths, habits, (truth, bank) => {
        const ledger = deriveLedger(toWitnesses(statements(truth, bank)), { holders: [], periods: [] });
        const seen = truth.filter(({ payer, payee }) => bank.covered.includes(payer) || bank.covered.includes(payee));
        const expected = seen.map(({ payer, payee, amount }) => `${accounts[payer]}>${accounts[payee]}:${amount}`);
        expect(shown(ledger).sort()).toEqual(expected.sort());
        const both = seen.filter(({ payer, payee }) => bank.covered.includes(payer) && bank.covered.includes(payee));
        expect([...ledger.secondWitness].filter((row) => row !== NONE)).toHaveLength(both.length);
        expect(ledger.contradictions).toEqual([]);
      }),
      { numRuns: 3_000, seed: 9 },
    );
  });

  it("F19: the running balances of complete statements have no breaks, in whichever order they are listed", () => {
    fc.assert(
      fc.property(truths, habits, (truth, bank) => {
        const stated = statements(truth, { ...bank, balances: true, lag: 0 });
        const ledger = deriveLedger(toWitnesses(stated), { holders: [], periods: [] });
        expect(ledger.balanceBreaks).toEqual([]);
      }),
      { numRuns: 2_000, seed: 19 },
    );
  });

  it("T15: every row ends in one outcome, and every transfer opens to the rows that show its amount", () => {
    fc.assert(
      fc.property(dirtyRows, (rows) => {
        const witnesses = toWitnesses(rows);
        const ledger = deriveLedger(witnesses, { holders: [], periods: [] });
        const counts = new Map<string, number>();
        for (let row = 0; row < witnesses.length; row++) {
          const outcome = rowOutcomes[ledger.outcome[row] ?? 0] ?? "";
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          const of = ledger.transferOf[row] ?? NONE;
          expect(of === NONE).toBe(outcome.startsWith("rejected"));
          if (outcome === "duplicate") expect(ledger.transferOf[ledger.sameAs[row] ?? NONE]).toBe(of);
          else if (outcome === "wallet-witness")
            expect(rowOutcomes[ledger.outcome[ledger.firstWitness[of] ?? 0] ?? 0]).toBe("transfer");
          else if (of !== NONE) expect([ledger.firstWitness[of], ledger.secondWitness[of]]).toContain(row);
        }
        expect(counts.get("transfer") ?? 0).toBe(ledger.columns.transfers.length);
        for (const [transfer, amountMinor] of ledger.columns.transfers.amountMinor.entries()) {
          const row = ledger.firstWitness[transfer] ?? NONE;
          expect([ledger.transferOf[row], witnesses.amountMinor[row]]).toEqual([transfer, amountMinor]);
        }
        expect(deriveLedger(toWitnesses(rows), { holders: [], periods: [] })).toEqual(ledger);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
