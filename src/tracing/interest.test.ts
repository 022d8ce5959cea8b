import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveInterest } from "../../test/conformance/naive-trace.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { interestOfTrace } from "./interest.ts";
import { trace } from "./trace.ts";

const allocating = doctrines.filter((doctrine) => doctrine !== "poison");

describe("interest", () => {
  it.each(allocating)("T20: under %s follows the money that it was paid on, as the twin divides it", (doctrine) => {
    let divided = 0;
    fc.assert(
      fc.property(traceCases, ({ ledger: drawn, losses, options }) => {
        const keys = drawn.accounts.keys.map((key, account) => (account === 5 ? "@interest" : key));
        const ledger = { ...drawn, accounts: { ...drawn.accounts, keys } };
        const asked = { ...options, doctrine };
        const whole = trace(ledger, losses, asked);
        if (whole.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
        const { shares, notDivided } = interestOfTrace(ledger, {
          losses,
          options: asked,
          trace: whole,
          budget: Infinity,
        });
        const told = shares.map(({ transfer, account, loss, amountMinor }) => [transfer, account, loss, amountMinor]);
        expect(told).toEqual(naiveInterest(ledger, losses, asked));
        expect(notDivided).toEqual([]);
        divided += Math.min(1, told.length);
      }),
      { numRuns: 600, seed: 20_261_124 },
    );
    expect(divided).toBeGreaterThan(10);
  });
});
