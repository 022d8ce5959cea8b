import { directionBetween, readListing } from "./listing-order.ts";
import { directionCodes, NONE, type WitnessColumns } from "./witness-columns.ts";

const unknown = directionCodes.indexOf("unknown");

/**
 * The direction of every row, `unknown` ones proven from the running balance where it can be (rule F8): the neighbour in
 * the same file and account whose balance, plus or minus the amount, gives the row's own. Whether the file lists oldest
 * or newest first is voted by the neighbours whose directions are stated, else by their times. A stated direction is
 * never changed.
 */
export function proveDirections(witnesses: WitnessColumns, own: Uint32Array): Uint8Array {
  const direction = witnesses.direction.slice();
  if (!direction.includes(unknown)) return direction;
  const { above, isNewestFirst } = readListing({ witnesses, own, direction: witnesses.direction });
  const below = new Uint32Array(witnesses.length).fill(NONE);
  for (let row = 0; row < witnesses.length; row++) if (above[row] !== NONE) below[above[row]!] = row;
  for (let row = 0; row < witnesses.length; row++) {
    if (direction[row] !== unknown) continue;
    const before = isNewestFirst(row) ? below[row]! : above[row]!;
    if (before !== NONE) direction[row] = directionBetween(witnesses, before, row);
  }
  return direction;
}
