import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerLegs } from "./ledger-legs.ts";
import { orderLedger } from "./ledger-order.ts";
import { tieColumns } from "./tie-columns.ts";

/** One side as its account's statement shows it. */
interface Side {
  readonly fromMs: number;
  readonly widthMs: number;
  readonly serial?: number;
  readonly balance?: number;
}

interface Row {
  readonly payer: number;
  readonly payee: number;
  readonly moved: number;
  readonly payerSide: Side;
  readonly payeeSide: Side;
}

function legsOf(rows: readonly Row[], openings: readonly number[]): LedgerLegs {
  const sides = rows.flatMap((row) => [row.payerSide, row.payeeSide]);
  return {
    length: rows.length,
    accountCount: openings.length,
    payer: Uint32Array.from(rows, (row) => row.payer),
    payee: Uint32Array.from(rows, (row) => row.payee),
    movedMinor: Float64Array.from(rows, (row) => row.moved),
    fromMs: Float64Array.from(sides, (side) => side.fromMs),
    toMs: Float64Array.from(sides, (side) => side.fromMs + side.widthMs),
    serial: Float64Array.from(sides, (side) => side.serial ?? Number.NaN),
    balanceMinor: Float64Array.from(sides, (side) => side.balance ?? Number.NaN),
    openingMinor: Float64Array.from(openings),
  };
}

interface TwinLeg extends Side {
  readonly id: number;
  readonly receipt: boolean;
  readonly effect: number;
}

/** The slow twin of one account's order, in steps: all orders of each tied group, most preferred first. */
function twinSteps(rows: readonly Row[], account: number, opening: number): number[][] {
  const own = rows.flatMap((row, id): TwinLeg[] => {
    if (row.payer === row.payee) return [];
    if (row.payer === account) return [{ ...row.payerSide, id, receipt: false, effect: -row.moved }];
    return row.payee === account ? [{ ...row.payeeSide, id, receipt: true, effect: row.moved }] : [];
  });
  const placed = own.filter((leg) => rows[leg.id]?.moved !== 0 || leg.balance !== undefined);
  const waiting = [...placed].sort((a, b) => a.fromMs - b.fromMs || a.id - b.id);
  const groups: TwinLeg[][] = [];
  for (const leg of waiting) {
    const last = groups.at(-1);
    if (last?.some((other) => overlap(leg, other))) last.push(leg);
    else groups.push([leg]);
  }
  const steps: number[][] = [];
  let balance = opening;
  for (const [i, group] of groups.entries()) {
    const orders = allOrders(preferenceOf(group));
    const required = requiredBy(groups.slice(i + 1)) - group.reduce((sum, leg) => sum + leg.effect, 0);
    const starts = group.some((leg) => leg.balance !== undefined) && group.length > 1 ? [balance, required] : [];
    const fitting = starts
      .filter((start) => !Number.isNaN(start))
      .map((start) => orders.find((order) => follows(order, start)))
      .find((order) => order !== undefined);
    const best = fitting ?? orders.find((order) => follows(order, Number.NaN)) ?? orders[0] ?? [];
    for (const leg of best) balance = leg.balance ?? balance + leg.effect;
    const sides = [best.filter((leg) => leg.receipt), best.filter((leg) => !leg.receipt)];
    const ordered = saysNothing(group) ? sides.filter((side) => side.length > 0) : best.map((leg) => [leg]);
    steps.push(...ordered.map((step) => step.map((leg) => leg.id)));
  }
  return steps;
}

/** Without balances, serials and differing times, a tied row is told from the others by its side only. */
function saysNothing(group: readonly TwinLeg[]): boolean {
  const serials = new Set(group.map((leg) => leg.serial));
  const serial = serials.size === group.length && !serials.has(undefined);
  const intervals = new Set(group.map((leg) => `${leg.fromMs} ${leg.widthMs}`));
  return !serial && intervals.size === 1 && group.every((leg) => leg.balance === undefined);
}

