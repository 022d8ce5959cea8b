import type { ReferenceColumns } from "../../flows/witness-columns.ts";

/** Gathers the references of rows, which come file by file, into columns that ascend by row. */
export class ReferenceList {
  #row = new Uint32Array(1_024);
  #high = new Uint32Array(1_024);
  #low = new Uint32Array(1_024);
  #length = 0;

  /** Takes the hash of a reference of a row; 0/0 is none. */
  add(row: number, high: number, low: number): void {
    if (high === 0 && low === 0) return;
    if (this.#length === this.#row.length) {
      this.#row = doubled(this.#row);
      this.#high = doubled(this.#high);
      this.#low = doubled(this.#low);
    }
    this.#row[this.#length] = row;
    this.#high[this.#length] = high;
    this.#low[this.#length] = low;
    this.#length += 1;
  }

  /** Sorted by row; the references of one row stay in the order in which they were added. */
  columns(): ReferenceColumns {
    const row = this.#row.subarray(0, this.#length);
    const order = Uint32Array.from(row, (_, index) => index);
    if (row.some((value, index) => index > 0 && value < row[index - 1]!))
      order.sort((a, b) => row[a]! - row[b]! || a - b);
    return {
      row: order.map((index) => this.#row[index]!),
      high: order.map((index) => this.#high[index]!),
      low: order.map((index) => this.#low[index]!),
    };
  }
}

function doubled(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * column.length);
  larger.set(column);
  return larger;
}
