import type { ReferenceColumns, WitnessColumns } from "./witness-columns.ts";

/** The rows of some files alone: the ledger as it was before the others came. Files are named by SHA-256. */
export function filesOfWitnesses(witnesses: WitnessColumns, wanted: ReadonlySet<string>): WitnessColumns {
  const files = witnesses.files.filter((file) => wanted.has(file));
  const place = witnesses.files.map((file) => files.indexOf(file));
  const kept = witnesses.file.map((file) => ((place[file] ?? -1) < 0 ? 0 : 1));
  const isKept = (_value: number, row: number): boolean => kept[row] === 1;
  const length = kept.reduce((sum, one) => sum + one, 0);
  return {
    length,
    strings: witnesses.strings,
    files,
    file: witnesses.file.filter(isKept).map((file) => place[file] ?? 0),
    sheet: witnesses.sheet.filter(isKept),
    row: witnesses.row.filter(isKept),
    ownCard: witnesses.ownCard.filter(isKept),
    ownAccount: witnesses.ownAccount.filter(isKept),
    otherCard: witnesses.otherCard.filter(isKept),
    otherAccount: witnesses.otherAccount.filter(isKept),
    ownName: witnesses.ownName.filter(isKept),
    otherName: witnesses.otherName.filter(isKept),
    ownBank: witnesses.ownBank.filter(isKept),
    otherBank: witnesses.otherBank.filter(isKept),
    atMs: witnesses.atMs.filter(isKept),
    precision: witnesses.precision.filter(isKept),
    amountMinor: witnesses.amountMinor.filter(isKept),
    direction: witnesses.direction.filter(isKept),
    ownBalanceMinor: witnesses.ownBalanceMinor.filter(isKept),
    otherBalanceMinor: witnesses.otherBalanceMinor.filter(isKept),
    currency: witnesses.currency.filter(isKept),
    status: witnesses.status.filter(isKept),
    movement: witnesses.movement.filter(isKept),
    flags: witnesses.flags.filter(isKept),
    serialHigh: witnesses.serialHigh.filter(isKept),
    serialLow: witnesses.serialLow.filter(isKept),
    serialOrder: witnesses.serialOrder.filter(isKept),
    reversesHigh: witnesses.reversesHigh.filter(isKept),
    reversesLow: witnesses.reversesLow.filter(isKept),
    references: keptReferences(witnesses.references, kept),
  };
}

function keptReferences(references: ReferenceColumns, kept: Uint32Array): ReferenceColumns {
  const place = new Uint32Array(kept.length);
  for (let row = 1; row < kept.length; row++) place[row] = (place[row - 1] ?? 0) + (kept[row - 1] ?? 0);
  const isKept = (_value: number, entry: number): boolean => kept[references.row[entry] ?? 0] === 1;
  return {
    row: references.row.filter(isKept).map((row) => place[row] ?? 0),
    high: references.high.filter(isKept),
    low: references.low.filter(isKept),
  };
}
