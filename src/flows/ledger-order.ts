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
  const graph = linkNeighbours(legs, chains);
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
    if (to - from === 1) order[from] = from;
    else orderBlock({ graph, heap, from, to, put }, order);
    from = to;
  }
  return { order, chains, guessed: chains.guessed, cycleAccounts: [...cycleAccounts].sort((a, b) => a - b) };
}

interface ChainGraph {
  /** Per leg: the neighbouring transfer in the account's chain, or NONE. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** Per id: how many chain links lead backwards across the point before it. One more entry than ids, 0. */
  readonly crossings: Int32Array;
  readonly longestBlock: number;
}

function linkNeighbours(legs: LedgerLegs, chains: AccountChains): ChainGraph {
  const before = new Uint32Array(2 * legs.length).fill(NONE);
  const after = new Uint32Array(2 * legs.length).fill(NONE);
  const crossings = new Int32Array(legs.length + 1);
  for (let account = 0; account < legs.accountCount; account++) {
    for (let i = chains.start[account]! + 1; i < chains.start[account + 1]!; i++) {
      const leg = chains.legs[i - 1]!;
      const next = chains.legs[i]!;
      after[leg] = next >>> 1;
      before[next] = leg >>> 1;
      if (next >>> 1 > leg >>> 1) continue;
      crossings[(next >>> 1) + 1]! += 1;
      crossings[(leg >>> 1) + 1]! -= 1;
    }
  }
  let longestBlock = 1;
  for (let id = 1, blockFrom = 0; id <= legs.length; id++) {
    crossings[id]! += crossings[id - 1]!;
    if (crossings[id]! > 0) continue;
    longestBlock = Math.max(longestBlock, id - blockFrom);
    blockFrom = id;
  }
  return { before, after, crossings, longestBlock };
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
  const waiting = new Uint8Array(to - from);
  const placed = new Uint8Array(to - from);
  for (let id = from; id < to; id++) {
    for (let leg = 2 * id; leg < 2 * id + 2; leg++) {
      if (graph.before[leg] !== NONE && graph.before[leg]! >= from) waiting[id - from]! += 1;
    }
    if (waiting[id - from] === 0) pushIndex(heap, id);
  }
  let earliest = from;
  for (let position = from; position < to; position++) {
    if (heap.size === 0) {
      while (placed[earliest - from] === 1) earliest += 1;
      const first = earliestOnCycle(graph, placed, { from, start: earliest });
      waiting[first - from] = 0;
      block.put(first);
      pushIndex(heap, first);
    }
    const id = popIndex(heap);
    placed[id - from] = 1;
    order[position] = id;
    for (let leg = 2 * id; leg < 2 * id + 2; leg++) {
      const next = graph.after[leg]!;
      if (next >= to || placed[next - from] === 1 || waiting[next - from] === 0) continue;
      waiting[next - from]! -= 1;
      if (waiting[next - from] === 0) pushIndex(heap, next);
    }
  }
}

/** Walks back from a row that waits until a row repeats, and answers the earliest row of the cycle so found. */
function earliestOnCycle(graph: ChainGraph, placed: Uint8Array, at: { from: number; start: number }): number {
  const waitsFor = (id: number): number => {
    const payerSide = graph.before[2 * id]!;
    if (payerSide !== NONE && payerSide >= at.from && placed[payerSide - at.from] === 0) return payerSide;
    return graph.before[2 * id + 1]!;
  };
  const seen = new Set<number>();
  let id = at.start;
  while (!seen.has(id)) {
    seen.add(id);
    id = waitsFor(id);
  }
  let earliest = id;
  for (let other = waitsFor(id); other !== id; other = waitsFor(other)) earliest = Math.min(earliest, other);
  return earliest;
}
