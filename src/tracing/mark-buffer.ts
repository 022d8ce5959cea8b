import { grownUint32 } from "./grown-column.ts";

/** Collects what `poison` marks: (transfer, loss, hop), ascending by transfer and loss. */
export class MarkBuffer {
  #length = 0;
  #transfer: Uint32Array = new Uint32Array(1024);
  #loss: Uint32Array = new Uint32Array(1024);
  #hop: Uint32Array = new Uint32Array(1024);

  /** Appends a mark, which comes after all earlier ones. */
  push(transfer: number, loss: number, hop: number): void {
    const at = this.#length;
    if (at === this.#transfer.length) this.#grow();
    this.#transfer[at] = transfer;
    this.#loss[at] = loss;
    this.#hop[at] = hop;
    this.#length = at + 1;
  }

  /** Puts a mark of the last transfer before those of larger losses. */
  insert(transfer: number, loss: number, hop: number): void {
    this.push(transfer, loss, hop);
    for (let at = this.#length - 1; at > 0; at--) {
      if (this.#transfer[at - 1] !== transfer || this.#loss[at - 1]! < loss) return;
      this.#loss[at] = this.#loss[at - 1]!;
      this.#hop[at] = this.#hop[at - 1]!;
      this.#loss[at - 1] = loss;
      this.#hop[at - 1] = hop;
    }
  }

  finish(): { readonly transfer: Uint32Array; readonly loss: Uint32Array; readonly hop: Uint32Array } {
    return {
      transfer: this.#transfer.slice(0, this.#length),
      loss: this.#loss.slice(0, this.#length),
      hop: this.#hop.slice(0, this.#length),
    };
  }

  #grow(): void {
    const capacity = this.#transfer.length * 4;
    this.#transfer = grownUint32(this.#transfer, capacity);
    this.#loss = grownUint32(this.#loss, capacity);
    this.#hop = grownUint32(this.#hop, capacity);
  }
}
