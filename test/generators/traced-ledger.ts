import fc from "fast-check";
import { exitKindCode } from "../../src/flows/exit-kind.ts";
import { type LedgerColumns, noTies, TRANSFER_FAILED, TRANSFER_REVERSAL } from "../../src/flows/ledger-columns.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { Loss, TraceOptions } from "../../src/tracing/trace-input.ts";

/** A question to the engine; the doctrine is the test's to choose. */
export interface TraceCase {
  readonly ledger: LedgerColumns;
  readonly losses: readonly Loss[];
  readonly options: Omit<TraceOptions, "doctrine">;
}

/** One transfer before it becomes an entry of the columns. */
export interface DraftTransfer {
  readonly payer: number;
  readonly payee: number;
  readonly atMs: number;
  readonly amountMinor: number;
  readonly failed?: boolean;
  readonly reverses?: number | null;
  readonly payerBalance?: number | null;
  readonly payeeBalance?: number | null;
}

/** One account before it becomes an entry of the columns; its coverage sorted and disjoint. */
export interface DraftAccount {
  readonly exitKind?: "none" | "cash" | "purchase" | "unknown" | "good-faith";
  readonly openingMinor?: number;
  readonly coverage?: readonly (readonly [number, number])[];
}

/** Lays drafts out as the engine's columns. */
export function toLedger(accounts: readonly DraftAccount[], transfers: readonly DraftTransfer[]): LedgerColumns {
  const coverage = accounts.map((account) => account.coverage ?? []);
  const intervals = coverage.flat();
  let covered = 0;
  const reversed = transfers.flatMap(({ reverses }, transfer) =>
    reverses === null || reverses === undefined ? [] : [{ transfer, original: reverses }],
  );
  const stated = transfers.flatMap(({ payerBalance, payeeBalance }, transfer) =>
    [payerBalance, payeeBalance].flatMap((balance, side) =>
      balance === null || balance === undefined ? [] : [{ transfer, side, balance }],
    ),
  );
  return {
    accounts: {
      length: accounts.length,
      keys: accounts.map((_, account) => `A${account}`),
      exitKind: Uint8Array.from(accounts, (account) => exitKindCode(account.exitKind ?? "none")),
      openingMinor: Float64Array.from(accounts, (account) => account.openingMinor ?? Number.NaN),
      coverageStart: Uint32Array.from([0, ...coverage.map((own) => (covered += own.length))]),
      coverageFromMs: Float64Array.from(intervals, ([from]) => from),
      coverageToMs: Float64Array.from(intervals, ([, to]) => to),
      coverageInferred: new Uint8Array(intervals.length),
    },
    transfers: {
      length: transfers.length,
      payer: Uint32Array.from(transfers, ({ payer }) => payer),
      payee: Uint32Array.from(transfers, ({ payee }) => payee),
      atMs: Float64Array.from(transfers, ({ atMs }) => atMs),
      amountMinor: Float64Array.from(transfers, ({ amountMinor }) => amountMinor),
      flags: Uint8Array.from(
        transfers,
        ({ failed, reverses }) =>
          (failed === true ? TRANSFER_FAILED : 0) | (typeof reverses === "number" ? TRANSFER_REVERSAL : 0),
      ),
      reversals: {
        transfer: Uint32Array.from(reversed, ({ transfer }) => transfer),
        original: Uint32Array.from(reversed, ({ original }) => original),
      },
      statedBalances: {
        transfer: Uint32Array.from(stated, ({ transfer }) => transfer),
        side: Uint8Array.from(stated, ({ side }) => side),
        balanceMinor: Float64Array.from(stated, ({ balance }) => balance),
      },
      ties: noTies,
    },
  };
}

/**
 * The ledger with ties (T7) at the accounts `guessing` names: neighbouring rows of the account whose intervals of
 * `widthMs` overlap. What moves nothing has no place among them.
 */
