import { directionCodes, NONE, statusCodes, type WitnessColumns } from "./witness-columns.ts";

const unknown = directionCodes.indexOf("unknown");
const into = directionCodes.indexOf("in");
const out = directionCodes.indexOf("out");
const failed = statusCodes.indexOf("failed");

/**
 * The direction of every row, `unknown` ones proven from the running balance where it can be (rule F8): the neighbour in
 * the same file and account whose balance, plus or minus the amount, gives the row's own. Whether the file lists oldest
 * or newest first is voted by the neighbours whose directions are stated, else by their times. A stated direction is
 * never changed.
 */
export function proveDirections(witnesses: WitnessColumns, own: Uint32Array): Uint8Array {
  const direction = witnesses.direction.slice();
  if (!direction.includes(unknown)) return direction;
  const previous = previousInFile(witnesses, own);
  const next = new Uint32Array(witnesses.length).fill(NONE);
  for (let row = 0; row < witnesses.length; row++) if (previous[row] !== NONE) next[previous[row]!] = row;
  const newestFirst = listedNewestFirst(witnesses, own, previous);
  for (let row = 0; row < witnesses.length; row++) {
    if (direction[row] !== unknown) continue;
    const before = newestFirst.has(listKey(witnesses, own, row)) ? next[row]! : previous[row]!;
    if (before !== NONE) direction[row] = directionBetween(witnesses, before, row);
  }
  return direction;
}

function previousInFile(witnesses: WitnessColumns, own: Uint32Array): Uint32Array {
  const previous = new Uint32Array(witnesses.length).fill(NONE);
  const last = new Map<number, number>();
  for (let row = 0; row < witnesses.length; row++) {
    if (own[row] === NONE) continue;
    const key = listKey(witnesses, own, row);
    previous[row] = last.get(key) ?? NONE;
    last.set(key, row);
  }
  return previous;
}

/** One account's list in one file. */
function listKey(witnesses: WitnessColumns, own: Uint32Array, row: number): number {
  return witnesses.file[row]! * 0x1_0000_0000 + own[row]!;
}

function listedNewestFirst(witnesses: WitnessColumns, own: Uint32Array, previous: Uint32Array): Set<number> {
  const votes = new Map<number, number>();
  for (let row = 0; row < witnesses.length; row++) {
    const above = previous[row]!;
    if (above === NONE) continue;
    const key = listKey(witnesses, own, row);
    const balances = Number(confirms(witnesses, above, row)) - Number(confirms(witnesses, row, above));
    const times = Math.sign(witnesses.atMs[row]! - witnesses.atMs[above]!);
    votes.set(key, (votes.get(key) ?? 0) + 1_000 * balances + times);
  }
  return new Set([...votes].filter(([, vote]) => vote < 0).map(([key]) => key));
}

/** Whether the balance of `row` follows from that of `before`, in the row's direction or, if unknown, in either. */
function confirms(witnesses: WitnessColumns, before: number, row: number): boolean {
  const found = directionBetween(witnesses, before, row);
  return found !== unknown && (witnesses.direction[row] === unknown || witnesses.direction[row] === found);
}

function directionBetween(witnesses: WitnessColumns, before: number, row: number): number {
  const change = witnesses.ownBalanceMinor[row]! - witnesses.ownBalanceMinor[before]!;
  const amount = witnesses.amountMinor[row]!;
  if (amount === 0 || witnesses.status[row] === failed) return unknown;
  if (change === amount) return into;
  return change === -amount ? out : unknown;
}
