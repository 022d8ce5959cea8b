import { emptyLegs, type LegColumns } from "../../../flows/leg-columns.ts";
import type { LedgerColumns } from "../../../flows/ledger-columns.ts";
import { NONE } from "../../../flows/witness-columns.ts";
import { firstAtLeast } from "../../../tracing/first-at-least.ts";

/** Bytes of one leg, little-endian: leg, other account, original (UInt32), time, amount, balance (Float64), flags. */
const legBytes = 3 * 4 + 3 * 8 + 1;

/** Legs in one row: few enough that a row of a busy account is no more than a granule of quiet ones. */
export const legsInPart = 256;

/** Packs legs (`2 × transfer + side`) of one account. */
export function legPacker({ transfers }: Pick<LedgerColumns, "transfers">): (legs: Uint32Array) => Uint8Array {
  const { payer, payee, atMs, amountMinor, flags, reversals, statedBalances } = transfers;
  const balanceOf = (transfer: number, side: number): number => {
    let at = firstAtLeast(statedBalances.transfer, transfer);
    if (statedBalances.transfer[at] === transfer && statedBalances.side[at] !== side) at += 1;
    const isStated = statedBalances.transfer[at] === transfer && statedBalances.side[at] === side;
    return isStated ? statedBalances.balanceMinor[at]! : Number.NaN;
  };
  const originalOf = (transfer: number): number => {
    const at = firstAtLeast(reversals.transfer, transfer);
    return reversals.transfer[at] === transfer ? reversals.original[at]! : NONE;
  };
  const bytes = new Uint8Array(legsInPart * legBytes);
  const view = new DataView(bytes.buffer);
  return (legs) => {
    legs.forEach((leg, index) => {
      const [transfer, side, at] = [leg >>> 1, leg & 1, index * legBytes];
      view.setUint32(at, leg, true);
      view.setUint32(at + 4, (side === 0 ? payee : payer)[transfer]!, true);
      view.setUint32(at + 8, originalOf(transfer), true);
      view.setFloat64(at + 12, atMs[transfer]!, true);
      view.setFloat64(at + 20, amountMinor[transfer]!, true);
      view.setFloat64(at + 28, balanceOf(transfer, side), true);
      view.setUint8(at + 36, flags[transfer]!);
    });
    return bytes.subarray(0, legs.length * legBytes);
  };
}

/** Packed legs of one account. */
export interface PackedLegs {
  readonly account: number;
  readonly bytes: Buffer;
}

/** Unpacks legs into the order of `LegColumns`; those that are not `wanted` are left out. */
export function unpackLegs(
  parts: readonly PackedLegs[],
  wanted: (account: number, leg: number) => boolean = () => true,
): LegColumns {
  const views = parts.map(({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const order = new Float64Array(views.reduce((sum, view) => sum + view.byteLength / legBytes, 0));
  let length = 0;
  for (const [part, view] of views.entries()) {
    for (let at = 0; at < view.byteLength; at += legBytes) {
      const leg = view.getUint32(at, true);
      // Leg and part in one number (2^32 legs, 2^21 parts): numbers sort many times quicker than by a comparison.
      if (wanted(parts[part]!.account, leg)) order[length++] = leg * 2 ** 21 + part;
    }
  }
  const legs = emptyLegs(length);
  // A part's legs ascend, so that each is found from where the one before stood.
  const next = new Uint32Array(parts.length);
  for (const [index, key] of order.subarray(0, length).sort().entries()) {
    const part = key % 2 ** 21;
    const view = views[part]!;
    const leg = Math.floor(key / 2 ** 21);
    let at = next[part]!;
    while (view.getUint32(at, true) !== leg) at += legBytes;
    next[part] = at + legBytes;
    legs.account[index] = parts[part]!.account;
    legs.transfer[index] = leg >>> 1;
    legs.side[index] = leg & 1;
    legs.other[index] = view.getUint32(at + 4, true);
    legs.original[index] = view.getUint32(at + 8, true);
    legs.atMs[index] = view.getFloat64(at + 12, true);
    legs.amountMinor[index] = view.getFloat64(at + 20, true);
    legs.balanceMinor[index] = view.getFloat64(at + 28, true);
    legs.flags[index] = view.getUint8(at + 36);
  }
  return legs;
}
