import { makeIndexHeap, popIndex, pushIndex } from "../flows/index-heap.ts";
import { hasPlace, type LedgerTies } from "./ledger-ties.ts";

/**
 * The rows of a ledger from the first to the last of some guessed ties, and what every order of them obeys: each account's
 * decided order, of tied rows that one that ended before another began goes first, and originals before their reversals.
 */
export interface TieWindow {
  /** The first row; the window's rows are counted from it. */
  readonly from: number;
  readonly rows: number;
  /** The tied rows, ascending. */
  readonly members: Uint32Array;
  /** Per node those that come after it. Nodes are the rows, then gates: what waits for a gate waits for all before it. */
  readonly after: readonly (readonly number[])[];
  /** Per node how many it waits for. */
  readonly waits: Uint32Array;
}

/** Gathers the window of some ties of the ledger, at least one. */
export function tieWindow(ties: LedgerTies, groups: readonly number[]): TieWindow {
  const { start, transfer } = ties.ledger.transfers.ties;
  const tied = Uint32Array.from(
    new Set(groups.flatMap((group) => [...transfer.subarray(start[group], start[group + 1])])),
  ).sort();
  const from = tied[0]!;
  const rows = tied.at(-1)! + 1 - from;
  const links = new Links(ties, from, rows);
  for (const legs of chainsOf(ties, from, from + rows)) links.addChain(legs);
  const { reversals } = ties.ledger.transfers;
  for (let index = 0; index < reversals.transfer.length; index++) {
    const [original, reversal] = [reversals.original[index]! - from, reversals.transfer[index]! - from];
    if (original >= 0 && reversal < rows && original < reversal) links.add(original, reversal);
  }
  const waits = new Uint32Array(links.after.length);
  for (const nodes of links.after) for (const node of nodes) waits[node]! += 1;
  return { from, rows, members: tied.map((row) => row - from), after: links.after, waits };
}

/**
 * The window's rows with the rows of each of `chains` one after the other, all else as early as it stands now;
 * `undefined` when that contradicts what every order obeys.
 */
export function arrangeWindow(window: TieWindow, chains: readonly ArrayLike<number>[]): Uint32Array | undefined {
  const keys = Uint32Array.from({ length: window.rows }, (_, row) => row);
  return sortWindow(window, { keyOf: keys, rowOf: keys }, chains);
}

/**
 * An order of the tied rows that every account's order allows: of those that may come next, the one that stands first
 * in `preference` does. `undefined` when the window's own order contradicts itself.
 */
export function preferredOrder(window: TieWindow, preference: ArrayLike<number>): Uint32Array | undefined {
  const { rows, members } = window;
  const keyOf = Uint32Array.from({ length: rows }, (_, row) => row);
  const rowOf = new Uint32Array(rows + members.length);
  rowOf.set(keyOf);
  for (let rank = 0; rank < preference.length; rank++) {
    keyOf[preference[rank]!] = rows + rank;
    rowOf[rows + rank] = preference[rank]!;
  }
  const isMember = new Set(members);
  return sortWindow(window, { keyOf, rowOf }, [])?.filter((row) => isMember.has(row));
}

/** The rows of a ledger of `length` with a window's in the order `sorted`. */
export function rowsOf(length: number, window: TieWindow, sorted: Uint32Array): Uint32Array {
  const rowAt = Uint32Array.from({ length }, (_, row) => row);
  for (let place = 0; place < sorted.length; place++) rowAt[window.from + place] = window.from + sorted[place]!;
  return rowAt;
}

/** The legs in the window that have a place in their account, by account. */
function chainsOf(ties: LedgerTies, from: number, to: number): Iterable<readonly number[]> {
  const { payer, payee } = ties.ledger.transfers;
  const chains = new Map<number, number[]>();
  for (let leg = 2 * from; leg < 2 * to; leg++) {
    if (!hasPlace(ties, leg)) continue;
    const account = ((leg & 1) === 0 ? payer : payee)[leg >>> 1]!;
    const chain = chains.get(account);
    if (chain === undefined) chains.set(account, [leg]);
    else chain.push(leg);
  }
  return chains.values();
}

class Links {
  readonly after: number[][];
  readonly #ties: LedgerTies;
  readonly #from: number;

  constructor(ties: LedgerTies, from: number, rows: number) {
    this.#ties = ties;
    this.#from = from;
    this.after = Array.from({ length: rows }, () => []);
  }

