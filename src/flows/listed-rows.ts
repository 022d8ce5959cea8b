import { flagBit, unstatedOwnerPrefix } from "./statement-row.ts";
import { NONE, type WitnessColumns } from "./witness-columns.ts";

/** Which rows stand in a list of transfers rather than in somebody's statement (rule F24). */
export interface ListedRows {
  /** Per row: 1 where a list shows it, which names payer and payee and is neither's own statement. */
  readonly isListed: Uint8Array;
  /** Per row: 1 where the own account's statement shows the movement: the row itself, or one that repeats it. */
  readonly isStated: Uint8Array;
}

const unstated = flagBit("own-unstated");

/**
 * Tells lists from statements: the reader marks the payer of a list as an own side that is not stated. So it marks the
 * stand-in for the number of a statement whose account nothing names; that one is a statement.
 * @param sameAs per row the row that it repeats, or NONE.
 */
export function tellLists(witnesses: WitnessColumns, sameAs: Uint32Array): ListedRows {
  const isListed = new Uint8Array(witnesses.length);
  const isStated = new Uint8Array(witnesses.length);
  for (let row = 0; row < witnesses.length; row++) {
    const number = witnesses.ownCard[row]! === 0 ? witnesses.ownAccount[row]! : witnesses.ownCard[row]!;
    const listed =
      (witnesses.flags[row]! & unstated) !== 0 &&
      number !== 0 &&
      !witnesses.strings[number]!.startsWith(unstatedOwnerPrefix);
    isListed[row] = Number(listed);
    if (listed) continue;
    isStated[row] = 1;
    if (sameAs[row] !== NONE) isStated[sameAs[row]!] = 1;
  }
  return { isListed, isStated };
}
