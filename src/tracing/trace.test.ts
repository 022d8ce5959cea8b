import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveReach, naiveTrace } from "../../test/conformance/naive-trace.ts";
import { scaled, traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { trace } from "./trace.ts";

/** `npm run twins` with SLUICE_LEDGERS and SLUICE_SEED asks for others; ten thousand take four seconds on a quiet machine and thirty on a busy one. */
const ledgers = Number(process.env["SLUICE_LEDGERS"] ?? 10_000);
const seed = Number(process.env["SLUICE_SEED"] ?? 20_240_305);
const patienceMs = 240_000 + ledgers * 10;
const allocating = doctrines.filter((doctrine) => doctrine !== "poison");

describe("trace and its naive twin", () => {
  it.each(allocating)(
    "T2–T19: %s equals the twin in every list on 10,000 ledgers",
    (doctrine) => {
      fc.assert(
        fc.property(traceCases, ({ ledger, losses, options }) => {
          const asked = { ...options, doctrine };
          expect(trace(ledger, losses, asked)).toEqual(naiveTrace(ledger, losses, asked));
        }),
        { numRuns: ledgers, seed },
      );
    },
    patienceMs,
  );

  it(
    "T8, T11, T18, T19: poison equals the twin on 10,000 ledgers",
    () => {
      fc.assert(
        fc.property(traceCases, ({ ledger, losses, options }) => {
          const asked = { ...options, doctrine: "poison" as const };
          expect(trace(ledger, losses, asked)).toEqual(naiveReach(ledger, losses, asked));
        }),
        { numRuns: ledgers, seed },
      );
    },
    patienceMs,
  );

  it.each(["pro-rata", "libr"] as const)("T1, T19: %s equals the twin where products leave 2^53", (doctrine) => {
    fc.assert(
      fc.property(traceCases, fc.integer({ min: 1_000_000, max: 1_000_000_000_000 }), (small, factor) => {
        const { ledger, losses, options } = scaled(small, factor);
        // Odd amounts, so that shares leave remainders.
        ledger.transfers.amountMinor.forEach((amount, at, amounts) => {
          if (losses.every((loss) => loss.transfer !== at)) amounts[at] = Math.max(0, amount - (at % 3));
        });
        const asked = { ...options, doctrine };
        expect(trace(ledger, losses, asked)).toEqual(naiveTrace(ledger, losses, asked));
      }),
      { numRuns: 2_000, seed: 20_240_305 },
    );
  });

  it("the ledgers hold ties, reversals, loops, self-transfers and same-account bursts, each by the hundred", () => {
    const seen = { ties: 0, reversals: 0, loops: 0, selfTransfers: 0, bursts: 0 };
    for (const { ledger } of fc.sample(traceCases, { numRuns: 5_000, seed })) {
      const { payer, payee, atMs, reversals, ties } = ledger.transfers;
      const rows = [...payer.keys()];
      const pays = (from: number, to: number): boolean =>
        rows.some((row) => from !== to && payer[row] === from && payee[row] === to);
      seen.ties += Math.min(1, ties.account.length);
      seen.reversals += Math.min(1, reversals.transfer.length);
      seen.loops += Number(rows.some((row) => pays(payee[row] ?? 0, payer[row] ?? 0)));
      seen.selfTransfers += Number(rows.some((row) => payer[row] === payee[row]));
      // Three rows of one account at one instant.
      seen.bursts += Number(
        rows.some((row) => {
          const alike = rows.filter((other) => atMs[other] === atMs[row]);
          return alike.filter((other) => payer[other] === payer[row] || payee[other] === payer[row]).length > 2;
        }),
      );
    }
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(500);
  });

  it("the ledgers are as awkward as they claim: every kind of entry turns up in hundreds of answers", () => {
    const seen: Record<string, number> = {};
    for (const { ledger, losses, options } of fc.sample(traceCases, { numRuns: 5_000, seed: 20_240_305 })) {
      const result = naiveTrace(ledger, losses, { ...options, doctrine: "fifo" });
      const kinds = new Set(result.exits.map((exit) => exit.kind));
      const lists = ["atRest", "lostSight", "returned", "writtenOff", "unexplained", "partlySeen"] as const;
      const marks = [...kinds, ...lists.filter((list) => result[list].length > 0)];
      for (const mark of marks) seen[mark] = (seen[mark] ?? 0) + 1;
    }
    const wanted = [
      "cash",
      "hub",
      "debt",
      "another-loss",
      "atRest",
      "lostSight",
      "returned",
      "writtenOff",
      "partlySeen",
    ];
    for (const mark of wanted) expect(seen[mark], mark).toBeGreaterThan(100);
  });
});
