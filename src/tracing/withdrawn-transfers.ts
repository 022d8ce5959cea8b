import { TRANSFER_FAILED, type TransferColumns } from "../flows/ledger-columns.ts";
import { longestAscent } from "./longest-ascent.ts";

/**
 * Marks with 1 each transfer of `before` that is not in `now` as it was: gone, of another amount, time or outcome, or
 * standing otherwise among those that are.
 * @param placeNow per transfer of `before` its place in `now`, `NONE` where it is gone.
 */
export function changedTransfers(before: TransferColumns, now: TransferColumns, placeNow: Uint32Array): Uint8Array {
  const withdrawn = new Uint8Array(before.length);
  let [last, isAscending] = [-1, true];
  for (let transfer = 0; transfer < before.length; transfer++) {
    const place = placeNow[transfer]!;
    if (!isSame(before, transfer, { now, place })) withdrawn[transfer] = 1;
    else if (place > last) last = place;
    else isAscending = false;
  }
  if (isAscending) return withdrawn;
  const kept = longestAscent(placeNow, withdrawn);
  for (let transfer = 0; transfer < before.length; transfer++) if (kept[transfer] === 0) withdrawn[transfer] = 1;
  return withdrawn;
}

function isSame(
  before: TransferColumns,
  transfer: number,
  { now, place }: { readonly now: TransferColumns; readonly place: number },
): boolean {
  return (
    place < now.length &&
    before.amountMinor[transfer] === now.amountMinor[place] &&
    before.atMs[transfer] === now.atMs[place] &&
    ((before.flags[transfer]! ^ now.flags[place]!) & TRANSFER_FAILED) === 0
  );
}

/** Withdraws too what has a stated balance no more, and both transfers of what is a reversal no more or a withdrawn one's. */
export function withdrawMarked(
  before: TransferColumns,
  now: TransferColumns,
  { placeNow, withdrawn }: { readonly placeNow: Uint32Array; readonly withdrawn: Uint8Array },
): void {
  withdrawBalances(before, now, { placeNow, withdrawn });
  const originalNow = new Map(
    Array.from(now.reversals.transfer, (transfer, entry) => [transfer, now.reversals.original[entry]!]),
  );
  const { transfer: reversals, original: originals } = before.reversals;
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const [entry, reversal] of reversals.entries()) {
      const original = originals[entry]!;
      const isGone = withdrawn[reversal] === 1 || withdrawn[original] === 1;
      if (!isGone && originalNow.get(placeNow[reversal]!) === placeNow[original]) continue;
      if (withdrawn[reversal] === 1 && withdrawn[original] === 1) continue;
      withdrawn[reversal] = 1;
      withdrawn[original] = 1;
      isMore = true;
    }
  }
}

/** Both lists ascend by transfer and side. */
function withdrawBalances(
  { statedBalances: before }: TransferColumns,
  { statedBalances: now }: TransferColumns,
  { placeNow, withdrawn }: { readonly placeNow: Uint32Array; readonly withdrawn: Uint8Array },
): void {
  const legs = Float64Array.from(now.transfer, (transfer, index) => transfer * 2 + now.side[index]!);
  let entry = 0;
  for (const [known, transfer] of before.transfer.entries()) {
    if (withdrawn[transfer] === 1) continue;
    const leg = placeNow[transfer]! * 2 + before.side[known]!;
    while (entry < legs.length && legs[entry]! < leg) entry += 1;
    if (legs[entry] !== leg) withdrawn[transfer] = 1;
  }
}
