import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowBudget, toProofInput } from "../../../test/generators/proof-input.ts";
import { traceCases } from "../../../test/generators/traced-ledger.ts";
import { traceWithAnswers } from "../../tracing/answered-trace.ts";
import { doctrines } from "../../tracing/doctrine.ts";
import type { OrderSearch } from "../../tracing/order-search.ts";
import type { ReachTrace } from "../../tracing/trace-result.ts";
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

  it.each(doctrines)(
    "P1, T7, T17 under %s: with banks' answers it says of every figure and every order what the whole ledger says",
    (doctrine) => {
      let ranged = 0;
      const answer = fc.record({
        account: fc.nat(9),
        atMs: fc.integer({ min: 0, max: 60 }),
        balanceMinor: fc.nat(200),
      });
      fc.assert(
        fc.property(traceCases, fc.array(answer, { maxLength: 3 }), (traced, told) => {
          const { ledger, losses, options } = traced;
          const answers = told.filter(({ account }) => account < ledger.accounts.length);
          const question = { losses, options: { ...options, doctrine }, answers, rest: null };
          const whole = traceWithAnswers(ledger, question, rowBudget);
          const input = toProofInput(traced, doctrine, answers);
          const { trace, search } = proofFiles(input);
          const { keys } = ledger.accounts;
          const own = input.ledger.accounts.keys;
          if (trace.kind === "reach" || whole.search === null || search === null) {
            expect(trace).toMatchObject({ kind: "reach", hop: (whole.trace as ReachTrace).hop });
            return;
          }
          expect(trace.balanceSheet).toEqual(whole.trace.balanceSheet);
          expect(trace.flows.amountMinor).toEqual(whole.trace.flows.amountMinor);
          for (const list of ["atRest", "exits", "lostSight", "returned", "writtenOff"] as const) {
            const named = whole.trace[list].map((entry) => ({ ...entry, account: keys[entry.account] }));
            expect(
              trace[list].map((entry) => ({ ...entry, account: own[entry.account] })),
              list,
            ).toEqual(named);
          }
          expect(trace.unexplained.map(({ amountMinor }) => amountMinor)).toEqual(
            whole.trace.unexplained.map(({ amountMinor }) => amountMinor),
          );
          const amounts = ({ ranges }: OrderSearch) => ranges.map((range) => ({ ...range, place: null }));
          expect(amounts(search)).toEqual(amounts(whole.search));
          const tries = ({ ties }: OrderSearch) => ties.map((tie) => ({ ...tie, account: 0, transfers: [] }));
          expect(tries(search)).toEqual(tries(whole.search));
          expect(search.beyond).toEqual([]);
          ranged += Math.min(1, search.ranges.length);
        }),
        { seed: 18, numRuns: 300 },
      );
      if (doctrine !== "poison") expect(ranged).toBeGreaterThan(5);
    },
  );
});
