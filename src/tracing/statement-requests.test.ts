import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { statementRequests } from "./statement-requests.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

const plain: TraceOptions = {
  doctrine: "fifo",
  asOfMs: 50,
  stops: [],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "as-recorded",
};

function traced(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): AllocatedTrace {
  const result = trace(ledger, losses, options);
  if (result.kind !== "allocated") throw new Error("fifo allocates");
  return result;
}

const whole = { yieldPpm: 1_000_000, answered: 0 };

describe("statement requests", () => {
  it("hold each account once, with all that was lost sight of and last seen there, most first", () => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const result = traced(ledger, losses, { ...options, doctrine: "fifo" });
        const requests = statementRequests(ledger, result, () => whole);
        const amounts = requests.map(({ amountMinor }) => amountMinor);
        const wanted = [...result.lostSight, ...result.atRest.filter(({ lastSeen }) => lastSeen)];
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(
          wanted.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        );
        expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
        expect(new Set(requests.map(({ account }) => account)).size).toBe(requests.length);
      }),
      { numRuns: 2_000, seed: 20_240_305 },
    );
  });

  it("begin with the first arrival that no statement covers, and for money last seen with the end of the statement", () => {
    const victim = { openingMinor: 1_000, coverage: [[0, 100]] as const };
    const ledger = toLedger(
      [victim, { coverage: [[0, 20]] }, { coverage: [[0, 20]] }, {}],
      [
        { payer: 0, payee: 1, atMs: 10, amountMinor: 300 },
        { payer: 0, payee: 2, atMs: 12, amountMinor: 50 },
        { payer: 0, payee: 2, atMs: 30, amountMinor: 100 },
        { payer: 0, payee: 2, atMs: 40, amountMinor: 100 },
        { payer: 0, payee: 3, atMs: 45, amountMinor: 400 },
      ],
    );
    const losses = [0, 2, 3, 4].map((transfer) => ({
      id: `L${transfer}`,
      transfer,
      amountMinor: null,
      victimAccounts: [],
    }));
    expect(statementRequests(ledger, traced(ledger, losses, plain), () => whole)).toMatchObject([
      { account: 3, amountMinor: 400, reason: "lost-sight", fromMs: 45 },
      { account: 1, amountMinor: 300, reason: "last-seen", fromMs: 20 },
      { account: 2, amountMinor: 200, reason: "lost-sight", fromMs: 30 },
    ]);
  });
});
