import fc from "fast-check";
import { expect, test } from "vitest";
import { toLedger } from "../../test/generators/traced-ledger.ts";
import { type CutLedger, cutParts } from "./cut-parts.ts";
import { FetchedParts } from "./fetched-parts.ts";
import { MoneyScout } from "./money-scout.ts";
import { instantsByBlock, partSource } from "./part-source.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import type { TraceOptions } from "./trace-input.ts";
import { traceSource } from "./trace-prepared.ts";
import { UnexplainedBuffer } from "./unexplained-buffer.ts";

const accounts = 6;
const index = fc.integer({ min: 0, max: accounts - 1 });
const drafts = fc.record({
  openings: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: accounts, maxLength: accounts }),
  payments: fc.array(fc.tuple(index, index, fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 60 }),
  lossEvery: fc.integer({ min: 1, max: 20 }),
  legsInPart: fc.integer({ min: 1, max: 5 }),
  stop: fc.option(index),
});

/** Payments of what the payers have. */
function paidFrom(openings: readonly number[], payments: readonly (readonly [number, number, number])[]) {
  const held = [...openings];
  return payments.flatMap(([payer, payee, wanted], atMs) => {
    const amountMinor = Math.min(wanted, held[payer]!);
    if (amountMinor === 0 || payer === payee) return [];
    held[payer]! -= amountMinor;
    held[payee]! += amountMinor;
    return [{ payer, payee, atMs, amountMinor }];
  });
}

function fetched(cut: CutLedger): FetchedParts {
  const firsts = (account: number): Uint32Array =>
    Uint32Array.from({ length: cut.count(account) }, (_, part) => (cut.part(account, part).leg[0] ?? 0) >>> 1);
  const several = [...Array(accounts).keys()].filter((account) => cut.count(account) > 1);
  return new FetchedParts(new Map(several.map((account) => [account, firsts(account)])));
}

/** Gives what was missing. */
function give(parts: FetchedParts, cut: CutLedger): void {
  for (const { account, row } of parts.takeMissing()) {
    const part = cut.count(account) === 1 ? row : row - 1;
    const known = { account, key: "", exitKind: 0, openingMinor: 0, legs: 0, coverage: [], ties: [] };
    parts.add(part < 0 ? [] : [{ row, part: cut.part(account, part) }], row === 0 ? [known] : []);
  }
}

test.each(["tainted-first", "fifo", "lifo"] as const)(
  "where nothing is reversed, stated or overdrawn, a walk under %s lacks nothing that the scout did not ask for",
  (doctrine) => {
    fc.assert(
      fc.property(drafts, ({ openings, payments, lossEvery, legsInPart, stop }) => {
        const transfers = paidFrom(openings, payments);
        const ledger = toLedger(
          openings.map((openingMinor) => ({ openingMinor })),
          transfers,
        );
        const prepared = prepareLedger(ledger);
        const cut = cutParts(prepared, legsInPart);
        const parts = fetched(cut);
        const losses = transfers.flatMap(({ payer }, transfer) =>
          transfer % lossEvery === 0
            ? [{ id: `L${transfer}`, transfer, payer, amountMinor: null, victimAccounts: [] }]
            : [],
        );
        const { length, atMs } = ledger.transfers;
        const options: TraceOptions = {
          doctrine,
          asOfMs: null,
          stops: [],
          hubCounterparties: null,
          dustMinor: null,
          coverage: "every-account",
        };
        const source = partSource({
          whole: {
            transfers: length,
            accounts,
            lastInstantMs: 0,
            instants: instantsByBlock(atMs, length, 8),
            beyond: [],
          },
          parts,
          paid: losses,
          asOfMs: null,
          stops: new Map(stop === null ? [] : [[stop, 1]]),
          unexplained: new UnexplainedBuffer().columns(),
        });
        source.reader();
        give(parts, cut);
        const scout = MoneyScout.of({ parts, end: source.end, stops: source.stops(options), options, losses })!;
        for (scout.goOn(); parts.lacks; scout.goOn()) give(parts, cut);
        traceSource(source, losses, options);
        expect(parts.takeMissing()).toEqual([]);
      }),
      { numRuns: 1_000, seed: 20_261_123 },
    );
  },
);
