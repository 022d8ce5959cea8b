/**
 * Compares two texts by the bytes of their UTF-8. That is the order of their code points, which differs from `<` only
 * where a surrogate pair meets a character from U+E000 on.
 */
export function compareBytewise(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left === right) continue;
    const pairs = Number(isSurrogate(left)) - Number(isSurrogate(right));
    return pairs !== 0 ? pairs : left - right;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
