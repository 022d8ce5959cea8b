import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLedger } from "../../test/generators/split-ledger.ts";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import { doctrines } from "./doctrine.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { layOver } from "./layered-ledger.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { retrace } from "./retrace.ts";
import { trace } from "./trace.ts";
import { tracePrepared } from "./trace-prepared.ts";

// Few bits at a time: a statement changes little, and what stays is what must not be touched.
const someBits = fc.oneof(
  fc.constant(0),
  fc.nat({ max: 17 }).map((bit) => 2 ** bit),
  fc.nat({ max: 2 ** 18 - 1 }),
);
const parts = fc.record({ transfers: someBits, stated: someBits, accounts: someBits });

describe("a trace again, with a later statement laid over the ledger", () => {
  it.each(doctrines)("T13: answers under %s what a trace from nothing answers, on 2,000 ledgers", (doctrine) => {
    let spared = 0;
    fc.assert(
      fc.property(traceCases, parts, ({ ledger, losses, options }, later) => {
        const asked = { ...options, doctrine };
        const split = splitLedger(ledger, { losses, stops: options.stops }, later);
        const prepared = prepareLedger(split.base);
        const previous = tracePrepared(prepared, split.losses, asked);
        const layered = layOver(prepared, split.overlay);
        const again = retrace({ layered, losses: split.losses, options: asked, previous });
        const whole = trace(ledger, losses, asked);
        spared += losses.length - again.retraced.length;
        if (whole.kind === "reach") {
          expect(again.trace).toEqual(whole);
          return;
        }
        const reached = reachedAccounts(ledger, losses, whole);
        const unexplained = whole.unexplained.filter(({ account }) => reached.includes(account));
        expect(again.trace).toEqual({ ...whole, unexplained });
      }),
      { numRuns: 2_000, seed: 20_261_122 },
    );
    if (doctrine !== "poison") expect(spared).toBeGreaterThan(500);
  });

  it("T11: gives money at a stop its new exit kind when a later statement changes that kind", () => {
    const ledger = toLedger([{}, {}], [{ payer: 0, payee: 1, atMs: 1, amountMinor: 30 }]);
    const losses = [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }];
    const options = {
      asOfMs: null,
      stops: [1],
      hubCounterparties: null,
      dustMinor: null,
      coverage: "every-account",
    } as const;
    const asked = { doctrine: "fifo", ...options } as const;
    const { base, overlay } = splitLedger(ledger, { losses, stops: [1] }, { transfers: 0, stated: 0, accounts: 2 });
    const purchase = Uint8Array.of(0, exitKindCode("purchase"));
    const prepared = prepareLedger({ ...base, accounts: { ...base.accounts, exitKind: purchase } });
    const previous = tracePrepared(prepared, losses, asked);
    const again = retrace({ layered: layOver(prepared, overlay), losses, options: asked, previous });
    expect(again.trace).toEqual(trace(ledger, losses, asked));
  });
});