export function withTies(ledger: LedgerColumns, guessing: readonly number[], widthMs: number): LedgerColumns {
  const { length, payer, payee, atMs, flags } = ledger.transfers;
  const ties = [...new Set(guessing)]
    .sort((a, b) => a - b)
    .flatMap((account) => {
      const rows = [...Array(length).keys()].filter(
        (id) => (payer[id] === account) !== (payee[id] === account) && (flags[id]! & TRANSFER_FAILED) === 0,
      );
      const groups: number[][] = [];
      for (const id of rows) {
        const last = groups.at(-1)?.at(-1);
        if (last !== undefined && atMs[id]! >= atMs[last]! && atMs[id]! < atMs[last]! + widthMs)
          groups.at(-1)?.push(id);
        else groups.push([id]);
      }
      return groups.filter((group) => group.length > 1).map((group) => ({ account, group }));
    });
  const members = ties.flatMap(({ group }) => group);
  const columns = {
    account: Uint32Array.from(ties, ({ account }) => account),
    start: Uint32Array.from([
      0,
      ...ties.map((_, index) => ties.slice(0, index + 1).flatMap((tie) => tie.group).length),
    ]),
    transfer: Uint32Array.from(members),
    fromMs: Float64Array.from(members, (id) => atMs[id]!),
    toMs: Float64Array.from(members, (id) => atMs[id]! + widthMs),
  };
  return { ...ledger, transfers: { ...ledger.transfers, ties: columns } };
}

/** How many times out of ten a rare thing is there. */
function rarely<T>(value: fc.Arbitrary<T>, timesInTen = 1): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 10 - timesInTen, arbitrary: fc.constant(null) }, { weight: timesInTen, arbitrary: value });
}

const drafts = fc.record({
  payer: fc.nat({ max: 5 }),
  payee: fc.nat({ max: 5 }),
  later: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.constant(-1) }),
  amountMinor: fc.nat({ max: 60 }),
  /** A burst: at the same instant as the row before it, at one of its accounts. */
  bursts: rarely(fc.constantFrom("pays-on" as const, "same-payer" as const, "same-payee" as const), 4),
  failed: rarely(fc.constant(true)),
  reverses: rarely(fc.record({ back: fc.integer({ min: 1, max: 6 }), part: fc.integer({ min: 1, max: 4 }) }), 2),
  payerBalance: rarely(fc.integer({ min: -40, max: 90 })),
  payeeBalance: rarely(fc.integer({ min: -40, max: 90 })),
});

const accountDrafts = fc.record({
  exitKind: fc.oneof(
    { weight: 12, arbitrary: fc.constant("none" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("cash" as const, "purchase" as const, "unknown" as const, "good-faith" as const),
    },
  ),
  openingMinor: fc.oneof(fc.constant(Number.NaN), fc.nat({ max: 100 }), fc.integer({ min: -40, max: 0 })),
  coverage: fc.constantFrom(
    [] as const,
    [[0, 100]] as const,
    [[0, 9]] as const,
    [[4, 12]] as const,
    [
      [0, 5],
      [11, 30],
    ] as const,
  ),
});

const lossDrafts = fc.record({
  at: fc.nat({ max: 30 }),
  percent: fc.constantFrom(null, 100, 70, 40, 10, 0),
  victimAccounts: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 2 }) },
  ),
});

/**
 * Small ledgers full of what is awkward: ties, bursts and times that run backwards, self-transfers, loops, openings known,
 * unknown and negative, overdrafts, stops, exits, reversals whole and in part, failed transfers, stated balances,
 * coverage gaps, dust, several and partial losses on one transfer, money that comes home.
 */
export const traceCases: fc.Arbitrary<TraceCase> = fc
  .record({
    accounts: fc.array(accountDrafts, { minLength: 6, maxLength: 6 }),
    drafts: fc.array(drafts, { minLength: 1, maxLength: 18 }),
    losses: fc.array(lossDrafts, { minLength: 1, maxLength: 5 }),
    guessing: fc.subarray([0, 1, 2, 3, 4, 5]),
    tieMs: fc.integer({ min: 1, max: 3 }),
    stops: rarely(fc.array(fc.nat({ max: 5 }), { maxLength: 2 }), 3),
    hubCounterparties: rarely(fc.integer({ min: 1, max: 4 }), 2),
    dustMinor: rarely(fc.integer({ min: 0, max: 15 }).map(toMinorUnits), 3),
    asOfMs: rarely(fc.nat({ max: 25 }), 2),
    coverage: fc.constantFrom("as-recorded" as const, "every-account" as const),
  })
  .map(({ accounts, drafts: rows, losses, stops, guessing, tieMs, ...options }) => {
    const transfers = toTransfers(rows);
    return {
      ledger: withTies(toLedger(accounts, transfers), guessing, tieMs),
      losses: toLosses(losses, transfers),
      options: { ...options, stops: stops ?? [] },
    };
  });

