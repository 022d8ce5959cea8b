import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toProofInput } from "../../../test/generators/proof-input.ts";
import { traceCases } from "../../../test/generators/traced-ledger.ts";
import { doctrines } from "../../tracing/doctrine.ts";
import { breaches, hopTotals } from "./certificate.ts";
import { proofFiles } from "./proof-files.ts";
import { readGiven } from "./read-given.ts";

describe("a proof", () => {
  it.each(doctrines)(
    "P3, P4, P8 under %s: read back from its own given files it is the same to the byte",
    (doctrine) => {
      fc.assert(
        fc.property(traceCases, (traced) => {
          const input = toProofInput(traced, doctrine);
          const proof = proofFiles(input);
          const again = readGiven((name) => proof.given.get(name) ?? "");
          expect(again).toEqual(input);
          expect(proofFiles(again)).toEqual(proof);
        }),
        { seed: 15, numRuns: 300 },
      );
    },
  );

  it.each(doctrines)("P6 under %s: every hop, account and loss is conserved", (doctrine) => {
    fc.assert(
      fc.property(traceCases, (traced) => {
        const input = toProofInput(traced, doctrine);
        const { trace, hops } = proofFiles(input);
        expect(breaches(input, trace, hops)).toEqual([]);
        if (trace.kind === "reach") return;
        const lost = trace.balanceSheet.reduce((sum, { lossMinor }) => sum + lossMinor, 0);
        const stayed = hopTotals(input, hops).reduce((sum, { stayedMinor }) => sum + stayedMinor, 0);
        expect(stayed).toBe(lost);
      }),
      { seed: 16, numRuns: 1_000 },
    );
  });
});
