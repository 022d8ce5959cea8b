import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveInterest } from "../../test/conformance/naive-trace.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { traceWithAnswers } from "./answered-trace.ts";
import { insertAnswers } from "./bank-answers.ts";
import { interestOfTrace } from "./interest.ts";
import { ledgerEnd } from "./ledger-end.ts";
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
          answers: [],
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

  it.each(allocating)(
    "T20: under %s is divided as the banks' answers leave the account, as the twin divides it",
    (doctrine) => {
      let changed = 0;
      const told = fc.array(
        fc.record({ account: fc.nat({ max: 4 }), atMs: fc.nat({ max: 30 }), balanceMinor: fc.nat({ max: 60 }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      );
      fc.assert(
        fc.property(traceCases, told, ({ ledger: drawn, losses, options }, answers) => {
          const keys = drawn.accounts.keys.map((key, account) => (account === 5 ? "@interest" : key));
          const ledger = { ...drawn, accounts: { ...drawn.accounts, keys } };
          // Without a limit to counterparties: the answers' nobody would be one more in the twin's ledger.
          const asked = { ...options, doctrine, hubCounterparties: null };
          const answered = insertAnswers(ledger, answers, ledgerEnd(ledger.transfers));
          const { trace: whole } = traceWithAnswers(ledger, { losses, options: asked, answers, rest: null }, 0);
          if (whole.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
          const { shares } = interestOfTrace(ledger, {
            losses,
            options: asked,
            answers,
            trace: whole,
            budget: Infinity,
          });
          const here = shares.map(({ transfer, account, loss, amountMinor }) => [transfer, account, loss, amountMinor]);
          const expected = naiveInterest(answered.ledger, answered.lossesHere(losses), asked).map(
            ([row = 0, ...rest]) => [answered.restoreTransfer(row), ...rest],
          );
          expect(here).toEqual(expected);
          changed += Number(here.join() !== naiveInterest(ledger, losses, asked).join());
        }),
        { numRuns: 800, seed: 20_261_125 },
      );
      expect(changed).toBeGreaterThan(1);
    },
  );
});
