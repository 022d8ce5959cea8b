import { grownFloat64, grownUint32 } from "./grown-column.ts";
import type { FlowColumns } from "./trace-result.ts";

/** Collects traced amounts on transfers while a trace walks the ledger. */
export class FlowBuffer {
  #length = 0;
  #transfer: Uint32Array = new Uint32Array(1024);
  #loss: Uint32Array = new Uint32Array(1024);
  #hop: Uint32Array = new Uint32Array(1024);
  #amountMinor: Float64Array = new Float64Array(1024);

  /** Appends a record; `transfer` never falls below an earlier one. */
  push(transfer: number, flow: { readonly loss: number; readonly hop: number; readonly amountMinor: number }): void {
    if (this.#length === this.#transfer.length) this.#grow();
    this.#transfer[this.#length] = transfer;
    this.#loss[this.#length] = flow.loss;
    this.#hop[this.#length] = flow.hop;
    this.#amountMinor[this.#length] = flow.amountMinor;
    this.#length += 1;
  }

  copy(): FlowBuffer {
    const copy = new FlowBuffer();
    copy.#length = this.#length;
    copy.#transfer = this.#transfer.slice();
    copy.#loss = this.#loss.slice();
    copy.#hop = this.#hop.slice();
    copy.#amountMinor = this.#amountMinor.slice();
    return copy;
  }

  /** The records ordered by (transfer, loss, hop), one a key. Ends the buffer's life: its columns are reused. */
  finish(): FlowColumns {
    const transfer = this.#transfer;
    let kept = 0;
    for (let start = 0; start < this.#length; ) {
      let end = start + 1;
      while (end < this.#length && transfer[end] === transfer[start]) end += 1;
      kept = this.#mergeTransfer(start, end, kept);
      start = end;
    }
    return {
      length: kept,
      transfer: transfer.slice(0, kept),
      loss: this.#loss.slice(0, kept),
      hop: this.#hop.slice(0, kept),
      amountMinor: this.#amountMinor.slice(0, kept),
    };
  }

  /** Sorts and merges the records `start` to `end` of one transfer and writes them from `kept` on (never past them). */
  #mergeTransfer(start: number, end: number, kept: number): number {
    const loss = this.#loss;
    const hop = this.#hop;
    let write = kept;
    for (let record = start; record < end; record++) {
      const [itsLoss, itsHop, itsAmount] = [loss[record]!, hop[record]!, this.#amountMinor[record]!];
      // Insertion: a transfer carries few pieces, and they mostly stand in order already.
      let place = write;
      while (place > kept && comesAfter(loss[place - 1]! - itsLoss, hop[place - 1]! - itsHop)) place -= 1;
      if (place > kept && loss[place - 1] === itsLoss && hop[place - 1] === itsHop) {
        this.#amountMinor[place - 1]! += itsAmount;
        continue;
      }
      if (place < write) {
        loss.copyWithin(place + 1, place, write);
        hop.copyWithin(place + 1, place, write);
        this.#amountMinor.copyWithin(place + 1, place, write);
      }
      loss[place] = itsLoss;
      hop[place] = itsHop;
      this.#amountMinor[place] = itsAmount;
      this.#transfer[write] = this.#transfer[start]!;
      write += 1;
    }
    return write;
  }

  #grow(): void {
    const capacity = this.#transfer.length * 2;
    this.#transfer = grownUint32(this.#transfer, capacity);
    this.#loss = grownUint32(this.#loss, capacity);
    this.#hop = grownUint32(this.#hop, capacity);
    this.#amountMinor = grownFloat64(this.#amountMinor, capacity);
  }
}

function comesAfter(byLoss: number, byHop: number): boolean {
  return byLoss > 0 || (byLoss === 0 && byHop > 0);
}
