import fc from "fast-check";
import { expect, test } from "vitest";
import { askByHops, wholeTrace } from "../../test/conformance/hop-trace.ts";
import { traceCases, type TraceCase } from "../../test/generators/traced-ledger.ts";
import { openMemoryLegs } from "../storage/ledger/legs/memory-legs.ts";
import { doctrines } from "../tracing/doctrine.ts";
import { legsInPart } from "../tracing/leg-part.ts";

test("T13: hop by hop, every list is that of the whole ledger; unexplained names the accounts reached", async () => {
  await fc.assert(
    fc.asyncProperty(traceCases, fc.constantFrom(...doctrines), fc.integer({ min: 1, max: 4 }), async (...drawn) => {
      const [traced, doctrine, partLegs] = drawn;
      const { result } = await askByHops(openMemoryLegs(partLegs), traced, { doctrine, legBudget: 1_000 });
      expect(result).toEqual(wholeTrace(traced, doctrine));
    }),
    { numRuns: 3_000, seed: 20_241_122 },
  );
});

test("an account that would exceed the budget is named", async () => {
  const [traced] = fc.sample(
    traceCases.filter(({ losses, ledger }) => losses.length > 0 && ledger.transfers.length > 3),
    { numRuns: 1, seed: 7 },
  );
  await expect(
    askByHops(openMemoryLegs(legsInPart), traced as TraceCase, { doctrine: "fifo", legBudget: 0 }),
  ).rejects.toMatchObject({
    code: "TRACE_BEYOND_BUDGET",
    details: { account: expect.stringMatching(/^A\d$/) },
  });
});
