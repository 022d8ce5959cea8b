import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveTrace } from "../../test/conformance/naive-trace.ts";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "./doctrine.ts";
import { holderLedger } from "./holder-ledger.ts";
import { traceHolders } from "./trace-holders.ts";
import { trace } from "./trace.ts";
import type { AllocatedTrace } from "./trace-result.ts";

const allocating = doctrines.filter((doctrine) => doctrine !== "poison");
const options = {
  asOfMs: null,
  stops: [],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "every-account",
} as const;
const one = { id: "L", transfer: 0, amountMinor: null, victimAccounts: [] };

function allocated(result: ReturnType<typeof trace>): AllocatedTrace {
  if (result.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
  return result;
}

describe("per holder", () => {
  it("T3, T19: libr asks what the holder has, not what one of the accounts has", () => {
    // The victim pays 100 into account 1; its holder has 80 in account 2 and pays 60 out of account 1.
    const ledger = toLedger(
      [{ openingMinor: 100 }, { openingMinor: 0 }, { openingMinor: 80 }, { openingMinor: 0 }],
      [
        { payer: 0, payee: 1, atMs: 1, amountMinor: 100 },
        { payer: 1, payee: 3, atMs: 2, amountMinor: 60 },
      ],
    );
    const asked = { ...options, doctrine: "libr" } as const;
    const own = allocated(trace(ledger, [one], asked));
    expect(own.atRest).toMatchObject([
      { account: 1, amountMinor: 40 },
      { account: 3, amountMinor: 60 },
    ]);
    const heldWith = (account: number): number[] => (account === 1 || account === 2 ? [1, 2] : [account]);
    const holders = traceHolders(ledger, { losses: [one], options: asked, trace: own, heldWith });
    expect(holders).toMatchObject({ groups: [[1, 2]], trace: { atRest: [{ account: 1, amountMinor: 100 }] } });
  });

  it("T19: money that goes from one account of a holder to another stays with the holder", () => {
    const ledger = toLedger(
      [{ openingMinor: 100 }, { openingMinor: 50 }, { openingMinor: 0 }, { openingMinor: 0 }],
      [
        { payer: 0, payee: 1, atMs: 1, amountMinor: 100 },
        { payer: 1, payee: 2, atMs: 2, amountMinor: 120 },
        { payer: 2, payee: 3, atMs: 3, amountMinor: 30 },
      ],
    );
    const asked = { ...options, doctrine: "fifo" } as const;
    const own = allocated(trace(ledger, [one], asked));
    const heldWith = (account: number): number[] => (account === 1 || account === 2 ? [1, 2] : [account]);
    const holders = traceHolders(ledger, { losses: [one], options: asked, trace: own, heldWith });
    expect(holders?.trace.atRest).toMatchObject([{ account: 1, amountMinor: 100 }]);
    expect([...(holders?.trace.flows.transfer ?? [])]).toEqual([0]);
    expect(traceHolders(ledger, { losses: [one], options: asked, trace: own, heldWith: (at) => [at] })).toBeNull();
  });

  it.each(allocating)("T2, T3: under %s is what the twin finds in the whole ledger of holders", (doctrine) => {
    let several = 0;
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options: drawn }) => {
        const asked = { ...drawn, doctrine, hubCounterparties: null };
        const own = allocated(trace(ledger, losses, asked));
        const heldWith = (account: number): number[] => (account < 2 ? [0, 1] : account < 5 ? [2, 3, 4] : [account]);
        const found = traceHolders(ledger, { losses, options: asked, trace: own, heldWith });
        if (found === null) return;
        const { payer, payee } = ledger.transfers;
        const stops = new Set(own.stops);
        const groups = [
          [0, 1],
          [2, 3, 4],
        ].map((group) => group.filter((account) => !stops.has(account)));
        const holders = groups.filter((group) => group.length > 1);
        const firstOf = (account: number): number => holders.find((group) => group.includes(account))?.[0] ?? account;
        const across = losses
          .filter(({ transfer }) => firstOf(payer[transfer]!) !== firstOf(payee[transfer]!))
          .map((loss) => ({ ...loss, victimAccounts: loss.victimAccounts.map(firstOf) }));
        const expected = naiveTrace(holderLedger(ledger, holders), across, asked);
        const amounts = (list: readonly { account: number; amountMinor: number }[]): number[][] =>
          list.map(({ account, amountMinor }) => [account, amountMinor]);
        expect(amounts(found.trace.atRest)).toEqual(amounts(expected.atRest));
        expect(amounts(found.trace.exits)).toEqual(amounts(expected.exits));
        expect(amounts(found.trace.lostSight)).toEqual(amounts(expected.lostSight));
        expect(found.trace.flows.amountMinor).toEqual(expected.flows.amountMinor);
        expect(found.trace.flows.transfer).toEqual(expected.flows.transfer);
        several += 1;
      }),
      { numRuns: 600, seed: 20_261_125 },
    );
    expect(several).toBeGreaterThan(100);
  });
});
