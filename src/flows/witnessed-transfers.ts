import type { AccountTable } from "./account-table.ts";
import { directionCodes, NONE, type WitnessColumns } from "./witness-columns.ts";

/** The transfers that the rows show, by time and then by place: a transfer's position here is its id (rule T6). */
export interface WitnessedTransfers {
  readonly length: number;
  /** The row of the payer's own statement, of the payee's own statement; NONE where that one is not held. */
  readonly payerRow: Uint32Array;
  readonly payeeRow: Uint32Array;
  /** Account indices. */
  readonly payer: Uint32Array;
  readonly payee: Uint32Array;
}

const out = directionCodes.indexOf("out");

/** Makes one transfer of each row that is no duplicate, and one of each pair. */
export function makeTransfers(
  witnesses: WitnessColumns,
  table: AccountTable,
  found: { readonly sameAs: Uint32Array; readonly partner: Uint32Array },
): WitnessedTransfers {
  const mains = mainRows(witnesses, table, found);
  const payerRow = new Uint32Array(mains.length).fill(NONE);
  const payeeRow = new Uint32Array(mains.length).fill(NONE);
  const payer = new Uint32Array(mains.length);
  const payee = new Uint32Array(mains.length);
  for (let id = 0; id < mains.length; id++) {
    const row = mains[id]!;
    const partner = found.partner[row]!;
    const paid = table.direction[row] === out;
    (paid ? payerRow : payeeRow)[id] = row;
    if (partner !== NONE) (paid ? payeeRow : payerRow)[id] = partner;
    const counterparty = partner === NONE ? table.other[row]! : table.own[partner]!;
    payer[id] = paid ? table.own[row]! : counterparty;
    payee[id] = paid ? counterparty : table.own[row]!;
  }
  return { length: mains.length, payerRow, payeeRow, payer, payee };
}

/** One row of each transfer, the payer's where there is one, ascending by time and then by place. */
function mainRows(
  witnesses: WitnessColumns,
  table: AccountTable,
  found: { readonly sameAs: Uint32Array; readonly partner: Uint32Array },
): Uint32Array {
  const mains = new Uint32Array(witnesses.length);
  let count = 0;
  for (let row = 0; row < witnesses.length; row++) {
    if (table.own[row] === NONE || table.direction[row] === 0 || found.sameAs[row] !== NONE) continue;
    if (found.partner[row] !== NONE && table.direction[row] !== out) continue;
    mains[count++] = row;
  }
  return sortByTime(mains.subarray(0, count), witnesses.atMs);
}

/** Sorts by time by packing seconds and position into one float where they fit, which sorts without a comparator. */
function sortByTime(rows: Uint32Array, atMs: Float64Array): Uint32Array {
  let least = Infinity;
  let greatest = -Infinity;
  for (const row of rows) {
    least = Math.min(least, atMs[row]!);
    greatest = Math.max(greatest, atMs[row]!);
  }
  if ((greatest - least + 1) * rows.length > Number.MAX_SAFE_INTEGER) {
    return rows.slice().sort((a, b) => atMs[a]! - atMs[b]! || a - b);
  }
  const packed = Float64Array.from(rows, (row, position) => (atMs[row]! - least) * rows.length + position);
  packed.sort();
  return Uint32Array.from(packed, (value) => rows[value % rows.length]!);
}
