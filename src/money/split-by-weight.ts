import { SluiceError } from "../errors/sluice-error.ts";
import { type MinorUnits, toMinorUnits } from "./minor-units.ts";

/**
 * Splits `totalMinor` in proportion to `weights` (non-negative integers) by the largest-remainder method (Hamilton):
 * every part is the floor or the ceiling of its exact share, the parts sum to the whole, and equal remainders go to
 * the earlier weight (rules M4, M5). Products are taken in BigInt, so no share is rounded by a float.
 * @throws SluiceError MONEY_BAD_SPLIT when the weights sum to zero and the total does not, or the total is negative.
 */
export function splitByWeight(totalMinor: MinorUnits, weights: readonly number[]): MinorUnits[] {
  const sum = weights.reduce((running, weight) => running + BigInt(weight), 0n);
  if (totalMinor === 0) return weights.map(() => toMinorUnits(0));
  if (sum <= 0n || totalMinor < 0) throw new SluiceError("MONEY_BAD_SPLIT", { total: totalMinor, sum: String(sum) });
  const total = BigInt(totalMinor);
  const parts = weights.map((weight) => Number((total * BigInt(weight)) / sum));
  const remainders = weights.map((weight) => (total * BigInt(weight)) % sum);
  let left = totalMinor - parts.reduce((running, part) => running + part, 0);
  const order = weights.map((_, index) => index).sort((a, b) => byRemainder(remainders, a, b));
  for (const index of order) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map(toMinorUnits);
}

function byRemainder(remainders: readonly bigint[], a: number, b: number): number {
  const [left = 0n, right = 0n] = [remainders[a], remainders[b]];
  if (left === right) return a - b;
  return left > right ? -1 : 1;
}
