import { directionCodes, NONE, statusCodes, type WitnessColumns } from "./witness-columns.ts";

const unknown = directionCodes.indexOf("unknown");
const into = directionCodes.indexOf("in");
const out = directionCodes.indexOf("out");
const failed = statusCodes.indexOf("failed");

/** Statement rows with the account and direction of each. Directions may be unknown. */
export interface ListedRows {
  readonly witnesses: WitnessColumns;
  readonly own: Uint32Array;
  readonly direction: Uint8Array;
}

/** How each file lists the rows of each account: a list is one account's rows in one file. */
export interface Listing {
  /** Per row: the row above it in its list, or NONE. */
  readonly above: Uint32Array;
  readonly isNewestFirst: (row: number) => boolean;
}

/** Reads from neighbouring rows whether a list has its newest row first: their balances vote, else their times. */
export function readListing(rows: ListedRows): Listing {
  const { witnesses, own } = rows;
  const above = new Uint32Array(witnesses.length).fill(NONE);
  const listOf = new Uint32Array(witnesses.length).fill(NONE);
  const lists = new Map<number, number>();
  const last: number[] = [];
  const votes: number[] = [];
  for (let row = 0, key = Number.NaN, list = NONE; row < witnesses.length; row++) {
    if (own[row] === NONE) continue;
    const rowKey = witnesses.file[row]! * 0x1_0000_0000 + own[row]!;
    if (rowKey !== key) {
      key = rowKey;
      list = lists.get(key) ?? lists.size;
      lists.set(key, list);
    }
    const before = last[list] ?? NONE;
    if (before !== NONE) {
      const times = Math.sign(witnesses.atMs[row]! - witnesses.atMs[before]!);
      votes[list] = (votes[list] ?? 0) + 1_000 * oldestFirstVote(rows, before, row) + times;
    }
    above[row] = before;
    listOf[row] = list;
    last[list] = row;
  }
  return { above, isNewestFirst: (row) => (votes[listOf[row]!] ?? 0) < 0 };
}

/**
 * Compares two rows of equal time by where they stand in their file: balances of the rows of that time in that list say
 * whether the upper row is the older one (a file sorted by time alone may keep ties the other way round), else the list's
 * own direction does. Rows of different lists stay in the order of their files.
 */
export function compareTies(rows: ListedRows): (a: number, b: number) => number {
  const { atMs, length } = rows.witnesses;
  const { above, isNewestFirst } = readListing(rows);
  /** Per row: the first row of the run of equal times in its list; the votes of the run stand there. */
  const runOf = Uint32Array.from(above.keys());
  const votes = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const before = above[row]!;
    if (before === NONE || atMs[before] !== atMs[row]) continue;
    runOf[row] = runOf[before]!;
    votes[runOf[row]!]! += oldestFirstVote(rows, before, row);
  }
  return (a, b) => {
    const run = runOf[a]!;
    if (run !== runOf[b]!) return run - runOf[b]!;
    const newestFirst = votes[run] === 0 ? isNewestFirst(run) : votes[run]! < 0;
    return newestFirst ? b - a : a - b;
  };
}

/** 1 when the balance of the lower row follows from the upper's, −1 when only the other way round, else 0. */
function oldestFirstVote(rows: ListedRows, upper: number, lower: number): number {
  return Number(confirms(rows, upper, lower)) - Number(confirms(rows, lower, upper));
}

/** Whether the balance of `row` follows from that of `before`, in the row's direction or, if unknown, in either. */
function confirms({ witnesses, direction }: ListedRows, before: number, row: number): boolean {
  const found = directionBetween(witnesses, before, row);
  return found !== unknown && (direction[row] === unknown || direction[row] === found);
}

/** The direction in which `row` follows from `before` by their balances, or unknown. */
export function directionBetween(witnesses: WitnessColumns, before: number, row: number): number {
  const change = witnesses.ownBalanceMinor[row]! - witnesses.ownBalanceMinor[before]!;
  const amount = witnesses.amountMinor[row]!;
  if (amount === 0 || witnesses.status[row] === failed) return unknown;
  if (change === amount) return into;
  return change === -amount ? out : unknown;
}