type Draft = typeof drafts extends fc.Arbitrary<infer T> ? T : never;
type LossDraft = typeof lossDrafts extends fc.Arbitrary<infer T> ? T : never;

function toTransfers(rows: readonly Draft[]): DraftTransfer[] {
  const transfers: DraftTransfer[] = [];
  let atMs = 0;
  for (const { later, reverses, failed, bursts, ...drawn } of rows) {
    const row = { ...drawn, ...burstSides(bursts, transfers.at(-1)) };
    atMs += bursts === null ? later : 0;
    const original = reverses === null ? -1 : transfers.length - reverses.back;
    const undone = transfers[original];
    const base = { ...row, atMs, failed: failed === true };
    if (undone === undefined || reverses === null) transfers.push({ ...base, reverses: null });
    else {
      const amountMinor = Math.ceil(undone.amountMinor / reverses.part);
      // One in four is as a careless hand would link it: between accounts that its original did not touch.
      const sides = reverses.part === 4 ? row : { payer: undone.payee, payee: undone.payer };
      transfers.push({ ...base, payer: sides.payer, payee: sides.payee, amountMinor, reverses: original });
    }
  }
  return transfers;
}

function burstSides(bursts: Draft["bursts"], before: DraftTransfer | undefined): Partial<DraftTransfer> {
  if (before === undefined) return {};
  switch (bursts) {
    case "pays-on":
      return { payer: before.payee };
    case "same-payer":
      return { payer: before.payer };
    case "same-payee":
      return { payee: before.payee };
    case null:
      return {};
  }
}

/** Losses that the engine accepts: on transfers that moved money between two accounts, never above them. */
function toLosses(losses: readonly LossDraft[], transfers: readonly DraftTransfer[]): Loss[] {
  const open = transfers.map(({ amountMinor }) => amountMinor);
  const blank = new Set<number>();
  const accepted: Loss[] = [];
  for (const { at, percent, victimAccounts } of losses) {
    const index = at % transfers.length;
    const transfer = transfers[index]!;
    if (transfer.failed === true || transfer.payer === transfer.payee) continue;
    const id = `L${accepted.length}`;
    if (percent === null && !blank.has(index)) {
      blank.add(index);
      accepted.push({ id, transfer: index, amountMinor: null, victimAccounts });
      continue;
    }
    const amount = Math.min(open[index]!, Math.floor((transfer.amountMinor * (percent ?? 50)) / 100));
    open[index]! -= amount;
    accepted.push({ id, transfer: index, amountMinor: toMinorUnits(amount), victimAccounts });
  }
  return accepted;
}

/** The case with every amount of it multiplied. */
export function scaled({ ledger, losses, options }: TraceCase, factor: number): TraceCase {
  const times = (column: Float64Array): Float64Array => column.map((amount) => amount * factor);
  const { transfers, accounts } = ledger;
  const statedBalances = { ...transfers.statedBalances, balanceMinor: times(transfers.statedBalances.balanceMinor) };
  return {
    ledger: {
      transfers: { ...transfers, amountMinor: times(transfers.amountMinor), statedBalances },
      accounts: { ...accounts, openingMinor: times(accounts.openingMinor) },
    },
    losses: losses.map((loss) => ({
      ...loss,
      amountMinor: loss.amountMinor === null ? null : toMinorUnits(loss.amountMinor * factor),
    })),
    options: { ...options, dustMinor: options.dustMinor === null ? null : toMinorUnits(options.dustMinor * factor) },
  };
}
