import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveReach, naiveTrace } from "../../test/conformance/naive-trace.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { trace } from "./trace.ts";

const allocating = doctrines.filter((doctrine) => doctrine !== "poison");

describe("trace and its naive twin", () => {
  it.each(allocating)("T2–T19: %s equals the twin in every list on 10,000 ledgers", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const asked = { ...options, doctrine };
        expect(trace(ledger, losses, asked)).toEqual(naiveTrace(ledger, losses, asked));
      }),
      { numRuns: 10_000, seed: 20_240_305 },
    );
  });

  it("T8, T11, T18, T19: poison equals the twin on 10,000 ledgers", () => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const asked = { ...options, doctrine: "poison" as const };
        expect(trace(ledger, losses, asked)).toEqual(naiveReach(ledger, losses, asked));
      }),
      { numRuns: 10_000, seed: 20_240_305 },
    );
  });
});
