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
  push(transfer: number, loss: number, hop: number, amountMinor: number): void {
    if (this.#length === this.#transfer.length) this.#grow();
    this.#transfer[this.#length] = transfer;
    this.#loss[this.#length] = loss;
    this.#hop[this.#length] = hop;
    this.#amountMinor[this.#length] = amountMinor;
    this.#length += 1;
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
    const records = [];
    for (let record = start; record < end; record++) {
      records.push({ loss: this.#loss[record]!, hop: this.#hop[record]!, amountMinor: this.#amountMinor[record]! });
    }
    const transfer = this.#transfer[start]!;
    if (records.length > 1) records.sort((a, b) => a.loss - b.loss || a.hop - b.hop);
    let write = kept;
    for (const { loss, hop, amountMinor } of records) {
      if (write > kept && this.#loss[write - 1] === loss && this.#hop[write - 1] === hop) {
        this.#amountMinor[write - 1]! += amountMinor;
        continue;
      }
      this.#transfer[write] = transfer;
      this.#loss[write] = loss;
      this.#hop[write] = hop;
      this.#amountMinor[write] = amountMinor;
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
