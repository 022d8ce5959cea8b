import fc from "fast-check";
import { flagBit } from "../../src/flows/statement-row.ts";
import { dirtyRows } from "./dirty-rows.ts";
import type { WitnessRow } from "./witness-rows.ts";

/** Statement rows that were there, and those that are there later: mostly the same and more. */
export interface LaterStatements {
  readonly before: readonly WitnessRow[];
  readonly now: readonly WitnessRow[];
}

const cards = Array.from({ length: 9 }, (_, person) => `62220212345678${person}${person}`);
const start = 1_700_000_000_000;

interface Payment {
  readonly payer: number;
  /** As many as there are people: cash. */
  readonly payee: number;
  readonly second: number;
  readonly amount: number;
  readonly failed: boolean;
  readonly reversed: boolean;
}

interface Statement {
  readonly person: number;
  readonly file: string;
  readonly fromSecond: number;
  readonly toSecond: number;
  /** The bank's clock is so many seconds fast. */
  readonly fast: number;
  readonly opening: number;
}

const payments = fc.array(
  fc.record({
    payer: fc.nat({ max: 8 }),
    payee: fc.nat({ max: 9 }),
    second: fc.nat({ max: 60 }),
    amount: fc.integer({ min: 1, max: 9 }),
    failed: fc.integer({ min: 0, max: 11 }).map((one) => one === 0),
    reversed: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
  }),
  { minLength: 3, maxLength: 18 },
);

const statements = fc.array(
  fc.record({
    person: fc.nat({ max: 8 }),
    file: fc.nat({ max: 5 }).map((letter) => "abcdef".charAt(letter)),
    fromSecond: fc.constantFrom(0, 0, 0, 20, 40),
    toSecond: fc.constantFrom(70, 70, 70, 50, 30),
    fast: fc.constantFrom(0, 0, 1),
    opening: fc.constantFrom(0, 0, 5),
  }),
  { minLength: 2, maxLength: 6 },
);

/** The rows that a statement shows of what happened; a reversal comes three seconds after what it undoes. */
function rowsOf(
  { person, file, fromSecond, toSecond, fast, opening }: Statement,
  all: readonly Payment[],
): WitnessRow[] {
  let balance = opening;
  const seen = all.flatMap((payment, index) => {
    const serial = `${index + 1}`;
    const own = { ...payment, serial, flags: 0 };
    if (!payment.reversed || payment.failed || payment.payee >= cards.length) return [own];
    const back = { payer: payment.payee, payee: payment.payer, second: payment.second + 3 };
    return [own, { ...own, ...back, flags: flagBit("reversal-wording") }];
  });
  return seen
    .toSorted((a, b) => a.second - b.second)
    .filter(({ payer, payee }) => (payer === person) !== (payee === person))
    .flatMap(({ payer, payee, second, amount, failed, serial, flags }, line) => {
      const pays = payer === person;
      const other = cards[pays ? payee : payer];
      if (!failed) balance += pays ? -amount : amount;
      if (second < fromSecond || second > toSecond) return [];
      return [
        {
          file,
          line,
          ownCard: cards[person] ?? "",
          ...(other === undefined ? { movement: "cash" as const } : { otherCard: other }),
          atMs: start + (second + fast) * 1_000,
          amount: amount * 100,
          direction: pays ? ("out" as const) : ("in" as const),
          balance: balance * 100,
          status: failed ? ("failed" as const) : ("ok" as const),
          serial,
          flags,
        },
      ];
    });
}

const honest = fc
  .record({ payments, statements, later: fc.integer({ min: 1, max: 2 }) })
  .map((made): LaterStatements => {
    const rows = made.statements.map((statement, index) => {
      return rowsOf({ ...statement, file: `${statement.file}${index}` }, made.payments);
    });
    return { before: rows.slice(0, -made.later).flat(), now: rows.flat() };
  });

const dirty = fc
  .record({ rows: dirtyRows, hidden: fc.nat({ max: 2 ** 16 - 1 }) })
  .map(({ rows, hidden }): LaterStatements => {
    const now = rows.map((row, line) => ({ ...row, line }));
    return { before: now.filter(({ line }) => (hidden >> line) % 2 === 0), now };
  });

/** Honest statements that come one after the other, and now and then hostile ones. */
export const laterStatements: fc.Arbitrary<LaterStatements> = fc.oneof({ weight: 4, arbitrary: honest }, dirty);
