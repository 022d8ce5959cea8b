import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveTrace } from "../../test/conformance/naive-trace.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { allocatingDoctrines } from "./doctrine.ts";
import { stopKinds } from "./stop-kinds.ts";
import { whoseMoney } from "./whose-money.ts";

const runs = { numRuns: 1_500, seed: 20_240_305 };

describe("whoseMoney", () => {
  it("T2: says of an account what forward traces of all losses say, and the rest to the minor unit", () => {
    fc.assert(
      fc.property(traceCases, fc.nat({ max: 5 }), ({ ledger, losses, options }, account) => {
        const full = { ...options, coverage: "every-account" } as const;
        fc.pre(stopKinds(ledger, { ...full, doctrine: "fifo" })[account] === 0);
        const answer = whoseMoney(ledger, losses, { place: { account }, options, answers: [] });
        for (const doctrine of allocatingDoctrines) {
          const { atRest } = naiveTrace(ledger, losses, { ...full, doctrine });
          const expected = atRest
            .filter((rest) => rest.account === account)
            .map(({ loss, amountMinor }) => ({ id: losses[loss]!.id, amountMinor }));
          const { losses: parts, otherMinor } = answer.byDoctrine[doctrine];
          expect(parts).toEqual(expected);
          expect(otherMinor).toBeGreaterThanOrEqual(0);
          expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, otherMinor)).toBe(answer.wholeMinor);
          expect(parts.length).toBeLessThanOrEqual(answer.canHaveFed);
        }
      }),
      runs,
    );
  });

  it("T2: says of a transfer what forward traces of all losses say, and the rest to the minor unit", () => {
    fc.assert(
      fc.property(traceCases, fc.nat({ max: 30 }), ({ ledger, losses, options }, drawn) => {
        const transfer = drawn % ledger.transfers.length;
        const answer = whoseMoney(ledger, losses, { place: { transfer }, options, answers: [] });
        for (const doctrine of allocatingDoctrines) {
          const { flows } = naiveTrace(ledger, losses, {
            ...options,
            asOfMs: null,
            coverage: "every-account",
            doctrine,
          });
          const sums = losses.map(() => 0);
          flows.transfer.forEach((at, row) => {
            if (at === transfer) sums[flows.loss[row]!]! += flows.amountMinor[row]!;
          });
          const expected = losses
            .map(({ id }, loss) => ({ id, amountMinor: sums[loss]! }))
            .filter(({ amountMinor }) => amountMinor > 0);
          const { losses: parts, otherMinor } = answer.byDoctrine[doctrine];
          expect(parts).toEqual(expected);
          expect(otherMinor).toBeGreaterThanOrEqual(0);
          expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, otherMinor)).toBe(answer.wholeMinor);
        }
      }),
      runs,
    );
  });
});
