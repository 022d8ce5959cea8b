import { grownUint32 } from "./grown-column.ts";

/** No transfer: beyond every place in a ledger. */
export const NO_TRANSFER: number = Number.POSITIVE_INFINITY;

/** A binary min-heap of the transfers that accounts wait for; one that two wait for is in it twice. */
export class TransferQueue {
  #size = 0;
  #transfer: Uint32Array = new Uint32Array(256);

  /** The smallest transfer that an account waits for; `NO_TRANSFER` when none waits. */
  first(): number {
    return this.#size === 0 ? NO_TRANSFER : this.#transfer[0]!;
  }

  copy(): TransferQueue {
    const copy = new TransferQueue();
    copy.#size = this.#size;
    copy.#transfer = this.#transfer.slice();
    return copy;
  }

  push(transfer: number): void {
    if (this.#size === this.#transfer.length) this.#transfer = grownUint32(this.#transfer, this.#size * 2);
    let child = this.#size++;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (this.#transfer[parent]! <= transfer) break;
      this.#transfer[child] = this.#transfer[parent]!;
      child = parent;
    }
    this.#transfer[child] = transfer;
  }

  /** Drops the smallest transfer. The queue must not be empty. */
  drop(): void {
    const transfer = this.#transfer[--this.#size]!;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#transfer[child + 1]! < this.#transfer[child]!) child += 1;
      if (this.#transfer[child]! >= transfer) break;
      this.#transfer[parent] = this.#transfer[child]!;
      parent = child;
    }
    this.#transfer[parent] = transfer;
  }
}