/** The balance before the first of these groups, where their stated balances leave one choice. */
function requiredBy(groups: readonly TwinLeg[][]): number {
  for (const group of groups) {
    if (group.some((leg) => leg.balance === undefined)) return Number.NaN;
    const after = group.map((leg) => leg.balance ?? 0);
    const before = group.map((leg) => (leg.balance ?? 0) - leg.effect);
    const count = (list: readonly number[], value: number): number => list.filter((other) => other === value).length;
    const heads = new Set(before.filter((value) => count(before, value) > count(after, value)));
    if (heads.size > 0) return heads.size === 1 ? ([...heads][0] ?? Number.NaN) : Number.NaN;
  }
  return Number.NaN;
}

function overlap(a: TwinLeg, b: TwinLeg): boolean {
  return a.fromMs < b.fromMs + b.widthMs && b.fromMs < a.fromMs + a.widthMs;
}

function preferenceOf(group: readonly TwinLeg[]): TwinLeg[] {
  const serials = new Set(group.map((leg) => leg.serial));
  const end = (leg: TwinLeg): number => leg.fromMs + leg.widthMs;
  return [...group].sort((a, b) =>
    serials.size === group.length && !serials.has(undefined)
      ? (a.serial ?? 0) - (b.serial ?? 0)
      : Number(b.receipt) - Number(a.receipt) || end(a) - end(b) || a.fromMs - b.fromMs || a.id - b.id,
  );
}

/** All orders that put no row before one that had ended when it began; first those that begin with the most preferred. */
function allOrders(preferred: readonly TwinLeg[]): TwinLeg[][] {
  if (preferred.length === 0) return [[]];
  return preferred
    .filter((leg) => preferred.every((other) => other === leg || other.fromMs + other.widthMs > leg.fromMs))
    .flatMap((leg) => allOrders(preferred.filter((other) => other !== leg)).map((rest) => [leg, ...rest]));
}

function follows(order: readonly TwinLeg[], before: number): boolean {
  let balance = before;
  for (const leg of order) {
    const expected = balance + leg.effect;
    if (leg.balance !== undefined && !Number.isNaN(expected) && expected !== leg.balance) return false;
    balance = leg.balance ?? expected;
  }
  return true;
}

/** The slow twin of the whole order, in quadratic time and worse. */
function twinOrder(rows: readonly Row[], openings: readonly number[]): number[] {
  const links = openings.flatMap((opening, account) => {
    const steps = twinSteps(rows, account, opening);
    return steps.flatMap((step, i) =>
      (steps[i - 1] ?? []).flatMap((before) => step.map((after) => ({ before, after }))),
    );
  });
  const order: number[] = [];
  const crossed = (point: number): boolean => links.some((link) => link.after < point && link.before >= point);
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (crossed(to)) to += 1;
    const left = new Set(Array.from({ length: to - from }, (_, i) => from + i));
    const waitsFor = (id: number): number[] =>
      links.filter((link) => link.after === id && left.has(link.before)).map((link) => link.before);
    while (left.size > 0) {
      const ids = [...left];
      const next = ids.find((id) => waitsFor(id).length === 0) ?? ids.find((id) => isOnCycle(id, waitsFor));
      if (next === undefined) throw new Error("rows that all wait must wait in a circle");
      left.delete(next);
      order.push(next);
    }
    from = to;
  }
  return order;
}

/** Whether `id` is reached again from what it waits for. */
function isOnCycle(id: number, waitsFor: (id: number) => number[]): boolean {
  const reached = new Set(waitsFor(id));
  for (const other of reached) for (const further of waitsFor(other)) reached.add(further);
  return reached.has(id);
}

const widths = fc.constantFrom(1, 1, 10, 40);
const side = (atMs: number): fc.Arbitrary<Side> =>
  fc
    .record({
      shift: fc.integer({ min: -6, max: 6 }),
      widthMs: widths,
      serial: fc.option(fc.nat(30), { nil: undefined }),
    })
    .map(({ shift, widthMs, serial }) => ({
      fromMs: Math.floor((atMs + shift) / widthMs) * widthMs,
      widthMs,
      ...(serial === undefined ? {} : { serial }),
    }));

