import { NONE } from "./witness-columns.ts";

/** Rows with equal keys, in their order: `first` of each group, then along `next` to NONE. */
export interface RowGroups {
  readonly first: Uint32Array;
  readonly next: Uint32Array;
}

/** A column of integers (of up to 53 bits) that is part of a key. */
export type KeyColumn = Float64Array | Uint32Array | Uint8Array;

/**
 * Groups rows by the values of several columns, by open addressing on typed arrays. Groups come in the order of their
 * first row.
 * @param length rows in each column.
 * @param included called once a row; only rows it accepts are grouped.
 */
export function groupRows(
  length: number,
  columns: readonly KeyColumn[],
  included: (row: number) => boolean,
): RowGroups {
  let count = 0;
  for (let row = 0; row < length; row++) if (included(row)) count += 1;
  if (count === 0) return { first: new Uint32Array(0), next: new Uint32Array(0) };
  const hashes = hashRows(length, columns);
  let slots = 16;
  while (slots < 2 * count) slots *= 2;
  const heads = new Uint32Array(slots).fill(NONE);
  const tails = new Uint32Array(slots);
  const next = new Uint32Array(length).fill(NONE);
  const first = new Uint32Array(length);
  let groups = 0;
  for (let row = 0; row < length; row++) {
    if (!included(row)) continue;
    const hash = hashes[row]!;
    let slot = hash & (slots - 1);
    while (heads[slot] !== NONE && (hashes[heads[slot]!] !== hash || !sameKey(columns, heads[slot]!, row))) {
      slot = (slot + 1) & (slots - 1);
    }
    if (heads[slot] === NONE) {
      heads[slot] = row;
      first[groups++] = row;
    } else {
      next[tails[slot]!] = row;
    }
    tails[slot] = row;
  }
  return { first: first.subarray(0, groups), next };
}

/** The rows of the group that begins at `first`. */
export function membersOf(groups: RowGroups, first: number): number[] {
  const members: number[] = [];
  for (let row = first; row !== NONE; row = groups.next[row]!) members.push(row);
  return members;
}

/** Column by column, so that each loop reads one kind of array. Mixing as in MurmurHash3's finaliser. */
function hashRows(length: number, columns: readonly KeyColumn[]): Uint32Array {
  const hashes = new Uint32Array(length).fill(0x9e37_79b9);
  for (const column of columns) {
    if (column instanceof Float64Array) mixWide(hashes, column);
    else mixNarrow(hashes, column);
  }
  return hashes;
}

function mixNarrow(hashes: Uint32Array, column: Uint32Array | Uint8Array): void {
  for (let row = 0; row < hashes.length; row++) hashes[row] = mix(hashes[row]! ^ column[row]!);
}

function mixWide(hashes: Uint32Array, column: Float64Array): void {
  for (let row = 0; row < hashes.length; row++) {
    const value = column[row]!;
    hashes[row] = mix(mix(hashes[row]! ^ value) ^ (value / 0x1_0000_0000));
  }
}

function mix(bits: number): number {
  const first = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2_ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

function sameKey(columns: readonly KeyColumn[], a: number, b: number): boolean {
  for (let i = 0; i < columns.length; i++) {
    if (columns[i]![a] !== columns[i]![b]) return false;
  }
  return true;
}
