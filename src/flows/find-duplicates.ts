import { membersOf, groupRows } from "./row-groups.ts";
import { NONE, statusCodes, type WitnessColumns } from "./witness-columns.ts";

const failed = statusCodes.indexOf("failed");

/** The sides and direction of each row as they were found. */
export interface RowSides {
  readonly own: Uint32Array;
  readonly other: Uint32Array;
  readonly direction: Uint8Array;
}

/**
 * Per row: the row that says the same of the same account, or NONE (rules F9 to F11). Rows are compared when account,
 * counterparty, time, amount, direction and success agree; a serial or balance that both state must agree too. Within
 * one file rows are one only when an equal stated balance shows it; across files each row of one file pairs with at most
 * one of another, so that the file that shows a movement most often decides how often it happened.
 */
export function findDuplicates(witnesses: WitnessColumns, sides: RowSides): Uint32Array {
  const sameAs = new Uint32Array(witnesses.length).fill(NONE);
  const succeeded = witnesses.status.map((status) => (status === failed ? 1 : 0));
  const columns = [sides.own, witnesses.atMs, witnesses.amountMinor, sides.other, sides.direction, succeeded];
  const groups = groupRows(witnesses.length, columns, (row) => sides.own[row] !== NONE && sides.direction[row] !== 0);
  for (const first of groups.first) {
    if (groups.next[first] !== NONE) settleGroup(witnesses, membersOf(groups, first), sameAs);
  }
  return sameAs;
}

/** One movement as the files read so far show it. */
interface Movement {
  readonly rows: number[];
  /** The file that showed it last: each file shows it once, save for proven repeats. */
  file: number;
}

/** Movements that state the same serial and balance; those before `used` are taken by the file at hand. */
interface ExactList {
  readonly movements: Movement[];
  used: number;
  file: number;
}

/** So many movements are compared with a row that leaves something out: a bound on hostile input. */
const comparedAtMost = 200;

function settleGroup(witnesses: WitnessColumns, rows: readonly number[], sameAs: Uint32Array): void {
  const exact = new Map<string, ExactList>();
  const all: Movement[] = [];
  for (let from = 0; from < rows.length; ) {
    const file = witnesses.file[rows[from]!]!;
    let to = from + 1;
    while (to < rows.length && witnesses.file[rows[to]!] === file) to += 1;
    const earlier = all.length;
    const left = rows.slice(from, to).filter((row) => !joinExact(witnesses, row, exact));
    const free = all.slice(0, earlier).filter((movement) => movement.file !== file);
    for (const row of left) {
      if (joinExact(witnesses, row, exact)) continue;
      const movement = takeCompatible(witnesses, row, free) ?? { rows: [], file };
      if (movement.rows.length === 0) all.push(movement);
      addTo(movement, row, file);
      listOf(witnesses, row, exact).movements.push(movement);
    }
    from = to;
  }
  for (const movement of all) {
    const best = movement.rows.reduce((kept, row) => (informs(witnesses, row) > informs(witnesses, kept) ? row : kept));
    for (const row of movement.rows) if (row !== best) sameAs[row] = best;
  }
}

function addTo(movement: Movement, row: number, file: number): void {
  movement.rows.push(row);
  movement.file = file;
}

function listOf(witnesses: WitnessColumns, row: number, exact: Map<string, ExactList>): ExactList {
  const key = `${witnesses.serialHigh[row]!},${witnesses.serialLow[row]!},${witnesses.ownBalanceMinor[row]!}`;
  const known = exact.get(key);
  if (known !== undefined) return known;
  const list = { movements: [], used: 0, file: NONE };
  exact.set(key, list);
  return list;
}

/** Joins a row to a movement that states the same serial and balance; a repeat in one file needs the balance (F10). */
function joinExact(witnesses: WitnessColumns, row: number, exact: Map<string, ExactList>): boolean {
  const file = witnesses.file[row]!;
  const list = listOf(witnesses, row, exact);
  if (list.file !== file) {
    list.file = file;
    list.used = 0;
  }
  while (list.movements[list.used]?.file === file) list.used += 1;
  const balanceProves = balanceOf(witnesses, row) !== undefined && moves(witnesses, row);
  const movement = list.movements[list.used] ?? (balanceProves ? list.movements[0] : undefined);
  if (movement === undefined) return false;
  addTo(movement, row, file);
  return true;
}

/** Takes a movement that the row does not contradict, when one of the two leaves out what the other states (F11). */
function takeCompatible(witnesses: WitnessColumns, row: number, free: Movement[]): Movement | undefined {
  const at = free
    .slice(0, comparedAtMost)
    .findIndex((seen) => seen.rows.every((other) => isCompatible(witnesses, row, other)));
  return at === -1 ? undefined : free.splice(at, 1)[0];
}

/** Neither contradicts the other, and they are not simply equal: equal ones have been joined before. */
function isCompatible(witnesses: WitnessColumns, a: number, b: number): boolean {
  const [left, right] = [balanceOf(witnesses, a), balanceOf(witnesses, b)];
  if (left !== undefined && right !== undefined && left !== right) return false;
  if (!hasSerial(witnesses, a) || !hasSerial(witnesses, b)) return true;
  return witnesses.serialHigh[a] === witnesses.serialHigh[b] && witnesses.serialLow[a] === witnesses.serialLow[b];
}

function hasSerial(witnesses: WitnessColumns, row: number): boolean {
  return witnesses.serialHigh[row] !== 0 || witnesses.serialLow[row] !== 0;
}

function balanceOf(witnesses: WitnessColumns, row: number): number | undefined {
  const balance = witnesses.ownBalanceMinor[row]!;
  return Number.isNaN(balance) ? undefined : balance;
}

function moves(witnesses: WitnessColumns, row: number): boolean {
  return witnesses.amountMinor[row] !== 0 && witnesses.status[row] !== failed;
}

/** How much a row tells: the one that tells most stands for the movement, the first among equals. */
function informs(witnesses: WitnessColumns, row: number): number {
  return (balanceOf(witnesses, row) === undefined ? 0 : 2) + (hasSerial(witnesses, row) ? 1 : 0);
}
