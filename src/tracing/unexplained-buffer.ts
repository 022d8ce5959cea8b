import { SluiceError } from "../errors/sluice-error.ts";
import { grownFloat64, grownUint32 } from "./grown-column.ts";
import type { Unexplained } from "./trace-result.ts";

/** Shortfalls (T4) and missing money (T17), ascending by transfer; a transfer has at most four. 16 bytes an entry. */
export interface UnexplainedColumns {
  readonly length: number;
  readonly transfer: Uint32Array;
  readonly account: Uint32Array;
  readonly amountMinor: Float64Array;
}

/** Collects shortfalls (T4) and missing money (T17) while a trace walks the ledger. */
export class UnexplainedBuffer {
  #length = 0;
  #transfer: Uint32Array = new Uint32Array(1024);
  #account: Uint32Array = new Uint32Array(1024);
  #amountMinor: Float64Array = new Float64Array(1024);

  /** Appends a record, unless it is of nothing; `transfer` never falls below an earlier one. */
  push(transfer: number, account: number, amountMinor: number): void {
    if (amountMinor === 0) return;
    if (this.#length === this.#transfer.length) this.#grow();
    this.#transfer[this.#length] = transfer;
    this.#account[this.#length] = account;
    this.#amountMinor[this.#length] = amountMinor;
    this.#length += 1;
  }

  /** The records as they were appended. */
  columns(): UnexplainedColumns {
    return {
      length: this.#length,
      transfer: this.#transfer.slice(0, this.#length),
      account: this.#account.slice(0, this.#length),
      amountMinor: this.#amountMinor.slice(0, this.#length),
    };
  }

  /**
   * One record a (transfer, account), ascending. A transfer has at most two accounts and each at most two records.
   * @throws SluiceError TRACE_UNEXPLAINED_TOO_LARGE (T1), naming the account by `keys`.
   */
  finish(keys: { at(account: number): string | undefined }): Unexplained[] {
    const result: { transfer: number; account: number; amountMinor: number }[] = [];
    for (let record = 0; record < this.#length; record++) {
      const transfer = this.#transfer[record]!;
      const account = this.#account[record]!;
      const amountMinor = this.#amountMinor[record]!;
      const last = result.at(-1);
      const before = result.at(-2);
      if (last?.transfer === transfer && last.account === account) {
        last.amountMinor += amountMinor;
      } else if (last?.transfer === transfer && before?.transfer === transfer && before.account === account) {
        before.amountMinor += amountMinor;
      } else if (last?.transfer === transfer && last.account > account) {
        result.splice(-1, 0, { transfer, account, amountMinor });
      } else {
        result.push({ transfer, account, amountMinor });
      }
    }
    // Beyond 2^53 − 1 a float sum never rounds back below it, so that looking once, at the end, is enough.
    const beyond = result.find(({ amountMinor }) => amountMinor > Number.MAX_SAFE_INTEGER);
    if (beyond === undefined) return result;
    throw new SluiceError("TRACE_UNEXPLAINED_TOO_LARGE", { account: keys.at(beyond.account) ?? beyond.account });
  }

  #grow(): void {
    const capacity = this.#transfer.length * 2;
    this.#transfer = grownUint32(this.#transfer, capacity);
    this.#account = grownUint32(this.#account, capacity);
    this.#amountMinor = grownFloat64(this.#amountMinor, capacity);
  }
}
