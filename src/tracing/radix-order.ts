const digitBits = 11;
const digits = 2 ** digitBits;

/**
 * The places of whole numbers in [0, 2^53), ascending by number, equal ones as they stand: a radix sort, digit by digit from the lowest
 * on, which takes a city's millions of keys in a fraction of what comparing takes.
 */
export function ascendingOrder(numbers: Float64Array): Uint32Array {
  const { length } = numbers;
  let largest = 0;
  for (let at = 0; at < length; at++) if (numbers[at]! > largest) largest = numbers[at]!;
  let order = new Uint32Array(length);
  for (let at = 0; at < length; at++) order[at] = at;
  let sorted = new Uint32Array(length);
  const start = new Uint32Array(digits + 1);
  for (let unit = 1; unit <= largest; unit *= digits) {
    start.fill(0);
    for (let at = 0; at < length; at++) start[digitOf(numbers[at]!, unit) + 1]! += 1;
    for (let digit = 0; digit < digits; digit++) start[digit + 1]! += start[digit]!;
    for (let at = 0; at < length; at++) {
      const place = order[at]!;
      const digit = digitOf(numbers[place]!, unit);
      sorted[start[digit]!] = place;
      start[digit]! += 1;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** Exact, the unit being a power of two; the remainder of floats (`%`) takes ten times as long. */
function digitOf(number: number, unit: number): number {
  const above = Math.floor(number / unit);
  return above - Math.floor(above / digits) * digits;
}
