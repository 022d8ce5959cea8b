import type { DerivedLedger } from "./derived-ledger.ts";
import { NONE, type WitnessPlaces } from "./witness-columns.ts";

/** A derived ledger with where its rows stand: what it takes to find its transfers in a later one. */
export interface MatchedLedger {
  readonly witnesses: Pick<WitnessPlaces, "length" | "files" | "file" | "sheet" | "row">;
  readonly derived: Pick<DerivedLedger, "firstWitness" | "transferOf">;
}

/**
 * Per transfer of a ledger: the transfer that its first witness's row witnesses in another derivation of more or other files;
 * NONE where that has no such row, or the row witnesses nothing there.
 */
export function matchTransfers(before: MatchedLedger, now: MatchedLedger): Uint32Array {
  const rowNow = matchRows(before.witnesses, now.witnesses);
  return before.derived.firstWitness.map((row) => {
    const place = rowNow[row] ?? NONE;
    return place === NONE ? NONE : (now.derived.transferOf[place] ?? NONE);
  });
}

/** Both stand by (file, sheet, row), files by their SHA-256, so that one walk over both finds every pair. */
function matchRows(before: MatchedLedger["witnesses"], now: MatchedLedger["witnesses"]): Uint32Array {
  const places = new Map(now.files.map((file, place) => [file, place]));
  const fileNow = before.files.map((file) => places.get(file) ?? NONE);
  const found = new Uint32Array(before.length).fill(NONE);
  let other = 0;
  for (let row = 0; row < before.length; row++) {
    const file = fileNow[before.file[row]!]!;
    if (file === NONE) continue;
    const [sheet, line] = [before.sheet[row]!, before.row[row]!];
    while (other < now.length && isBefore(now, other, { file, sheet, line })) other += 1;
    if (other < now.length && now.file[other] === file && now.sheet[other] === sheet && now.row[other] === line) {
      found[row] = other;
    }
  }
  return found;
}

interface RowPlace {
  readonly file: number;
  readonly sheet: number;
  readonly line: number;
}

function isBefore(rows: MatchedLedger["witnesses"], row: number, { file, sheet, line }: RowPlace): boolean {
  return (rows.file[row]! - file || rows.sheet[row]! - sheet || rows.row[row]! - line) < 0;
}
