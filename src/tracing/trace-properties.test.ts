import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaled, traceCases } from "../../test/generators/traced-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { doctrines } from "./doctrine.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

const allocating = doctrines.filter((doctrine) => doctrine !== "poison");
const runs = { numRuns: 1_000, seed: 20_240_305 };

function allocated(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): AllocatedTrace {
  const result = trace(ledger, losses, options);
  if (result.kind !== "allocated") throw new Error("an allocating doctrine was asked for");
  return result;
}

/** Amounts of a list by place, over all losses. */
function byPlace(list: readonly { account: number; kind?: string; amountMinor: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, kind, amountMinor } of list) {
    const place = `${account} ${kind ?? ""}`;
    sums[place] = (sums[place] ?? 0) + amountMinor;
  }
  return sums;
}

describe("laws of a trace", () => {
  it.each(allocating)("T2: %s accounts for every minor unit of every loss", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        for (const row of allocated(ledger, losses, { ...options, doctrine }).balanceSheet) {
          const found =
            row.atRestMinor + row.exitedMinor + row.lostSightMinor + row.returnedMinor + row.writtenOffMinor;
          expect(found).toBe(row.lossMinor);
        }
      }),
      runs,
    );
  });

  it.each(allocating)("T3: under %s no account pays more traced money than it had received", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const { flows } = allocated(ledger, losses, { ...options, doctrine });
        const traced = new Map<number, number>();
        const add = (account: number, amount: number): number => {
          traced.set(account, (traced.get(account) ?? 0) + amount);
          return traced.get(account) ?? 0;
        };
        for (let row = 0; row < flows.length; row++) {
          const transfer = flows.transfer[row]!;
          // The loss's own transfer, hop 1, is not traced money of the payer's.
          const paid = flows.hop[row] === 1 ? 0 : flows.amountMinor[row]!;
          expect(add(ledger.transfers.payer[transfer]!, -paid)).toBeGreaterThanOrEqual(0);
          add(ledger.transfers.payee[transfer]!, flows.amountMinor[row]!);
        }
      }),
      runs,
    );
  });

  it.each(doctrines)("T13: %s gives the same bytes again and leaves its input alone", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const asked = { ...options, doctrine };
        const before = JSON.stringify([ledger, losses, asked]);
        const first = JSON.stringify(trace(ledger, losses, asked));
        expect(JSON.stringify(trace(ledger, losses, asked))).toBe(first);
        expect(JSON.stringify([ledger, losses, asked])).toBe(before);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it.each(doctrines)("T13: under %s an account that has no part in it changes nothing", (doctrine) => {
    fc.assert(
      fc.property(traceCases, ({ ledger, losses, options }) => {
        const { accounts } = ledger;
        const more = {
          ...accounts,
          length: accounts.length + 1,
          keys: [...accounts.keys, "stranger"],
          exitKind: Uint8Array.from([...accounts.exitKind, 0]),
          openingMinor: Float64Array.from([...accounts.openingMinor, 77]),
          coverageStart: Uint32Array.from([...accounts.coverageStart, accounts.coverageFromMs.length]),
        };
        const asked = { ...options, doctrine };
        expect(trace({ ...ledger, accounts: more }, losses, asked)).toEqual(trace(ledger, losses, asked));
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it.each(["fifo", "lifo", "tainted-first"] as const)(
    "T16, T19: %s, a loss cut in two: no total changes",
    (doctrine) => {
      fc.assert(
        fc.property(traceCases, fc.nat(), ({ ledger, losses, options }, cut) => {
          // Two halves of one loss are two origins to T12, so a lot of one may be dust where the whole was not.
          const asked = { ...options, doctrine, dustMinor: null };
          const amountOf = (loss: number): number => sheetAmount(ledger, losses, loss);
          const halves = losses.flatMap((loss, index) => {
            const first = amountOf(index) === 0 ? 0 : cut % amountOf(index);
            const rest = amountOf(index) - first;
            return [
              { ...loss, id: `${loss.id}a`, amountMinor: toMinorUnits(first) },
              { ...loss, id: `${loss.id}b`, amountMinor: toMinorUnits(rest) },
            ];
          });
          const whole = allocated(ledger, losses, asked);
          const cutUp = allocated(ledger, halves, asked);
          for (const list of ["atRest", "exits", "lostSight", "returned"] as const) {
            expect(byPlace(cutUp[list])).toEqual(byPlace(whole[list]));
          }
          expect(cutUp.unexplained).toEqual(whole.unexplained);
        }),
        runs,
      );
    },
  );

  it.each(["fifo", "lifo"] as const)(
    "T1: under %s a ledger of other units gives the answer in those units",
    (doctrine) => {
      fc.assert(
        fc.property(traceCases, fc.integer({ min: 2, max: 1_000_000_007 }), (small, factor) => {
          const large = scaled(small, factor);
          const answer = allocated(small.ledger, small.losses, { ...small.options, doctrine });
          const again = allocated(large.ledger, large.losses, { ...large.options, doctrine });
          const times = <T extends { readonly amountMinor: number }>(list: readonly T[]): readonly T[] =>
            list.map((row) => ({ ...row, amountMinor: row.amountMinor * factor }));
          expect(again.flows.amountMinor).toEqual(answer.flows.amountMinor.map((amount) => amount * factor));
          expect(again.atRest).toEqual(times(answer.atRest));
          expect(again.exits).toEqual(times(answer.exits));
          expect(again.lostSight).toEqual(times(answer.lostSight));
          expect(again.writtenOff).toEqual(times(answer.writtenOff));
          expect(again.unexplained).toEqual(times(answer.unexplained));
        }),
        runs,
      );
    },
  );
});

/** What a loss comes to, the blank one filled in. */
function sheetAmount(ledger: LedgerColumns, losses: readonly Loss[], loss: number): number {
  const options = { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
  const asked = { ...options, doctrine: "fifo", coverage: "every-account" } as const;
  return allocated(ledger, losses, asked).balanceSheet[loss]?.lossMinor ?? 0;
}
