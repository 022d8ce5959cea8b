import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { dwellTimes } from "./dwell-times.ts";
import { trace } from "./trace.ts";

const steps = (...rows: readonly (readonly [payer: number, payee: number, atMs: number])[]) =>
  toLedger(
    [{}, {}, {}, {}],
    rows.map(([payer, payee, atMs]) => ({ payer, payee, atMs, amountMinor: 1 })),
  ).transfers;

const flows = (...records: readonly (readonly [transfer: number, loss: number, hop: number])[]) => ({
  transfer: Uint32Array.from(records, ([transfer]) => transfer),
  loss: Uint32Array.from(records, ([, loss]) => loss),
  hop: Uint32Array.from(records, ([, , hop]) => hop),
});

describe("dwell times", () => {
  it("count from the latest arrival at the payer, so no piece lay there for less", () => {
    const transfers = steps([0, 1, 100], [0, 1, 400], [1, 2, 450]);
    expect([...dwellTimes(transfers, flows([0, 0, 1], [1, 0, 1], [2, 0, 2]))]).toEqual([Number.NaN, Number.NaN, 50]);
  });

  it("look at money of the same loss and of the hop before only", () => {
    const transfers = steps([0, 1, 100], [0, 1, 200], [2, 1, 300], [1, 3, 400]);
    const records = flows([0, 0, 1], [1, 1, 1], [2, 0, 3], [3, 0, 2], [3, 1, 2]);
    expect([...dwellTimes(transfers, records)].slice(3)).toEqual([300, 200]);
  });

  it("are 0, never less, where the two banks' clocks contradict the order", () => {
    expect(dwellTimes(steps([0, 1, 100], [1, 2, 90]), flows([0, 0, 1], [1, 0, 2]))[1]).toBe(0);
  });

  it.each(doctrines)("are known for every record of %s but a loss's own transfer", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const result = trace(ledger, losses, { ...options, doctrine });
        const records = result.kind === "reach" ? result : result.flows;
        const dwellMs = dwellTimes(ledger.transfers, records);
        expect(Array.from(dwellMs, Number.isNaN)).toEqual(Array.from(records.hop, (hop) => hop === 1));
      }),
      { numRuns: 1_000, seed: 20_240_305 },
    );
  });
});
