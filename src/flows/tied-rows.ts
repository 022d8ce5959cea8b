import { makeIndexHeap, popIndex, pushIndex } from "./index-heap.ts";
import { balanceAfter, balanceFollows, type LedgerLegs, legEffect } from "./ledger-legs.ts";

/** Up to so many tied rows every order is tried; it settles in microseconds. */
const searchedRows = 12;
const searchSteps = 20_000;

/** Steps of search left for a whole ledger: a bound on hostile input, beyond which preference alone decides. */
export interface SearchBudget {
  steps: number;
}

/**
 * What put tied rows in order: stated balances or serials; a guess; or only that receipts go before payments, which leaves
 * receipts among themselves, and payments, in no order.
 */
export type TieOrder = "decided" | "guessed" | "receipts-first";

/**
 * Puts the tied legs of one account (rows whose intervals overlap, directly or through each other) in order, in place,
 * by rule T6: the first order, preferring the bank's serial, else receipts before payments, else the smaller id, in
 * which every stated balance follows from the one before; where there is none, that preference alone. A row that ended
 * before another began always goes first.
 * @param around the balance before the group and, when asked, the one that the rows after it require; NaN when unknown.
 */
export function orderTiedRows(legs: LedgerLegs, group: Uint32Array, around: BalancesAround): TieOrder {
  const preference = byPreference(legs, group);
  const preferred = firstAllowed(legs, preference);
  const chain = findChain(legs, { preference, preferred }, around);
  group.set(chain ?? preferred);
  if (chain !== undefined && group.every((leg) => !Number.isNaN(legs.balanceMinor[leg]!))) return "decided";
  if (haveSerials(legs, group)) return "decided";
  return group.every((leg) => saysNothing(legs, leg, group[0]!)) ? "receipts-first" : "guessed";
}

function saysNothing(legs: LedgerLegs, leg: number, first: number): boolean {
  const sameInterval = legs.fromMs[leg] === legs.fromMs[first] && legs.toMs[leg] === legs.toMs[first];
  return sameInterval && Number.isNaN(legs.balanceMinor[leg]!);
}

/** Balances around a group of tied rows, minor units; NaN when unknown. */
export interface BalancesAround {
  readonly beforeMinor: number;
  readonly requiredAfterMinor: () => number;
  readonly budget: SearchBudget;
}

function haveSerials(legs: LedgerLegs, group: Uint32Array): boolean {
  const serials = new Set<number>();
  for (const leg of group) serials.add(legs.serial[leg]!);
  return serials.size === group.length && !serials.has(Number.NaN);
}

function byPreference(legs: LedgerLegs, group: Uint32Array): Uint32Array {
  const bySerial = haveSerials(legs, group);
  return group.slice().sort((a, b) => {
    if (bySerial) return legs.serial[a]! - legs.serial[b]!;
    return (b & 1) - (a & 1) || legs.toMs[a]! - legs.toMs[b]! || legs.fromMs[a]! - legs.fromMs[b]! || a - b;
  });
}

/** The most preferred row first, among those that began before every row still waiting has ended. */
function firstAllowed(legs: LedgerLegs, preference: Uint32Array): Uint32Array {
  const size = preference.length;
  const ranks = Uint32Array.from(preference, (_, rank) => rank);
  const byStart = ranks.slice().sort((a, b) => legs.fromMs[preference[a]!]! - legs.fromMs[preference[b]!]! || a - b);
  const byEnd = ranks.slice().sort((a, b) => legs.toMs[preference[a]!]! - legs.toMs[preference[b]!]! || a - b);
  const placed = new Uint8Array(size);
  const ready = makeIndexHeap(size);
  const ordered = new Uint32Array(size);
  let begun = 0;
  let ended = 0;
  for (let position = 0; position < size; position++) {
    while (placed[byEnd[ended]!] === 1) ended += 1;
    const limitMs = legs.toMs[preference[byEnd[ended]!]!]!;
    while (begun < size && legs.fromMs[preference[byStart[begun]!]!]! < limitMs) pushIndex(ready, byStart[begun++]!);
    const rank = popIndex(ready);
    placed[rank] = 1;
    ordered[position] = preference[rank]!;
  }
  return ordered;
}

/** Tied rows by preference alone, and the first order of them that their intervals allow. */
interface Candidates {
  readonly preference: Uint32Array;
  readonly preferred: Uint32Array;
}

