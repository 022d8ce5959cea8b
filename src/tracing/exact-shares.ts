import type { MinorUnits } from "../money/minor-units.ts";
import { splitByWeight } from "../money/split-by-weight.ts";
import { grownFloat64 } from "./grown-column.ts";

/**
 * `splitByWeight` (largest remainder, equal remainders to the earlier weight; money rules M4, M5) for the inner loop:
 * while `total × weight` stays below 2^53 quotient and remainder are exact in floats; beyond, `splitByWeight` does it.
 */
export class ExactShares {
  weights: Float64Array = new Float64Array(64);
  shares: Float64Array = new Float64Array(64);
  #remainders = new Float64Array(64);

  /** Makes room for `count` weights, keeping those already set. */
  reserve(count: number): void {
    if (count <= this.weights.length) return;
    const capacity = Math.max(count, this.weights.length * 2);
    this.weights = grownFloat64(this.weights, capacity);
    this.shares = new Float64Array(capacity);
    this.#remainders = new Float64Array(capacity);
  }

  /** Splits `totalMinor` (at most the weights' sum) by the first `count` weights into `shares`. */
  split(totalMinor: number, count: number): void {
    let sum = 0;
    let largest = 0;
    for (let part = 0; part < count; part++) {
      const weight = this.weights[part]!;
      sum += weight;
      if (weight > largest) largest = weight;
    }
    if (totalMinor === sum || totalMinor === 0) {
      for (let part = 0; part < count; part++) this.shares[part] = totalMinor === 0 ? 0 : this.weights[part]!;
    } else if (totalMinor * largest <= Number.MAX_SAFE_INTEGER) {
      this.#splitInFloats(totalMinor, count, sum);
    } else {
      this.shares.set(splitByWeight(totalMinor as MinorUnits, [...this.weights.subarray(0, count)]));
    }
  }

  #splitInFloats(totalMinor: number, count: number, sum: number): void {
    let left = totalMinor;
    for (let part = 0; part < count; part++) {
      const product = totalMinor * this.weights[part]!;
      let share = Math.floor(product / sum);
      let remainder = product - share * sum;
      // The quotient was rounded before it was floored, so it may be one too high.
      if (remainder < 0) {
        share -= 1;
        remainder += sum;
      }
      this.shares[part] = share;
      this.#remainders[part] = remainder;
      left -= share;
    }
    if (left > 8) {
      this.#giveSorted(left, count);
      return;
    }
    for (; left > 0; left--) {
      let best = 0;
      for (let part = 1; part < count; part++) {
        if (this.#remainders[part]! > this.#remainders[best]!) best = part;
      }
      this.shares[best]! += 1;
      this.#remainders[best] = -1;
    }
  }

  #giveSorted(left: number, count: number): void {
    const order = Uint32Array.from({ length: count }, (_, part) => part);
    order.sort((a, b) => this.#remainders[b]! - this.#remainders[a]! || a - b);
    for (const part of order.subarray(0, left)) this.shares[part]! += 1;
  }
}
