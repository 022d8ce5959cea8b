const none = 0xffffffff;

/**
 * Marks with 1 a longest strictly ascending choice of a column's values, among those not left out. As long as values
 * ascend each takes one step; others take a search by halving (C. Schensted, Longest increasing and decreasing
 * subsequences, Canadian Journal of Mathematics 13, 1961).
 */
export function longestAscent(values: Uint32Array, leftOut: Uint8Array): Uint8Array {
  // By length of an ascent: the place of the least value that one of that length ends with.
  const ends = new Uint32Array(values.length);
  const previous = new Uint32Array(values.length).fill(none);
  let length = 0;
  for (let place = 0; place < values.length; place++) {
    if (leftOut[place] === 1) continue;
    const value = values[place]!;
    const shorter =
      length > 0 && values[ends[length - 1]!]! < value ? length : firstNotBelow(values, ends, { length, value });
    if (shorter > 0) previous[place] = ends[shorter - 1]!;
    ends[shorter] = place;
    if (shorter === length) length += 1;
  }
  const chosen = new Uint8Array(values.length);
  for (let place = length === 0 ? none : ends[length - 1]!; place !== none; place = previous[place]!) chosen[place] = 1;
  return chosen;
}

/** How many ascents end with less than the value. */
function firstNotBelow(
  values: Uint32Array,
  ends: Uint32Array,
  { length, value }: { readonly length: number; readonly value: number },
): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[ends[middle]!]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
