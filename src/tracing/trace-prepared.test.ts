import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { trace } from "./trace.ts";
import { tracePrepared } from "./trace-prepared.ts";

describe("a trace of a prepared ledger", () => {
  it.each(doctrines)("T13: answers under %s what a trace of the whole answers, on 10,000 ledgers", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const asked = { ...options, doctrine };
        const whole = trace(ledger, losses, asked);
        const answer = tracePrepared(prepareLedger(ledger), losses, asked);
        if (whole.kind === "reach") {
          expect(answer).toEqual(whole);
          return;
        }
        const reached = reachedAccounts(ledger, losses, whole);
        const unexplained = whole.unexplained.filter(({ account }) => reached.includes(account));
        expect(answer).toEqual({ ...whole, unexplained });
      }),
      { numRuns: 10_000, seed: 20_261_122 },
    );
  });
});