/** Ledgers with true balances stated here and there, as seen by clocks that disagree a little. */
const ledgers = fc
  .array(fc.record({ at: fc.nat(60), payer: fc.nat(3), payee: fc.nat(3), moved: fc.nat(3), state: fc.nat(9) }), {
    maxLength: 9,
  })
  .map((events) => events.sort((a, b) => a.at - b.at))
  .chain((events) =>
    fc.tuple(fc.constant(events), fc.tuple(...events.map((event) => fc.tuple(side(event.at), side(event.at))))),
  )
  .map(([events, sides]) => {
    const balances = [5, 5, 5, 5];
    return events.map((event, i): Row => {
      balances[event.payer] = (balances[event.payer] ?? 0) - event.moved;
      balances[event.payee] = (balances[event.payee] ?? 0) + event.moved;
      const [payerSide, payeeSide] = sides[i] ?? [];
      const state = (seen: Side | undefined, balance: number | undefined, wanted: boolean): Side => {
        const base = seen ?? { fromMs: event.at, widthMs: 1 };
        return wanted && balance !== undefined ? { ...base, balance } : base;
      };
      return {
        ...event,
        payerSide: state(payerSide, balances[event.payer], event.state > 3),
        payeeSide: state(payeeSide, balances[event.payee], event.state > 5),
      };
    });
  });

