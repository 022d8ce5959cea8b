import { balanceAfter, type LedgerLegs, legEffect } from "./ledger-legs.ts";
import { orderTiedRows, type SearchBudget } from "./tied-rows.ts";

/** Each account's legs in its own order (rule T6). */
export interface AccountChains {
  /**
   * Leg indices: those of account i stand from `start[i]` to `start[i + 1]`. A leg that has no place of its own (rule F22)
   * stands in no chain.
   */
  readonly legs: Uint32Array;
  readonly start: Uint32Array;
  /**
   * Per entry of `legs`: 1 where it begins a step. A leg comes after every leg of the step before it; the legs of one step
   * are in no order among themselves (tied rows of which nothing is known but their side).
   */
  readonly beginsStep: Uint8Array;
  /** Per transfer: 1 where the order among tied rows had to be guessed. */
  readonly guessed: Uint8Array;
  /** The groups of tied rows whose order had to be guessed, accounts ascending, each account's in its order. */
  readonly ties: readonly GuessedTie[];
}

/** Tied rows whose order had to be guessed: entries `first` to `next` (exclusive) of `AccountChains.legs`. */
export interface GuessedTie {
  readonly account: number;
  readonly first: number;
  readonly next: number;
}

/** Steps of search for the balance chains of tied rows, for a whole ledger: a few seconds. */
const searchSteps = 20_000_000;

/** Orders every account's legs by its own witness's time, and tied rows by `orderTiedRows`. */
export function chainAccounts(legs: LedgerLegs): AccountChains {
  const chains = gatherByAccount(legs);
  const budget = { steps: searchSteps };
  const ties: GuessedTie[] = [];
  for (let account = 0; account < legs.accountCount; account++) {
    const own = chains.legs.subarray(chains.start[account], chains.start[account + 1]);
    if (own.length < 2) continue;
    const beginsStep = chains.beginsStep.subarray(chains.start[account], chains.start[account + 1]);
    const onGuess = (first: number, next: number): void => {
      const before = chains.start[account]!;
      ties.push({ account, first: before + first, next: before + next });
      for (const leg of own.subarray(first, next)) chains.guessed[leg >>> 1] = 1;
    };
    orderOne(legs, own, { openingMinor: legs.openingMinor[account]!, beginsStep, onGuess, budget });
  }
  return { ...chains, ties };
}

function gatherByAccount(legs: LedgerLegs): Omit<AccountChains, "ties"> {
  const start = new Uint32Array(legs.accountCount + 1);
  for (let id = 0; id < legs.length; id++) {
    if (hasPlace(legs, 2 * id)) start[legs.payer[id]! + 1]! += 1;
    if (hasPlace(legs, 2 * id + 1)) start[legs.payee[id]! + 1]! += 1;
  }
  for (let account = 0; account < legs.accountCount; account++) start[account + 1]! += start[account]!;
  const gathered = new Uint32Array(start[legs.accountCount]!);
  const next = start.slice();
  for (let id = 0; id < legs.length; id++) {
    if (hasPlace(legs, 2 * id)) gathered[next[legs.payer[id]!]!++] = 2 * id;
    if (hasPlace(legs, 2 * id + 1)) gathered[next[legs.payee[id]!]!++] = 2 * id + 1;
  }
  const beginsStep = new Uint8Array(gathered.length).fill(1);
  return { legs: gathered, start, beginsStep, guessed: new Uint8Array(legs.length) };
}

/**
 * Whether the leg's place among the others of its account means anything. What moves nothing fits everywhere where no
 * balance is stated, so a place given to it at the payee could contradict the payer's and make a cycle of true rows.
 */
function hasPlace(legs: LedgerLegs, leg: number): boolean {
  const id = leg >>> 1;
  if (legs.payer[id] === legs.payee[id]) return false;
  return legs.movedMinor[id] !== 0 || !Number.isNaN(legs.balanceMinor[leg]!);
}

interface Ordering {
  readonly openingMinor: number;
  readonly beginsStep: Uint8Array;
  /** Called with the entries of `own` whose order was guessed, from `first` to `next` (exclusive). */
  readonly onGuess: (first: number, next: number) => void;
  readonly budget: SearchBudget;
}

function orderOne(legs: LedgerLegs, own: Uint32Array, ordering: Ordering): void {
  const { beginsStep, budget } = ordering;
  sortByStart(legs.fromMs, own);
  let balance = ordering.openingMinor;
  for (let first = 0; first < own.length; ) {
    const next = endOfTie(legs, own, first);
    if (next - first > 1) {
      const group = own.subarray(first, next);
      const around = { beforeMinor: balance, requiredAfterMinor: () => balanceRequired(legs, own, next), budget };
      const tie = orderTiedRows(legs, group, around);
      if (tie !== "decided") ordering.onGuess(first, next);
      if (tie === "receipts-first") {
        for (let i = first + 1; i < next; i++) beginsStep[i] = (own[i]! & 1) === (own[i - 1]! & 1) ? 0 : 1;
      }
    }
    for (let i = first; i < next; i++) balance = balanceAfter(legs, own[i]!, balance);
    first = next;
  }
}

/** Where the rows end whose intervals overlap that of the row at `first`, directly or through each other. */
function endOfTie(legs: LedgerLegs, own: Uint32Array, first: number): number {
  let end = legs.toMs[own[first]!]!;
  let next = first + 1;
  while (next < own.length && legs.fromMs[own[next]!]! < end) {
    end = Math.max(end, legs.toMs[own[next]!]!);
    next += 1;
  }
  return next;
}

/** Rows looked at ahead of a tie whose own balances fit several orders. */
const lookedAtAhead = 256;

/**
 * The balance before the row at `from`, as the rows there require it: the one at which more of the next tied rows begin
 * than end. Rows that begin and end at the same balance pass the question on to those after them. NaN when unknown.
 */
function balanceRequired(legs: LedgerLegs, own: Uint32Array, from: number): number {
  for (let first = from; first < own.length && first < from + lookedAtAhead; ) {
    const next = endOfTie(legs, own, first);
    const excess = new Map<number, number>();
    for (let i = first; i < next; i++) {
      const after = legs.balanceMinor[own[i]!]!;
      if (Number.isNaN(after)) return Number.NaN;
      const before = after - legEffect(legs, own[i]!);
      excess.set(before, (excess.get(before) ?? 0) + 1);
      excess.set(after, (excess.get(after) ?? 0) - 1);
    }
    const heads = [...excess].filter(([, count]) => count > 0);
    if (heads.length > 0) return heads.length === 1 ? heads[0]![0] : Number.NaN;
    first = next;
  }
  return Number.NaN;
}

/** Ids ascend by time already, so that nearly every account is sorted before it begins. */
function sortByStart(fromMs: Float64Array, own: Uint32Array): void {
  for (let i = 1; i < own.length; i++) {
    if (fromMs[own[i]!]! >= fromMs[own[i - 1]!]!) continue;
    own.sort((a, b) => fromMs[a]! - fromMs[b]! || a - b);
    return;
  }
}
