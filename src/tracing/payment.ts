import { grownFloat64, grownInt32, grownUint32 } from "./grown-column.ts";

/** The origin of money that is no victim's: prior funds, other income, unexplained. Losses are 0, 1, 2 … */
export const NON_VICTIM = -1;

/** Packs what a lot remembers besides its loss: the hop that brought it, and whether that arrival was unseen (T10). */
export function lotTag(hop: number, unseen: 0 | 1): number {
  return hop * 2 + unseen;
}

/** The hop that brought a lot. */
export function hopOfTag(tag: number): number {
  return tag >>> 1;
}

/** 1 when the lot arrived at a time that the account's coverage does not include. */
export function unseenOfTag(tag: number): number {
  return tag & 1;
}

/**
 * The pieces of one payment in the order taken (T19): origin, tag of the lot they were taken from, amount in minor
 * units. One object serves a whole trace: it is refilled for every transfer. Adjacent pieces alike are one.
 */
export class Payment {
  length = 0;
  loss: Int32Array = new Int32Array(64);
  tag: Uint32Array = new Uint32Array(64);
  amountMinor: Float64Array = new Float64Array(64);

  clear(): void {
    this.length = 0;
  }

  /** Appends a piece; nothing when the amount is 0. */
  push(loss: number, tag: number, amountMinor: number): void {
    if (amountMinor === 0) return;
    const last = this.length - 1;
    if (last >= 0 && this.loss[last] === loss && (this.tag[last] === tag || loss === NON_VICTIM)) {
      this.amountMinor[last]! += amountMinor;
      return;
    }
    if (this.length === this.loss.length) this.#grow();
    this.loss[this.length] = loss;
    this.tag[this.length] = tag;
    this.amountMinor[this.length] = amountMinor;
    this.length += 1;
  }

  /** Whether any piece is a loss's. */
  carriesTraced(): boolean {
    for (let piece = 0; piece < this.length; piece++) if (this.loss[piece] !== NON_VICTIM) return true;
    return false;
  }

  /** Removes pieces whose amount was taken down to 0. */
  dropEmpty(): void {
    let kept = 0;
    for (let piece = 0; piece < this.length; piece++) {
      if (this.amountMinor[piece] === 0) continue;
      this.loss[kept] = this.loss[piece]!;
      this.tag[kept] = this.tag[piece]!;
      this.amountMinor[kept] = this.amountMinor[piece]!;
      kept += 1;
    }
    this.length = kept;
  }

  #grow(): void {
    const capacity = this.loss.length * 2;
    this.loss = grownInt32(this.loss, capacity);
    this.tag = grownUint32(this.tag, capacity);
    this.amountMinor = grownFloat64(this.amountMinor, capacity);
  }
}
