import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { extractLedger, extractLosses, extractOptions, reachedAccounts, restoreTrace } from "./extract-ledger.ts";
import { stopKinds } from "./stop-kinds.ts";
import { trace } from "./trace.ts";

const runs = { numRuns: 1_500, seed: 20_261_122 };

describe("an extract of a ledger", () => {
  it.each(doctrines.filter((doctrine) => doctrine !== "poison"))(
    "T13: answers under %s what the whole ledger answers, in every list",
    (doctrine) => {
      fc.assert(
        fc.property(traceCases, ({ ledger, losses, options }) => {
          const whole = trace(ledger, losses, { ...options, doctrine });
          if (whole.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
          const accounts = reachedAccounts(ledger, losses, whole);
          const extract = extractLedger(ledger, { accounts, stops: whole.stops, losses });
          const part = trace(
            extract.ledger,
            extractLosses(extract, losses),
            extractOptions(extract, { ...options, doctrine }),
          );
          const unexplained = whole.unexplained.filter(({ account }) => accounts.includes(account));
          expect(restoreTrace(extract, part)).toEqual({ ...whole, unexplained });
        }),
        runs,
      );
    },
  );

  it("T11: marks under poison what the whole ledger marks, when it holds what poison reached", () => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const kinds = stopKinds(ledger, { ...options, doctrine: "poison" });
        const stops = Array.from(kinds.keys()).filter((account) => kinds[account] !== 0);
        const whole = trace(ledger, losses, { ...options, doctrine: "poison" });
        if (whole.kind !== "reach") throw new Error("poison was asked for");
        const accounts = reachedAccounts(ledger, losses, { flows: whole, stops });
        const extract = extractLedger(ledger, { accounts, stops, losses });
        const part = trace(
          extract.ledger,
          extractLosses(extract, losses),
          extractOptions(extract, { ...options, doctrine: "poison" }),
        );
        expect(restoreTrace(extract, part)).toEqual(whole);
      }),
      runs,
    );
  });
});
