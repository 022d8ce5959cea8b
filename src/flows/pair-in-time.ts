/** Two lists of rows, each ascending in `atMs`; `gapMs` answers how far apart two rows are, NaN when too far. */
export interface TimedLists {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly atMs: Float64Array;
  readonly gapMs: (left: number, right: number) => number;
}

/** Above so many comparisons the pairs are taken in order of time; the result is still as many pairs. */
const comparedAtMost = 250_000;

/**
 * Pairs left with right one to one without crossing in time: as many pairs as can be, and among those the ones closest
 * in sum. Dynamic programming over the sorted lists (as in sequence alignment, Needleman and Wunsch 1970).
 */
export function pairInTime(lists: TimedLists): [number, number][] {
  const { left, right } = lists;
  if (left.length === 0 || right.length === 0) return [];
  if (left.length === 1 && right.length === 1) {
    return Number.isNaN(lists.gapMs(left[0]!, right[0]!)) ? [] : [[left[0]!, right[0]!]];
  }
  return left.length * right.length > comparedAtMost ? pairInOrder(lists) : pairBest(lists);
}

function pairBest({ left, right, gapMs }: TimedLists): [number, number][] {
  const width = right.length + 1;
  /** Of the lists from i and j on: most pairs, and the smallest sum of gaps with that many. */
  const pairs = new Uint32Array((left.length + 1) * width);
  const gaps = new Float64Array(pairs.length);
  const taken = new Uint8Array(pairs.length);
  const isBetter = (a: number, b: number): boolean =>
    pairs[a] !== pairs[b] ? pairs[a]! > pairs[b]! : gaps[a]! < gaps[b]!;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const here = i * width + j;
      const [below, beside, both] = [here + width, here + 1, here + width + 1];
      const skip = isBetter(beside, below) ? beside : below;
      pairs[here] = pairs[skip]!;
      gaps[here] = gaps[skip]!;
      const gap = gapMs(left[i]!, right[j]!);
      if (Number.isNaN(gap)) continue;
      const withPair = pairs[both]! + 1;
      if (withPair < pairs[here] || (withPair === pairs[here] && gaps[both]! + gap > gaps[here])) continue;
      pairs[here] = withPair;
      gaps[here] = gaps[both]! + gap;
      taken[here] = 1;
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const here = i * width + j;
    if (taken[here] === 1) found.push([left[i++]!, right[j++]!]);
    else if (isBetter(here + 1, here + width)) j += 1;
    else i += 1;
  }
  return found;
}

function pairInOrder({ left, right, atMs, gapMs }: TimedLists): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (!Number.isNaN(gapMs(left[i]!, right[j]!))) found.push([left[i++]!, right[j++]!]);
    else if (atMs[left[i]!]! < atMs[right[j]!]!) i += 1;
    else j += 1;
  }
  return found;
}
