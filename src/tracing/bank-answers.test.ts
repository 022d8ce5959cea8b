import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import { insertAnswers } from "./bank-answers.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { trace } from "./trace.ts";
import type { AllocatedTrace } from "./trace-result.ts";

const runs = { numRuns: 300, seed: 20_240_305 };

describe("a bank's answer", () => {
  it("binds as a stated balance does: traced money above it is lost sight of there (T17)", () => {
    const ledger = toLedger(
      [{}, { coverage: [[0, 100]] }, {}],
      [
        { payer: 0, payee: 1, atMs: 10, amountMinor: 50_000 },
        { payer: 0, payee: 2, atMs: 20, amountMinor: 7 },
      ],
    );
    const losses = [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }];
    const answered = insertAnswers(
      ledger,
      [{ account: 1, atMs: 90, balanceMinor: 1_230 }],
      ledgerEnd(ledger.transfers),
    );
    const options = { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
    const result = answered.restoreTrace(
      trace(answered.ledger, answered.lossesHere(losses), {
        ...options,
        doctrine: "tainted-first",
        coverage: "as-recorded",
      }),
    ) as AllocatedTrace;
    expect(result.atRest).toMatchObject([{ account: 1, amountMinor: 1_230 }]);
    expect(result.lostSight).toMatchObject([{ account: 1, amountMinor: 48_770 }]);
    expect(Array.from(result.flows.transfer)).toEqual([0]);
  });

  it("changes nothing where the balance that it tells is above all that the account ever held, but what is unexplained", () => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const asked = { ...options, hubCounterparties: null, doctrine: "fifo" as const };
        const last = ledger.transfers.length - 1;
        const account = ledger.transfers.payee[last] ?? 0;
        const answer = { account, atMs: Number.MAX_SAFE_INTEGER, balanceMinor: 1e12 };
        const answered = insertAnswers(ledger, [answer], ledgerEnd(ledger.transfers));
        const result = answered.restoreTrace(trace(answered.ledger, answered.lossesHere(losses), asked));
        const plain = trace(ledger, losses, asked);
        if (result.kind !== "allocated" || plain.kind !== "allocated") throw new Error("fifo allocates");
        const { unexplained: _, ...own } = plain;
        expect(result).toMatchObject(own);
      }),
      runs,
    );
  });
});
