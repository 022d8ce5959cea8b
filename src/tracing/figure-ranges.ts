import { type FigureKey, FigurePacking, traceFigures } from "./trace-figures.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** A figure of a trace that differs between the orders tried; minor units. */
export interface FigureRange extends FigureKey {
  /** In the ledger's own order. */
  readonly amountMinor: number;
  readonly lowMinor: number;
  readonly highMinor: number;
}

/** Keeps the smallest and the largest amount of every figure of a trace over several orders of its ledger. */
export class FigureRanges {
  readonly #packing: FigurePacking;
  readonly #own: ReadonlyMap<number, number>;
  #ranges = new Map<number, { readonly low: number; readonly high: number }>();

  private constructor(packing: FigurePacking, own: ReadonlyMap<number, number>) {
    this.#packing = packing;
    this.#own = own;
  }

  /** @param own the trace in the ledger's own order. */
  static of(losses: number, own: AllocatedTrace): FigureRanges {
    const packing = new FigurePacking(losses);
    return new FigureRanges(packing, traceFigures(packing, own));
  }

  /** What is known now, kept apart from what is taken in later. */
  copy(): FigureRanges {
    const copy = new FigureRanges(this.#packing, this.#own);
    copy.#ranges = new Map(this.#ranges);
    return copy;
  }

  /** Takes in the trace of another order, by the ledger's own indices; answers whether an amount differs. */
  take(other: AllocatedTrace): boolean {
    const figures = traceFigures(this.#packing, other);
    let differs = false;
    const compare = (packed: number, amount: number): void => {
      const own = this.#own.get(packed) ?? 0;
      if (amount === own) return;
      differs = true;
      const range = this.#ranges.get(packed) ?? { low: own, high: own };
      this.#ranges.set(packed, { low: Math.min(range.low, amount), high: Math.max(range.high, amount) });
    };
    for (const [packed, amount] of figures) compare(packed, amount);
    for (const packed of this.#own.keys()) if (!figures.has(packed)) compare(packed, 0);
    return differs;
  }

  /** The figures that differed: those of accounts, then those of transfers, each by (place, exit kind, list, loss). */
  list(): readonly FigureRange[] {
    return [...this.#ranges]
      .map(([packed, range]) => ({ packed, range, key: this.#packing.unpack(packed) }))
      .sort((a, b) => Number(a.key.list === "flow") - Number(b.key.list === "flow") || a.packed - b.packed)
      .map(({ packed, range: { low, high }, key }) => ({
        ...key,
        amountMinor: this.#own.get(packed) ?? 0,
        lowMinor: low,
        highMinor: high,
      }));
  }
}
