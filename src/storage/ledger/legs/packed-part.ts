import { emptyLegs, type LegColumns } from "../../../flows/leg-columns.ts";
import { NONE } from "../../../flows/witness-columns.ts";
import type { AwaitedReceipt } from "../../../tracing/awaited-receipts.ts";
import { type LegPart, statedInPart } from "../../../tracing/leg-part.ts";

/** Lengths that stand before the columns: legs, reversals, stated balances, awaited receipts. */
const headEntries = 4;

/**
 * Packs a part: four lengths, its columns of Float64, those of UInt32 and those of bytes, one after the other. Columns
 * side by side compress better than legs do, and are read without looking at every entry. As every machine that Sluice
 * runs on: little-endian.
 */
export function packPart(part: LegPart): Uint8Array {
  const awaited = part.awaited.flatMap(({ original, reversal }) => [original, reversal]);
  const { leg, other, atMs, amountMinor, payeeBeforeMinor, flags, marks, reversals, stated } = part;
  const head = Uint32Array.of(leg.length, reversals.place.length, stated.balanceMinor.length, part.awaited.length);
  const columns = [head, atMs, amountMinor, payeeBeforeMinor, stated.balanceMinor, leg, other, reversals.place];
  const all = [...columns, reversals.original, stated.placeAndSide, Uint32Array.from(awaited), flags, marks];
  const bytes = new Uint8Array(all.reduce((sum, column) => sum + column.byteLength, 0));
  let at = 0;
  for (const column of all) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

/** Reads what `packPart` wrote. */
export function unpackPart(account: number, packed: Uint8Array): LegPart {
  // A copy, as columns must lie at multiples of their size.
  const { buffer } = new Uint8Array(packed);
  const [legs = 0, reversing = 0, stating = 0, awaiting = 0] = new Uint32Array(buffer, 0, headEntries);
  let at = headEntries * Uint32Array.BYTES_PER_ELEMENT;
  const amounts = (length: number): Float64Array => {
    at += length * Float64Array.BYTES_PER_ELEMENT;
    return new Float64Array(buffer, at - length * Float64Array.BYTES_PER_ELEMENT, length);
  };
  const indices = (length: number): Uint32Array => {
    at += length * Uint32Array.BYTES_PER_ELEMENT;
    return new Uint32Array(buffer, at - length * Uint32Array.BYTES_PER_ELEMENT, length);
  };
  const bytes = (length: number): Uint8Array => {
    at += length;
    return new Uint8Array(buffer, at - length, length);
  };
  const [atMs, amountMinor, payeeBeforeMinor, balanceMinor] = [
    amounts(legs),
    amounts(legs),
    amounts(legs),
    amounts(stating),
  ];
  const [leg, other, place, original] = [indices(legs), indices(legs), indices(reversing), indices(reversing)];
  const [placeAndSide, awaited] = [indices(stating), indices(awaiting * 2)];
  return {
    account,
    leg,
    other,
    atMs,
    amountMinor,
    payeeBeforeMinor,
    flags: bytes(legs),
    marks: bytes(legs),
    reversals: { place, original },
    stated: { placeAndSide, balanceMinor },
    awaited: receiptsOf(awaited),
  };
}

function receiptsOf(entries: Uint32Array): readonly AwaitedReceipt[] {
  const receipts: AwaitedReceipt[] = [];
  for (let at = 0; at < entries.length; at += 2) {
    receipts.push({ original: entries[at]!, reversal: entries[at + 1]! });
  }
  return receipts;
}

/** Legs of parts in the order of `LegColumns`; those that are not `wanted` are left out. */
export function legsOfParts(
  parts: readonly LegPart[],
  wanted: (account: number, leg: number) => boolean = () => true,
): LegColumns {
  const order = new Float64Array(parts.reduce((sum, { leg }) => sum + leg.length, 0));
  let length = 0;
  for (const [index, { account, leg }] of parts.entries()) {
    // Leg and part in one number (2^32 legs, 2^21 parts): numbers sort many times quicker than by a comparison.
    for (const entry of leg) if (wanted(account, entry)) order[length++] = entry * 2 ** 21 + index;
  }
  const legs = emptyLegs(length);
  // A part's legs ascend, so that each is found from where the one before stood.
  const next = new Uint32Array(parts.length);
  for (const [index, key] of order.subarray(0, length).sort().entries()) {
    const part = parts[key % 2 ** 21]!;
    const leg = Math.floor(key / 2 ** 21);
    let at = next[key % 2 ** 21]!;
    while (part.leg[at] !== leg) at += 1;
    next[key % 2 ** 21] = at + 1;
    const reversal = part.reversals.place.indexOf(at);
    legs.account[index] = part.account;
    legs.transfer[index] = leg >>> 1;
    legs.side[index] = leg & 1;
    legs.other[index] = part.other[at]!;
    legs.original[index] = reversal < 0 ? NONE : part.reversals.original[reversal]!;
    legs.atMs[index] = part.atMs[at]!;
    legs.amountMinor[index] = part.amountMinor[at]!;
    legs.balanceMinor[index] = statedInPart(part, at, (leg & 1) as 0 | 1);
    legs.flags[index] = part.flags[at]!;
  }
  return legs;
}