describe("orderLedger", () => {
  it("T6: equals the twin that tries every order of tied rows and looks at every pair", () => {
    const openings = fc.constantFrom([Number.NaN, Number.NaN, Number.NaN, Number.NaN], [5, 5, Number.NaN, 7]);
    fc.assert(
      fc.property(ledgers, openings, (rows, opening) => {
        expect([...orderLedger(legsOf(rows, opening)).order]).toEqual(twinOrder(rows, opening));
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });

  const second = (fromMs: number, more: Partial<Side> = {}): Side => ({ fromMs, widthMs: 1_000, ...more });

  it("T6: tied rows follow the running balance, whatever their serials say", () => {
    const rows: Row[] = [
      { payer: 0, payee: 1, moved: 30, payerSide: second(0, { serial: 1, balance: 70 }), payeeSide: second(0) },
      { payer: 2, payee: 0, moved: 100, payerSide: second(0), payeeSide: second(0, { serial: 2, balance: 100 }) },
    ];
    const { order, guessed } = orderLedger(legsOf(rows, [0, Number.NaN, Number.NaN]));
    expect([...order]).toEqual([1, 0]);
    expect([...guessed]).toEqual([0, 0]);
  });

  it("T6: without balances the serial decides, without serials receipts go before payments and the order is a guess", () => {
    const pay: Row = { payer: 0, payee: 1, moved: 30, payerSide: second(0), payeeSide: second(0) };
    const receive: Row = { payer: 2, payee: 0, moved: 30, payerSide: second(0), payeeSide: second(0) };
    const guess = orderLedger(legsOf([pay, receive], [Number.NaN, Number.NaN, Number.NaN]));
    expect([[...guess.order], [...guess.guessed]]).toEqual([
      [1, 0],
      [1, 1],
    ]);
    const serials = [
      { ...pay, payerSide: second(0, { serial: 7 }) },
      { ...receive, payeeSide: second(0, { serial: 8 }) },
    ];
    const known = orderLedger(legsOf(serials, [Number.NaN, Number.NaN, Number.NaN]));
    expect([[...known.order], [...known.guessed]]).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it("T7: each account's tied rows are told whose order was guessed, by their place and its own interval", () => {
    const rows: Row[] = [
      { payer: 0, payee: 1, moved: 30, payerSide: second(0), payeeSide: second(5_000) },
      { payer: 2, payee: 0, moved: 30, payerSide: second(0), payeeSide: second(0) },
      { payer: 0, payee: 1, moved: 10, payerSide: second(9_000), payeeSide: second(9_000) },
    ];
    const legs = legsOf(rows, [Number.NaN, Number.NaN, Number.NaN]);
    const { order, chains } = orderLedger(legs);
    const place = new Uint32Array(order.length);
    for (const [position, id] of order.entries()) place[id] = position;
    const { account, start, transfer, fromMs, toMs } = tieColumns(legs, chains, place);
    expect([...order]).toEqual([1, 0, 2]);
    expect([account, start, transfer, fromMs, toMs].map((column) => [...column])).toEqual([
      [0],
      [0, 2],
      [0, 1],
      [0, 0],
      [1_000, 1_000],
    ]);
  });

  it("F23: payments to an account without a statement take the order that their payers' balances prove", () => {
    const rows: Row[] = [
      { payer: 0, payee: 1, moved: 25, payerSide: second(0, { balance: 45 }), payeeSide: second(0) },
      { payer: 0, payee: 1, moved: 30, payerSide: second(0, { balance: 70 }), payeeSide: second(0) },
    ];
    const { order, cycleAccounts } = orderLedger(legsOf(rows, [100, Number.NaN]));
    expect([...order]).toEqual([1, 0]);
    expect(cycleAccounts).toEqual([]);
  });

  it("F22: a refused payment among tied rows does not upset what the balances say of the others", () => {
    const rows: Row[] = [
      { payer: 0, payee: 2, moved: 30, payerSide: second(0, { balance: 70 }), payeeSide: second(0, { balance: 80 }) },
      { payer: 0, payee: 2, moved: 0, payerSide: second(0, { balance: 70 }), payeeSide: second(0) },
      { payer: 0, payee: 2, moved: 40, payerSide: second(0, { balance: 30 }), payeeSide: second(0, { balance: 120 }) },
      { payer: 1, payee: 2, moved: 50, payerSide: second(0, { balance: 0 }), payeeSide: second(0, { balance: 50 }) },
    ];
    const { order, guessed, cycleAccounts } = orderLedger(legsOf(rows, [100, 50, 0]));
    expect([...order]).toEqual([3, 0, 1, 2]);
    expect([...guessed]).toEqual([0, 0, 0, 0]);
    expect(cycleAccounts).toEqual([]);
  });

  it("T6: on a cycle of contradicting clocks the earliest row goes first and its accounts are marked", () => {
    const rows: Row[] = [
      { payer: 0, payee: 1, moved: 1, payerSide: second(0), payeeSide: second(9_000) },
      { payer: 1, payee: 0, moved: 1, payerSide: second(1_000), payeeSide: second(8_000) },
      { payer: 0, payee: 1, moved: 1, payerSide: second(9_000), payeeSide: second(2_000) },
    ];
    const ordered = orderLedger(legsOf(rows, [Number.NaN, Number.NaN]));
    expect(ordered.order[0]).toBe(0);
    expect(ordered.cycleAccounts).toEqual([0, 1]);
    expect(ordered.guessed[0]).toBe(1);
  });

  it("T6: a day without times that states balances is put in their order however many rows it has", () => {
    const size = 2_000;
    let balance = 0;
    const day: Row[] = Array.from({ length: size }, (_, i) => {
      const moved = ((i * 7_919) % 13) + 1;
      const receipt = i % 3 !== 2;
      balance += receipt ? moved : -moved;
      const mine = { fromMs: 0, widthMs: 86_400_000, balance };
      const theirs = { fromMs: 0, widthMs: 86_400_000 };
      return receipt
        ? { payer: 1, payee: 0, moved, payerSide: theirs, payeeSide: mine }
        : { payer: 0, payee: 1, moved, payerSide: mine, payeeSide: theirs };
    });
    const listedNewestFirst = day.toReversed();
    const { order, chains } = orderLedger(legsOf(listedNewestFirst, [0, Number.NaN]));
    expect(order.length).toBe(size);
    let running = 0;
    for (const leg of chains.legs.subarray(chains.start[0], chains.start[1])) {
      const row = listedNewestFirst[leg >>> 1] as Row;
      const receipt = (leg & 1) === 1;
      running += receipt ? row.moved : -row.moved;
      expect((receipt ? row.payeeSide : row.payerSide).balance).toBe(running);
    }
  });
});
