import { type AccountChains, chainAccounts } from "./account-chains.ts";
import { type IndexHeap, makeIndexHeap, popIndex, pushIndex } from "./index-heap.ts";
import type { LedgerLegs } from "./ledger-legs.ts";
import { NONE } from "./witness-columns.ts";

/** The order of a ledger (rule T6). */
export interface LedgerOrder {
  /** Transfer ids in the ledger's order. */
  readonly order: Uint32Array;
  /** Each account's legs in its own order. */
  readonly chains: AccountChains;
  /** Per transfer: 1 where the order had to be guessed: undecided ties, and rows put first on a cycle. */
  readonly guessed: Uint8Array;
  /** Accounts of the rows that were put first on a cycle, ascending. */
  readonly cycleAccounts: readonly number[];
}

/**
 * Orders a ledger by rule T6: the topological order of all accounts' chains, smallest id first; on a cycle (two banks'
 * clocks contradict each other) the earliest row goes first and its accounts are marked.
 *
 * A point between two ids that no chain crosses backwards is a border: everything before it goes first. Between borders
 * that lie next to each other there is nothing to do, so that a ledger in order costs one look at each leg.
 */
export function orderLedger(legs: LedgerLegs): LedgerOrder {
  const chains = chainAccounts(legs);
  const graph = linkSteps(legs, chains);
  const order = new Uint32Array(legs.length);
  const heap = makeIndexHeap(graph.longestBlock);
  const cycleAccounts = new Set<number>();
  const put = (id: number): void => {
    chains.guessed[id] = 1;
    cycleAccounts.add(legs.payer[id]!).add(legs.payee[id]!);
  };
  for (let from = 0; from < legs.length; ) {
    let to = from + 1;
    while (graph.crossings[to]! > 0) to += 1;
    if (to - from === 1) {
      order[from] = from;
      for (let leg = 2 * from; leg < 2 * from + 2; leg++) leave(graph, leg);
    } else orderBlock({ graph, heap, from, to, put }, order);
    from = to;
  }
  return { order, chains, guessed: chains.guessed, cycleAccounts: [...cycleAccounts].sort((a, b) => a - b) };
}

/** Looks at rows in search of cycles, for a whole ledger: about a second; an honest ledger needs a few a contradiction. */
const searchSteps = 20_000_000;

interface ChainGraph {
  readonly legs: Uint32Array;
  /** Legs of step i: `legs[start[i]]` to `legs[start[i + 1] − 1]`. An account's steps stand next to each other. */
  readonly start: Uint32Array;
  /** Per step: 1 when it is its account's first. One more entry than steps, 1. */
  readonly isFirst: Uint8Array;
  /** Per leg: its step, or NONE. */
  readonly stepOf: Uint32Array;
  /** Per step: how many of its legs are not placed yet, and where the first of them may be looked for. */
  readonly left: Uint32Array;
  readonly lookFrom: Uint32Array;
  /** Per id: how many chain links lead backwards across the point before it. One more entry than ids, 0. */
  readonly crossings: Int32Array;
  readonly longestBlock: number;
  /** Looks at rows left for finding cycles, for a whole ledger. */
  readonly budget: { steps: number };
}

function linkSteps(legs: LedgerLegs, chains: AccountChains): ChainGraph {
  const steps = chains.beginsStep.reduce((sum, begins) => sum + begins, 0);
  const start = new Uint32Array(steps + 1).fill(chains.legs.length, steps);
  const isFirst = new Uint8Array(steps + 1).fill(1, steps);
  const stepOf = new Uint32Array(2 * legs.length).fill(NONE);
  const left = new Uint32Array(steps);
  const crossings = new Int32Array(legs.length + 1);
  let step = -1;
  for (let account = 0; account < legs.accountCount; account++) {
    let greatestBefore = -1;
    for (let i = chains.start[account]!; i < chains.start[account + 1]!; ) {
      start[++step] = i;
      isFirst[step] = greatestBefore < 0 ? 1 : 0;
      let least = chains.legs[i]! >>> 1;
      let greatest = least;
      do {
        const leg = chains.legs[i++]!;
        stepOf[leg] = step;
        left[step]! += 1;
        least = Math.min(least, leg >>> 1);
        greatest = Math.max(greatest, leg >>> 1);
      } while (i < chains.start[account + 1]! && chains.beginsStep[i] === 0);
      if (least < greatestBefore) {
        crossings[least + 1]! += 1;
        crossings[greatestBefore + 1]! -= 1;
      }
      greatestBefore = greatest;
    }
  }
  const longestBlock = sumCrossings(crossings);
  const lookFrom = start.slice(0, steps);
  const budget = { steps: searchSteps };
  return { legs: chains.legs, start, isFirst, stepOf, left, lookFrom, crossings, longestBlock, budget };
}

/** Turns the changes at each point into how many links cross it; answers the length of the longest block. */
function sumCrossings(crossings: Int32Array): number {
  let longestBlock = 1;
  for (let id = 1, blockFrom = 0; id < crossings.length; id++) {
    crossings[id]! += crossings[id - 1]!;
    if (crossings[id]! > 0) continue;
    longestBlock = Math.max(longestBlock, id - blockFrom);
    blockFrom = id;
  }
  return longestBlock;
}

