/**
 * The lowest that one amount has been since any earlier moment. A moment is a number that the caller counts up; of each
 * only the lowest sight counts, and only while no later one was as low, so that nothing is kept but rising lows.
 */
export class LowWater {
  readonly #moments: number[] = [];
  readonly #lowsMinor: number[] = [];

  copy(): LowWater {
    const copy = new LowWater();
    copy.#moments.push(...this.#moments);
    copy.#lowsMinor.push(...this.#lowsMinor);
    return copy;
  }

  /** Notes what the amount is at `moment`, which is never below an earlier one. */
  observe(moment: number, amountMinor: number): void {
    let last = this.#moments.length - 1;
    for (; last >= 0 && this.#lowsMinor[last]! >= amountMinor; last--) {
      this.#moments.pop();
      this.#lowsMinor.pop();
    }
    if (last >= 0 && this.#moments[last] === moment) return;
    this.#moments.push(moment);
    this.#lowsMinor.push(amountMinor);
  }

  /** The lowest observed at `moment` or later; Infinity when nothing was. */
  lowestSince(moment: number): number {
    let from = 0;
    let to = this.#moments.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#moments[middle]! < moment) from = middle + 1;
      else to = middle;
    }
    return this.#lowsMinor[from] ?? Number.POSITIVE_INFINITY;
  }
}
