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
  /** By id: the row of the wallet whose user's bank card paid or received, a third witness (F26). Few have one. */
  readonly walletRow: ReadonlyMap<number, number>;
}

/** What is known of the rows when transfers are made of them. */
export interface FoundWitnesses {
  readonly sameAs: Uint32Array;
  readonly partner: Uint32Array;
  /** By a bank's row: the wallet's row of the same transfer, and whom it names as the other side, or NONE. */
  readonly wallets: ReadonlyMap<number, WalletWitness>;
}

/** A wallet's row that tells of what a bank's card paid or received. */
export interface WalletWitness {
  readonly row: number;
  readonly counterparty: number;
}

const out = directionCodes.indexOf("out");

/** Makes one transfer of each row that is no duplicate, and one of each pair. */
export function makeTransfers(
  witnesses: WitnessColumns,
  table: AccountTable,
  found: FoundWitnesses,
): WitnessedTransfers {
  const mains = mainRows(witnesses, table, found);
  const payerRow = new Uint32Array(mains.length).fill(NONE);
  const payeeRow = new Uint32Array(mains.length).fill(NONE);
  const payer = new Uint32Array(mains.length);
  const payee = new Uint32Array(mains.length);
  const walletRow = new Map<number, number>();
  for (let id = 0; id < mains.length; id++) {
    const row = mains[id]!;
    const partner = found.partner[row]!;
    const paid = table.direction[row] === out;
    (paid ? payerRow : payeeRow)[id] = row;
    if (partner !== NONE) (paid ? payeeRow : payerRow)[id] = partner;
    const wallet = found.wallets.get(row) ?? (partner === NONE ? undefined : found.wallets.get(partner));
    if (wallet !== undefined) walletRow.set(id, wallet.row);
    const named = wallet === undefined || wallet.counterparty === NONE ? table.other[row]! : wallet.counterparty;
    const counterparty = partner === NONE ? named : table.own[partner]!;
    payer[id] = paid ? table.own[row]! : counterparty;
    payee[id] = paid ? counterparty : table.own[row]!;
  }
  return { length: mains.length, payerRow, payeeRow, payer, payee, walletRow };
}

/** One row of each transfer, the payer's where there is one, ascending by time and then by place. */
function mainRows(witnesses: WitnessColumns, table: AccountTable, found: FoundWitnesses): Uint32Array {
  const mains = new Uint32Array(witnesses.length);
  const told = new Set(Array.from(found.wallets.values(), (wallet) => wallet.row));
  let count = 0;
  for (let row = 0; row < witnesses.length; row++) {
    if (table.own[row] === NONE || table.direction[row] === 0 || found.sameAs[row] !== NONE) continue;
    if (told.has(row)) continue;
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
