import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LaterStatements, laterStatements } from "../../test/generators/later-statements.ts";
import { toLedger } from "../../test/generators/traced-ledger.ts";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { matchTransfers, type MatchedLedger } from "../flows/match-transfers.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { BalanceAnswer } from "./balance-answer.ts";
import { allocatingDoctrines } from "./doctrine.ts";
import { withGoodFaith } from "./good-faith.ts";
import { ledgerDifference } from "./ledger-difference.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { type ChangedTrace, traceChanged, traceWhole } from "./trace-changed.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

interface Asked {
  readonly picks: readonly number[];
  readonly answers: readonly { readonly pick: number; readonly second: number; readonly yuan: number }[];
  readonly stops: readonly number[];
  readonly marks: readonly number[];
}

const asked = fc.record({
  picks: fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
  answers: fc.array(fc.record({ pick: fc.nat({ max: 8 }), second: fc.nat({ max: 90 }), yuan: fc.nat({ max: 9 }) }), {
    maxLength: 2,
  }),
  stops: fc.array(fc.nat({ max: 8 }), { maxLength: 1 }),
  marks: fc.array(fc.nat({ max: 8 }), { maxLength: 1 }),
});

/** What changes besides the rows: bits that drop a loss or an answer of the former trace, or of the later one. */
const changes = fc.record({
  rows: laterStatements,
  asked,
  formerly: fc.oneof(fc.constant(63), fc.nat({ max: 63 })),
  later: fc.oneof(fc.constant(63), fc.nat({ max: 63 })),
  options: fc.record({
    doctrine: fc.constantFrom(...allocatingDoctrines),
    asOf: fc.constantFrom(null, null, 40),
    hubCounterparties: fc.constantFrom(null, null, 2),
    dustMinor: fc.constantFrom(null, null, 150),
  }),
});

const start = 1_700_000_000_000;

interface Derived extends MatchedLedger {
  readonly columns: LedgerColumns;
}

function derive(rows: readonly WitnessRow[]): Derived {
  const witnesses = toWitnesses(rows);
  const derived = deriveLedger(witnesses, { holders: [], periods: [] });
  return { witnesses, derived, columns: derived.columns };
}

function has(bits: number, index: number): boolean {
  return Math.floor(bits / 2 ** index) % 2 === 1;
}

/** The transfers of a ledger that may be losses: of the later one, so that both traces can be asked for the same. */
function lossesIn({ transfers }: LedgerColumns, { picks }: Asked): readonly Loss[] {
  if (transfers.length === 0) return [];
  const places = new Set(picks.map((pick) => pick % transfers.length));
  return [...places].flatMap((transfer, index) => {
    const moves = ((transfers.flags[transfer] ?? 0) & TRANSFER_FAILED) === 0;
    if (!moves || transfers.payer[transfer] === transfers.payee[transfer]) return [];
    const amountMinor = toMinorUnits(Math.floor((transfers.amountMinor[transfer] ?? 0) / 2));
    const half = { id: `h${index}`, transfer, amountMinor, victimAccounts: [] };
    return [half, { ...half, id: `r${index}`, amountMinor: null }];
  });
}

/** The same question to both ledgers, in the indices of each; accounts go by their keys. */
function questions(
  change: typeof changes extends fc.Arbitrary<infer One> ? One : never,
  before: Derived,
  now: Derived,
) {
  const { options: given, asked: one, formerly, later } = change;
  const placeNow = matchTransfers(before, now);
  const beforeOf = new Map(Array.from(placeNow, (place, transfer) => [place, transfer]));
  const indexOf = new Map(before.columns.accounts.keys.map((key, account) => [key, account]));
  const keyAt = (pick: number): string => now.columns.accounts.keys[pick % now.columns.accounts.length] ?? "";
  const all = lossesIn(now.columns, one);
  const answersIn = (bits: number, accountOf: (key: string) => number | undefined): readonly BalanceAnswer[] =>
    one.answers.flatMap(({ pick, second, yuan }, index) => {
      const account = accountOf(keyAt(pick));
      if (account === undefined || !has(bits, 4 + index)) return [];
      return [{ account, atMs: start + second * 1_000, balanceMinor: yuan * 100 }];
    });
  const optionsIn = (accountOf: (key: string) => number | undefined): TraceOptions => ({
    doctrine: given.doctrine,
    asOfMs: given.asOf === null ? null : start + given.asOf * 1_000,
    stops: one.stops.flatMap((pick) => accountOf(keyAt(pick)) ?? []),
    hubCounterparties: given.hubCounterparties,
    dustMinor: given.dustMinor === null ? null : toMinorUnits(given.dustMinor),
    coverage: "as-recorded",
  });
  const keysNow = new Map(now.columns.accounts.keys.map((key, account) => [key, account]));
  const [old, here] = [(key: string) => indexOf.get(key), (key: string) => keysNow.get(key)];
  const marked = (ledger: LedgerColumns, accountOf: typeof old): LedgerColumns =>
    withGoodFaith(
      ledger,
      one.marks.flatMap((pick) => accountOf(keyAt(pick)) ?? []),
    );
  return {
    placeNow,
    former: {
      ledger: marked(before.columns, old),
      question: {
        losses: all.flatMap((loss, index) => {
          const transfer = beforeOf.get(loss.transfer);
          return transfer === undefined || !has(formerly, index % 4) ? [] : [{ ...loss, transfer }];
        }),
        options: optionsIn(old),
        answers: answersIn(formerly, old),
      },
    },
    now: {
      ledger: marked(now.columns, here),
      question: {
        losses: all.filter((_, index) => has(later, index % 4)),
        options: optionsIn(here),
        answers: answersIn(later, here),
      },
    },
  };
}

