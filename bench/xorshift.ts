/** Marsaglia's xorshift generator of 32 bits (Journal of Statistical Software 8, 2003), as a fraction of 1. */
export function xorshift32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