/** The first order in which all stated balances follow; a gap before the group (a missing page) is no objection. */
function findChain(legs: LedgerLegs, tied: Candidates, around: BalancesAround): ArrayLike<number> | undefined {
  const { preference, preferred } = tied;
  if (preferred.every((leg) => Number.isNaN(legs.balanceMinor[leg]!))) return undefined;
  const chainFrom = (startMinor: number): ArrayLike<number> | undefined => {
    if (followsThroughout(legs, preferred, startMinor)) return preferred;
    const few = preference.length <= searchedRows;
    return few
      ? searchChain(legs, preference, { startMinor, budget: around.budget })
      : walkAllBalances(legs, preference, startMinor);
  };
  const known = Number.isNaN(around.beforeMinor) ? undefined : chainFrom(around.beforeMinor);
  if (known !== undefined) return known;
  const required = around.requiredAfterMinor() - preferred.reduce((sum, leg) => sum + legEffect(legs, leg), 0);
  return (Number.isNaN(required) ? undefined : chainFrom(required)) ?? chainFrom(Number.NaN);
}

function followsThroughout(legs: LedgerLegs, order: ArrayLike<number>, beforeMinor: number): boolean {
  let balance = beforeMinor;
  for (let position = 0; position < order.length; position++) {
    if (!balanceFollows(legs, order[position]!, balance)) return false;
    balance = balanceAfter(legs, order[position]!, balance);
  }
  return true;
}

/** Tries the orders of a few rows, most preferred first, within a fixed number of steps. */
function searchChain(
  legs: LedgerLegs,
  preference: Uint32Array,
  from: { readonly startMinor: number; readonly budget: SearchBudget },
): number[] | undefined {
  const order: number[] = [];
  const used = new Uint8Array(preference.length);
  const stopAt = Math.max(0, from.budget.steps - searchSteps);
  const extend = (balance: number): boolean => {
    if (order.length === preference.length) return true;
    const limitMs = preference.reduce(
      (end, leg, i) => (used[i] === 1 ? end : Math.min(end, legs.toMs[leg]!)),
      Infinity,
    );
    for (let i = 0; i < preference.length; i++) {
      const leg = preference[i]!;
      if (used[i] === 1 || legs.fromMs[leg]! >= limitMs || !balanceFollows(legs, leg, balance)) continue;
      if (--from.budget.steps < stopAt) return false;
      used[i] = 1;
      order.push(leg);
      if (extend(balanceAfter(legs, leg, balance))) return true;
      order.pop();
      used[i] = 0;
    }
    return false;
  };
  return extend(from.startMinor) ? order : undefined;
}

/**
 * Many rows of one interval that all state their balance (a day of a statement without times): each row is an edge from
 * the balance before it to the balance after it, and the order is a walk over all edges (Hierholzer 1873). Linear.
 */
function walkAllBalances(legs: LedgerLegs, preference: Uint32Array, beforeMinor: number): number[] | undefined {
  const first = preference[0]!;
  const leaving = new Map<number, number[]>();
  const degree = new Map<number, number>();
  for (let i = preference.length - 1; i >= 0; i--) {
    const leg = preference[i]!;
    const after = legs.balanceMinor[leg]!;
    const sameInterval = legs.fromMs[leg] === legs.fromMs[first] && legs.toMs[leg] === legs.toMs[first];
    if (Number.isNaN(after) || !sameInterval) return undefined;
    const before = after - legEffect(legs, leg);
    const edges = leaving.get(before);
    if (edges === undefined) leaving.set(before, [leg]);
    else edges.push(leg);
    degree.set(before, (degree.get(before) ?? 0) + 1);
    degree.set(after, (degree.get(after) ?? 0) - 1);
  }
  const heads = [...degree].filter(([, excess]) => excess > 0).map(([balance]) => balance);
  const start =
    heads[0] ?? (Number.isNaN(beforeMinor) ? legs.balanceMinor[first]! - legEffect(legs, first) : beforeMinor);
  const path: number[] = [];
  const trail: number[] = [];
  for (let at = start; ; ) {
    const next = leaving.get(at)?.pop();
    if (next !== undefined) {
      trail.push(next);
      at = legs.balanceMinor[next]!;
      continue;
    }
    const done = trail.pop();
    if (done === undefined) break;
    path.push(done);
    at = legs.balanceMinor[done]! - legEffect(legs, done);
  }
  path.reverse();
  return path.length === preference.length && followsThroughout(legs, path, beforeMinor) ? path : undefined;
}
