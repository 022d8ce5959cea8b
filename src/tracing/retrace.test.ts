import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLedger } from "../../test/generators/split-ledger.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
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
});
