const million = 1_000_000;

/** An amount × a chance in millionths, rounded down; exact whatever their size. */
export function expectedOf(amountMinor: number, chancePpm: number): number {
  return Number((BigInt(amountMinor) * BigInt(chancePpm)) / BigInt(million));
}

/** Orders (amount, chance in millionths) by their product, largest first, then by amount. The products are exact. */
export function compareExpected(a: readonly [number, number], b: readonly [number, number]): number {
  const difference = BigInt(b[0]) * BigInt(b[1]) - BigInt(a[0]) * BigInt(a[1]);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return b[0] - a[0];
}
