import type { AccountTable } from "./account-table.ts";
import { precisionMs } from "./china-time.ts";
import { groupRows, membersOf } from "./row-groups.ts";
import { NONE, precisionCodes, statusCodes, type WitnessColumns } from "./witness-columns.ts";

const failed = statusCodes.indexOf("failed");

/** So many rows of one balance are compared: a bound on hostile input. */
const comparedAtMost = 200;

/**
 * Adds to `sameAs` the rows that another file's export of the account states in other words (rule F21): a coarser time, or
 * a counterparty that is masked, a name, or left out. Amount, direction and the balance after must be equal and stated,
 * and the times must overlap. The row that names its counterparty and the finer time stands for both.
 */
export function joinRestatedRows(witnesses: WitnessColumns, table: AccountTable, sameAs: Uint32Array): void {
  const failure = witnesses.status.map((status) => (status === failed ? 1 : 0));
  const columns = [table.own, witnesses.amountMinor, witnesses.ownBalanceMinor, table.direction, failure];
  const stands = (row: number): boolean =>
    sameAs[row] === NONE &&
    table.own[row] !== NONE &&
    table.direction[row] !== 0 &&
    witnesses.amountMinor[row] !== 0 &&
    witnesses.status[row] !== failed &&
    !Number.isNaN(witnesses.ownBalanceMinor[row]!);
  const groups = groupRows(witnesses.length, columns, stands);
  const shown = { filesOf: filesOfRows(witnesses, sameAs), replacedBy: new Map<number, number>() };
  for (const first of groups.first) {
    if (groups.next[first] === NONE) continue;
    const rows = membersOf(groups, first);
    if (rows.length <= comparedAtMost) settle({ witnesses, table, rows }, shown);
  }
  for (const [row, by] of shown.replacedBy) sameAs[row] = by;
  if (shown.replacedBy.size === 0) return;
  for (let row = 0; row < sameAs.length; row++) {
    if (sameAs[row] !== NONE) sameAs[row] = shown.replacedBy.get(sameAs[row]!) ?? sameAs[row]!;
  }
}

interface Shown {
  /** The files that show the movement which a row stands for. */
  readonly filesOf: (row: number) => ReadonlySet<number>;
  readonly replacedBy: Map<number, number>;
}

interface Group {
  readonly witnesses: WitnessColumns;
  readonly table: AccountTable;
  readonly rows: readonly number[];
}

/** Files of the rows that earlier rules joined, gathered once when they are first asked for. */
function filesOfRows(witnesses: WitnessColumns, sameAs: Uint32Array): (row: number) => ReadonlySet<number> {
  let joined: Map<number, Set<number>> | undefined;
  return (row) => {
    if (joined === undefined) {
      joined = new Map();
      for (let other = 0; other < sameAs.length; other++) {
        const stands = sameAs[other]!;
        if (stands === NONE) continue;
        const files = joined.get(stands) ?? new Set([witnesses.file[stands]!]);
        joined.set(stands, files.add(witnesses.file[other]!));
      }
    }
    return joined.get(row) ?? new Set([witnesses.file[row]!]);
  };
}

/** The most telling rows first; each takes at most one row of every other file. */
function settle({ witnesses, table, rows }: Group, shown: Shown): void {
  const telling = (row: number): number => table.otherIsSure[row]! * 8 - witnesses.precision[row]!;
  const kept: { readonly row: number; readonly files: Set<number> }[] = [];
  for (const row of rows.toSorted((a, b) => telling(b) - telling(a) || a - b)) {
    const files = shown.filesOf(row);
    const match = kept.find(
      (other) => !intersects(other.files, files) && isRestated(witnesses, table, { a: other.row, b: row }),
    );
    if (match === undefined) {
      kept.push({ row, files: new Set(files) });
      continue;
    }
    for (const file of files) match.files.add(file);
    shown.replacedBy.set(row, match.row);
  }
}

function intersects(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const value of a) if (b.has(value)) return true;
  return false;
}

function isRestated(witnesses: WitnessColumns, table: AccountTable, { a, b }: { a: number; b: number }): boolean {
  if (table.otherIsSure[a] === 1 && table.otherIsSure[b] === 1 && table.other[a] !== table.other[b]) return false;
  if (witnesses.atMs[a]! >= endOf(witnesses, b) || witnesses.atMs[b]! >= endOf(witnesses, a)) return false;
  const stated = (row: number): boolean => witnesses.serialHigh[row] !== 0 || witnesses.serialLow[row] !== 0;
  if (!stated(a) || !stated(b)) return true;
  return witnesses.serialHigh[a] === witnesses.serialHigh[b] && witnesses.serialLow[a] === witnesses.serialLow[b];
}

function endOf(witnesses: WitnessColumns, row: number): number {
  return witnesses.atMs[row]! + precisionMs[precisionCodes[witnesses.precision[row]!]!];
}
