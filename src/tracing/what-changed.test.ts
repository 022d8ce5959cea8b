import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger, traceCases } from "../../test/generators/traced-ledger.ts";
import { allocatedTrace } from "./allocated-trace.ts";
import { allocatingDoctrines } from "./doctrine.ts";
import { type Standing, type TraceStandings, traceStandings } from "./standings.ts";
import { whatChanged } from "./what-changed.ts";

type Case = typeof traceCases extends fc.Arbitrary<infer T> ? T : never;

function standingsOf(
  { ledger, losses, options }: Case,
  doctrine: (typeof allocatingDoctrines)[number],
): TraceStandings {
  const result = allocatedTrace(ledger, losses, { ...options, doctrine });
  return traceStandings(
    ledger,
    losses.map(({ id, transfer }) => ({ id, victim: id, transfer })),
    result,
  );
}

/** Amounts by loss and place; the loss itself, where there is none, has no place. */
function sums(list: readonly (readonly [string, Standing | null, number])[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [loss, place, amount] of list) {
    const name = JSON.stringify([loss, place?.state, place?.kind, place?.account]);
    found[name] = (found[name] ?? 0) + amount;
  }
  return Object.fromEntries(Object.entries(found).filter(([, amount]) => amount !== 0));
}

function placesOf({ losses, standings }: TraceStandings): (readonly [string, Standing | null, number])[] {
  return standings.map(({ loss, amountMinor, ...place }) => [losses[loss]?.id ?? "", place, amountMinor]);
}

describe("whatChanged", () => {
  it("T2: the changes turn the earlier places into the later ones, to the minor unit", () => {
    const doctrines = fc.constantFrom(...allocatingDoctrines);
    fc.assert(
      fc.property(traceCases, fc.tuple(doctrines, doctrines), fc.nat({ max: 25 }), (one, [first, second], untilMs) => {
        const before = standingsOf({ ...one, options: { ...one.options, asOfMs: untilMs } }, first);
        const now = standingsOf({ ...one, losses: one.losses.slice(0, 4) }, second);
        const changes = whatChanged(before, now);
        for (const { amountMinor } of changes) expect(amountMinor).toBeGreaterThan(0);
        const moved = changes.flatMap(({ loss, from, to, amountMinor }) => [
          [loss, from, -amountMinor] as const,
          [loss, to, amountMinor] as const,
        ]);
        const withLoss = (list: ReturnType<typeof sums>): ReturnType<typeof sums> =>
          Object.fromEntries(
            Object.entries(list).filter(([name]) => !name.includes("[null") && !/,null,null,null/.test(name)),
          );
        expect(withLoss(sums([...placesOf(before), ...moved]))).toEqual(withLoss(sums(placesOf(now))));
      }),
      { numRuns: 2_000, seed: 20_240_305 },
    );
  });

  it("T2: a trace beside itself has not changed", () => {
    fc.assert(
      fc.property(traceCases, (one) => {
        expect(whatChanged(standingsOf(one, "fifo"), standingsOf(one, "fifo"))).toEqual([]);
      }),
      { numRuns: 300, seed: 20_240_305 },
    );
  });

  it("says that money lost sight of at one card is now at another, along the payment that was not known", () => {
    const accounts = [{ openingMinor: 30 }, {}, { coverage: [[0, 9]] as const }];
    const paid = { payer: 0, payee: 1, atMs: 1, amountMinor: 30 };
    const losses = [{ id: "L1", transfer: 0, amountMinor: null, victimAccounts: [] }];
    const options = {
      stops: [],
      hubCounterparties: null,
      dustMinor: null,
      asOfMs: null,
      coverage: "as-recorded",
    } as const;
    const before = standingsOf({ ledger: toLedger(accounts, [paid]), losses, options }, "fifo");
    const onward = { payer: 1, payee: 2, atMs: 2, amountMinor: 30 };
    const now = standingsOf({ ledger: toLedger(accounts, [paid, onward]), losses, options }, "fifo");
    expect(whatChanged(before, now)).toEqual([
      {
        loss: "L1",
        victim: "L1",
        currency: "CNY",
        amountMinor: 30,
        from: { state: "lost-sight", kind: null, account: "A1" },
        to: { state: "at-rest", kind: null, account: "A2" },
      },
    ]);
  });
});