describe("a trace of a ledger that has changed since it was traced", () => {
  it("T13: equals a trace from nothing in every list, through the derivation of old and new rows", () => {
    const counted = { overlays: 0, withdrawing: 0, spared: 0, partly: 0, newRows: 0 };
    const reasons = new Set<string>();
    fc.assert(
      fc.property(changes, (change) => {
        const [before, now] = [derive(change.rows.before), derive(change.rows.now)];
        const { placeNow, former, now: later } = questions(change, before, now);
        const formerTrace = failing(() => traceWhole(former.ledger, former.question));
        if (formerTrace === undefined) return;
        const prepared = () => prepareLedger(former.ledger);
        const asFormer = { ...former, prepared, trace: { ...formerTrace, unexplained: [], stops: [] }, placeNow };
        const whole = failing(() => traceWhole(later.ledger, later.question));
        if (whole === undefined) return;
        const again: ChangedTrace = traceChanged(asFormer, later.ledger, later.question);
        expect(again.trace).toEqual(whole);
        if (again.fromNothing === null) counted.overlays += 1;
        else reasons.add(again.fromNothing);
        const spared = later.question.losses.length - again.retraced.length;
        if (spared > 0) counted.spared += 1;
        if (spared > 0 && again.retraced.length > 0) counted.partly += 1;
        const difference = ledgerDifference(former.ledger, later.ledger, placeNow);
        if (difference !== "much" && difference.overlay.withdrawn.length > 0) counted.withdrawing += 1;
        if (again.fromNothing === null && isGrown(change.rows)) counted.newRows += 1;
      }),
      { numRuns: 2_000, seed: 20_261_123 },
    );
    expect(counted.overlays).toBeGreaterThan(1_900);
    expect(counted.withdrawing).toBeGreaterThan(120);
    expect(counted.newRows).toBeGreaterThan(1_200);
    expect(counted.spared).toBeGreaterThan(300);
    expect(counted.partly).toBeGreaterThan(100);
    expect([...reasons]).toEqual(["options"]);
  });

  it("T13: traces from nothing when most of a large ledger has become otherwise", () => {
    const payments = Array.from({ length: 1_500 }, (_, at) => ({
      payer: at % 5,
      payee: (at + 1) % 5,
      atMs: at,
      amountMinor: 30,
    }));
    const accounts = [{}, {}, {}, {}, {}];
    const later = toLedger(
      accounts,
      payments.map((payment) => ({ ...payment, amountMinor: 31 })),
    );
    const ledger = toLedger(accounts, payments);
    const options = { doctrine: "fifo", asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
    const question = {
      losses: [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }],
      options: { ...options, coverage: "every-account" } as const,
      answers: [],
    };
    const former = {
      ledger,
      prepared: () => prepareLedger(ledger),
      question,
      trace: traceWhole(ledger, question),
      placeNow: Uint32Array.from(payments.keys()),
    };
    const again = traceChanged(former, later, question);
    expect(again).toEqual({ trace: traceWhole(later, question), retraced: [0], fromNothing: "much" });
  });
});

function isGrown({ before, now }: LaterStatements): boolean {
  return before.length < now.length;
}

/** `undefined` where the losses do not fit: what is refused, both ways refuse. */
function failing<Answer>(run: () => Answer): Answer | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