  add(before: number, after: number): void {
    this.after[before]!.push(after);
  }

  /** Rows of one guessed tie stand in no order but that of their intervals; all others one after the other. */
  addChain(legs: readonly number[]): void {
    let before: readonly number[] = [];
    for (let first = 0; first < legs.length; ) {
      const next = this.#endOfTie(legs, first);
      const block = legs.slice(first, next);
      const rows = block.map((leg) => this.#row(leg));
      this.#addAll(before, rows);
      this.#addIntervals(block);
      before = rows;
      first = next;
    }
  }

  #endOfTie(legs: readonly number[], first: number): number {
    const group = this.#groupOf(legs[first]!);
    let next = first + 1;
    if (group === undefined) return next;
    while (next < legs.length && this.#groupOf(legs[next]!) === group) next += 1;
    return next;
  }

  #addAll(before: readonly number[], after: readonly number[]): void {
    if (before.length > 1 && after.length > 1) {
      const gate = this.#addGate();
      this.#addAll(before, [gate]);
      this.#addAll([gate], after);
      return;
    }
    for (const first of before) for (const next of after) this.add(first, next);
  }

  /** A gate for every end of an interval: rows that have ended by then go before it, those that begin later after it. */
  #addIntervals(block: readonly number[]): void {
    const { fromMs, toMs } = this.#ties.ledger.transfers.ties;
    if (block.length < 2) return;
    const memberOf = (leg: number): number => this.#ties.memberOf[leg]!;
    const byEnd = block.toSorted((a, b) => toMs[memberOf(a)]! - toMs[memberOf(b)]!);
    const byStart = block.toSorted((a, b) => fromMs[memberOf(a)]! - fromMs[memberOf(b)]!);
    let ended = 0;
    let gate: number | undefined;
    for (const leg of byStart) {
      const beginMs = fromMs[memberOf(leg)]!;
      if (toMs[memberOf(byEnd[ended]!)]! <= beginMs) {
        const earlier: number | undefined = gate;
        gate = this.#addGate();
        if (earlier !== undefined) this.add(earlier, gate);
        for (; toMs[memberOf(byEnd[ended]!)]! <= beginMs; ended++) this.add(this.#row(byEnd[ended]!), gate);
      }
      if (gate !== undefined) this.add(gate, this.#row(leg));
    }
  }

  #addGate(): number {
    return this.after.push([]) - 1;
  }

  #groupOf(leg: number): number | undefined {
    const member = this.#ties.memberOf[leg]!;
    return member === -1 ? undefined : this.#ties.groupOf[member]!;
  }

  #row(leg: number): number {
    return (leg >>> 1) - this.#from;
  }
}

/** Kahn's topological order of the rows, smallest key first; rows of each chain one after the other. */
function sortWindow(
  { rows, after, waits }: TieWindow,
  { keyOf, rowOf }: { readonly keyOf: Uint32Array; readonly rowOf: Uint32Array },
  chains: readonly ArrayLike<number>[],
): Uint32Array | undefined {
  const waiting = waits.slice();
  const nextInChains = new Map<number, number[]>();
  for (const chain of chains) {
    for (let i = 1; i < chain.length; i++) {
      const next = nextInChains.get(chain[i - 1]!);
      if (next === undefined) nextInChains.set(chain[i - 1]!, [chain[i]!]);
      else next.push(chain[i]!);
      waiting[chain[i]!]! += 1;
    }
  }
  const heap = makeIndexHeap(rows);
  const gates: number[] = [];
  const open = (node: number): void => {
    if (node < rows) pushIndex(heap, keyOf[node]!);
    else gates.push(node);
  };
  const release = (node: number): void => {
    waiting[node]! -= 1;
    if (waiting[node] === 0) open(node);
  };
  for (let node = 0; node < waits.length; node++) if (waiting[node] === 0) open(node);
  const sorted = new Uint32Array(rows);
  let placed = 0;
  for (;;) {
    const gate = gates.pop();
    if (gate === undefined && heap.size === 0) break;
    const node = gate ?? rowOf[popIndex(heap)]!;
    if (gate === undefined) sorted[placed++] = node;
    for (const next of after[node]!) release(next);
    for (const next of nextInChains.get(node) ?? []) release(next);
  }
  return placed === rows ? sorted : undefined;
}
