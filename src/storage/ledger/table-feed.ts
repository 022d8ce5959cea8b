import type { RowLines } from "../../flows/row-lines.ts";
import { rowIdentity } from "./row-identity.ts";
import { type Cell, tabSeparatedLine } from "./tab-separated.ts";

const chunkLength = 65_536;

/**
 * Collects the lines of one table for insertion, as bytes: a million rows as JavaScript strings would take twice the
 * memory. Lines whose identity the engine holds already are counted and left out.
 */
export class TableFeed {
  readonly #reading: string;
  readonly #present: ReadonlySet<number>;
  #text = "";
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Rows taken, those left out included. */
  count = 0;

  constructor(reading: string, present: ReadonlySet<number>) {
    this.#reading = reading;
    this.#present = present;
  }

  /** Bytes waiting, without the last few that are still text. */
  get bytes(): number {
    return this.#bytes;
  }

  add(identity: number, cells: readonly Cell[]): void {
    this.count++;
    if (this.#present.has(identity)) return;
    this.#text += `${this.#reading}\t${tabSeparatedLine(cells)}`;
    if (this.#text.length >= chunkLength) this.#encode();
  }

  /** Rows of table `rows` that are lines already, this reading's key before each. */
  addLines(lines: RowLines): void {
    this.count += lines.end.length;
    if (lines.end.length === 0) return;
    if (this.#present.size === 0) {
      this.#keep(bufferOf(lines.bytes));
      return;
    }
    for (let index = 0, from = 0; index < lines.end.length; index++) {
      const to = lines.end[index] ?? from;
      const known = this.#present.has(rowIdentity(lines.sheet[index] ?? 0, lines.row[index] ?? 0));
      if (!known) this.#keep(bufferOf(lines.bytes.subarray(from, to)));
      from = to;
    }
  }

  /** Gives out what was collected and begins anew. */
  take(): Buffer[] {
    this.#encode();
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    return chunks;
  }

  #encode(): void {
    if (this.#text === "") return;
    this.#keep(Buffer.from(this.#text));
    this.#text = "";
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }
}

function bufferOf(bytes: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
