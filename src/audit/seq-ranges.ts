import type { SeqRange } from "./retention.ts";

/** Places of a log, as ranges that are added in any order until the first question. */
export class SeqRanges {
  #ranges: SeqRange[] = [];
  #sorted = true;

  add(range: SeqRange): void {
    this.#ranges.push(range);
    this.#sorted = false;
  }

  has(seq: number): boolean {
    return this.#rangeOf(seq) !== undefined;
  }

  /** The first place from `seq` on that is in no range. */
  firstOutside(seq: number): number {
    let at = seq;
    for (let range = this.#rangeOf(at); range !== undefined; range = this.#rangeOf(at)) at = range.to + 1;
    return at;
  }

  #rangeOf(seq: number): SeqRange | undefined {
    if (!this.#sorted) this.#merge();
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle]?.from ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    const range = this.#ranges[low - 1];
    return range !== undefined && seq <= range.to ? range : undefined;
  }

  /** Overlapping ranges become one, so that the range that begins last before a place is the one that can hold it. */
  #merge(): void {
    const merged: { from: number; to: number }[] = [];
    for (const range of this.#ranges.sort((left, right) => left.from - right.from)) {
      const last = merged.at(-1);
      if (last !== undefined && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
      else merged.push({ ...range });
    }
    this.#ranges = merged;
    this.#sorted = true;
  }
}
