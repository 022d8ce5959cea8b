import { flagBit, unstatedOwnerPrefix } from "./statement-row.ts";
import { NONE, type WitnessColumns } from "./witness-columns.ts";

const unstated = flagBit("own-unstated");

/**
 * Per row: 1 where a list of transfers shows it, which names payer and payee and is neither's own statement (rule F24).
 * The reader marks the payer of a list as an own side that is not stated. So it marks the stand-in for the number of a
 * statement whose account nothing names; that one is a statement.
 */
export function findListed(witnesses: WitnessColumns): Uint8Array {
  const isListed = new Uint8Array(witnesses.length);
  for (let row = 0; row < witnesses.length; row++) {
    if ((witnesses.flags[row]! & unstated) === 0) continue;
    const number = witnesses.ownCard[row] === 0 ? witnesses.ownAccount[row]! : witnesses.ownCard[row]!;
    if (number !== 0 && !witnesses.strings[number]!.startsWith(unstatedOwnerPrefix)) isListed[row] = 1;
  }
  return isListed;
}

/** Per row: 1 where the own account's statement shows the movement: the row itself, or one that repeats it (`sameAs`). */
export function findStated(isListed: Uint8Array, sameAs: Uint32Array): Uint8Array {
  const isStated = isListed.map((listed) => 1 - listed);
  for (let row = 0; row < isListed.length; row++) {
    if (isListed[row] === 0 && sameAs[row] !== NONE) isStated[sameAs[row]!] = 1;
  }
  return isStated;
}