interface Block {
  readonly graph: ChainGraph;
  readonly heap: IndexHeap;
  readonly from: number;
  readonly to: number;
  /** Called with a row that goes first on a cycle. */
  readonly put: (id: number) => void;
}

/** Kahn's topological order of the ids from `from` to `to` (exclusive), smallest first. */
function orderBlock(block: Block, order: Uint32Array): void {
  const { graph, heap, from, to } = block;
  const { start } = graph;
  const waiting = new Uint8Array(to - from);
  const placed = new Uint8Array(to - from);
  for (let id = from; id < to; id++) {
    for (let leg = 2 * id; leg < 2 * id + 2; leg++) if (waits(graph, leg)) waiting[id - from]! += 1;
    if (waiting[id - from] === 0) pushIndex(heap, id);
  }
  let earliest = from;
  for (let position = from; position < to; position++) {
    if (heap.size === 0) {
      const first = earliestOnCycle(graph, { placed, from, start: earliest });
      earliest = first;
      waiting[first - from] = 0;
      block.put(first);
      pushIndex(heap, first);
    }
    const id = popIndex(heap);
    placed[id - from] = 1;
    order[position] = id;
    for (let leg = 2 * id; leg < 2 * id + 2; leg++) {
      const step = leave(graph, leg);
      if (step === NONE) continue;
      for (let i = start[step + 1]!; i < start[step + 2]!; i++) {
        const next = graph.legs[i]! >>> 1;
        if (next >= to || placed[next - from] === 1 || waiting[next - from] === 0) continue;
        waiting[next - from]! -= 1;
        if (waiting[next - from] === 0) pushIndex(heap, next);
      }
    }
  }
}

/** Takes a placed leg out of its step; answers the step when it was the last of it and another step waits, else NONE. */
function leave({ stepOf, isFirst, left }: ChainGraph, leg: number): number {
  const step = stepOf[leg]!;
  if (step === NONE) return NONE;
  left[step]! -= 1;
  return left[step]! > 0 || isFirst[step + 1] === 1 ? NONE : step;
}

/** Whether rows that go before the leg in its account are not placed yet. */
function waits({ stepOf, isFirst, left }: ChainGraph, leg: number): boolean {
  const step = stepOf[leg]!;
  return step !== NONE && isFirst[step] === 0 && left[step - 1]! > 0;
}

interface Stuck {
  readonly placed: Uint8Array;
  /** The first id of the block. */
  readonly from: number;
  /** A row that is not placed; every smaller one is placed or on no cycle. */
  readonly start: number;
}

/**
 * The smallest row that is not placed and lies on a cycle. A row on no cycle never comes to lie on one, since rows only
 * leave, so that each is looked at once. When the budget is spent, the first cycle that a walk back meets decides.
 */
function earliestOnCycle(graph: ChainGraph, stuck: Stuck): number {
  for (let id = stuck.start; ; id++) {
    if (stuck.placed[id - stuck.from] === 1) continue;
    if (graph.budget.steps <= 0) return earliestWalkingBack(graph, { ...stuck, start: id });
    if (liesOnCycle(graph, stuck, id)) return id;
  }
}

/** Whether the rows that `id` waits for, directly or through each other, wait for it; each step is looked into once. */
function liesOnCycle(graph: ChainGraph, stuck: Stuck, id: number): boolean {
  const { legs, start, stepOf, budget } = graph;
  const seen = new Set<number>();
  const open = [id];
  for (let row = open.pop(); row !== undefined && budget.steps > 0; row = open.pop()) {
    for (let leg = 2 * row; leg < 2 * row + 2; leg++) {
      const before = stepOf[leg]! - 1;
      if (!waits(graph, leg) || seen.has(before)) continue;
      seen.add(before);
      budget.steps -= start[before + 1]! - start[before]!;
      for (let i = start[before]!; i < start[before + 1]!; i++) {
        const other = legs[i]! >>> 1;
        if (other === id) return true;
        if (!isPlaced(stuck, other)) open.push(other);
      }
    }
  }
  return false;
}

function isPlaced({ placed, from }: Stuck, id: number): boolean {
  return id < from || placed[id - from] === 1;
}

/** Walks back from a row that waits until a row repeats, and answers the earliest row of the cycle so found. */
function earliestWalkingBack(graph: ChainGraph, stuck: Stuck): number {
  const { legs, stepOf, lookFrom } = graph;
  const waitsFor = (id: number): number => {
    const before = stepOf[waits(graph, 2 * id) ? 2 * id : 2 * id + 1]! - 1;
    while (isPlaced(stuck, legs[lookFrom[before]!]! >>> 1)) lookFrom[before]! += 1;
    return legs[lookFrom[before]!]! >>> 1;
  };
  const seen = new Set<number>();
  let id = stuck.start;
  while (!seen.has(id)) {
    seen.add(id);
    id = waitsFor(id);
  }
  let earliest = id;
  for (let other = waitsFor(id); other !== id; other = waitsFor(other)) earliest = Math.min(earliest, other);
  return earliest;
}
