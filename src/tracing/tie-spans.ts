import type { TransferColumns } from "../flows/ledger-columns.ts";

/** Stretches of the ledger within which rows may stand in another order (T7): disjoint, ascending, both ends included. */
export interface TieSpan {
  readonly first: number;
  readonly last: number;
}

/** The stretches from the first to the last row of each guessed tie, those that overlap as one. */
export function tieSpans({ ties }: Pick<TransferColumns, "ties">): readonly TieSpan[] {
  const spans = Array.from(ties.account.keys(), (group) => {
    const rows = ties.transfer.subarray(ties.start[group], ties.start[group + 1]);
    return { first: rows.reduce((a, b) => Math.min(a, b)), last: rows.reduce((a, b) => Math.max(a, b)) };
  }).sort((a, b) => a.first - b.first);
  const joined: { first: number; last: number }[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before !== undefined && span.first <= before.last) before.last = Math.max(before.last, span.last);
    else joined.push({ ...span });
  }
  return joined;
}

/**
 * Visits the rows below `length` one after the other, `forwards` or `backwards`, and those of a span again until a visit
 * of all of them finds nothing new: what any order of them could find is found. `visit` answers whether it found something.
 */
export function visitRows(
  { length, direction }: { readonly length: number; readonly direction: "forwards" | "backwards" },
  spans: readonly TieSpan[],
  visit: (row: number) => boolean,
): void {
  const step = direction === "forwards" ? 1 : -1;
  const inOrder = (direction === "forwards" ? spans : spans.toReversed()).filter(({ last }) => last < length);
  let next = 0;
  let foundInSpan = false;
  for (let row = step === 1 ? 0 : length - 1; row >= 0 && row < length; row += step) {
    const span = inOrder[next];
    const found = visit(row);
    if (span === undefined || row < span.first || row > span.last) continue;
    foundInSpan ||= found;
    if (row !== (step === 1 ? span.last : span.first)) continue;
    if (foundInSpan) row = (step === 1 ? span.first : span.last) - step;
    else next += 1;
    foundInSpan = false;
  }
}
