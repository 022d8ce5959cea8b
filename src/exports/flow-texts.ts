/** How long money lay, e.g. `2d 03:04:05`; empty where nothing is known. */
export function dwellText(dwellMs: number | null): string {
  if (dwellMs === null) return "";
  const seconds = Math.floor(dwellMs / 1000);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const days = Math.floor(seconds / 86_400);
  return `${days === 0 ? "" : `${days}d `}${clock.map((part) => String(part).padStart(2, "0")).join(":")}`;
}

/** A part of a whole payment in percent with two decimals, cut and not rounded: only the whole reads 100.00%. */
export function shareText(partMinor: number, wholeMinor: number): string {
  if (wholeMinor === 0) return "";
  const hundredths = (BigInt(partMinor) * 10_000n) / BigInt(wholeMinor);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}%`;
}
