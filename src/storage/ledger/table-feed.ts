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
    const chunk = Buffer.from(this.#text);
    this.#text = "";
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }
}
