const blockLength = 4_096;

/** Per block of 4,096 transfers the latest instant in it, ms: finds where an as-of time cuts a ledger. */
export function latestByBlock(atMs: Float64Array, length: number): Float64Array {
  const latest = new Float64Array(Math.ceil(length / blockLength)).fill(-Infinity);
  for (let transfer = 0; transfer < length; transfer++) {
    const block = Math.floor(transfer / blockLength);
    if (atMs[transfer]! > latest[block]!) latest[block] = atMs[transfer]!;
  }
  return latest;
}

/**
 * The first transfer that is later than `asOfMs`; `length` when none is. Clocks differ, so some behind it may be in time.
 */
export function asOfCut(latest: Float64Array, columns: { atMs: Float64Array; length: number }, asOfMs: number): number {
  let transfer = latest.findIndex((instant) => instant > asOfMs) * blockLength;
  if (transfer < 0) return columns.length;
  while (columns.atMs[transfer]! <= asOfMs) transfer += 1;
  return transfer;
}
