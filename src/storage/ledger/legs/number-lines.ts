const [tab, newline, minus, backslash, capitalN, zero] = [9, 10, 45, 92, 78, 48];

/** The longest line: every number takes at most 17 bytes with its sign, and a tab. */
const longestLine = 1_024;

/** Lines of whole numbers in ClickHouse's TabSeparated format, written as bytes: strings would take four times as long. */
export class NumberLines {
  readonly #prefix: Uint8Array;
  readonly #digits = new Uint8Array(20);
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  count = 0;

  /** `prefix` begins every line. */
  constructor(prefix: string, capacity: number) {
    this.#prefix = Buffer.from(prefix);
    this.#bytes = new Uint8Array(capacity);
  }

  /** Bytes waiting. */
  get size(): number {
    return this.#length;
  }

  /** Adds a line; NaN is the engine's NULL. */
  add(...cells: readonly number[]): void {
    if (this.#length + longestLine > this.#bytes.length) this.#grow();
    this.#bytes.set(this.#prefix, this.#length);
    this.#length += this.#prefix.length;
    for (const cell of cells) {
      this.#cell(cell);
      this.#bytes[this.#length++] = tab;
    }
    this.#bytes[this.#length - 1] = newline;
    this.count++;
  }

  /** Gives out what was collected and begins anew. */
  take(): Buffer[] {
    if (this.#length === 0) return [];
    const bytes = Buffer.from(this.#bytes.buffer, 0, this.#length);
    this.#bytes = new Uint8Array(this.#bytes.length);
    this.#length = 0;
    return [bytes];
  }

  #cell(cell: number): void {
    if (Number.isNaN(cell)) {
      this.#bytes[this.#length++] = backslash;
      this.#bytes[this.#length++] = capitalN;
      return;
    }
    if (cell < 0) this.#bytes[this.#length++] = minus;
    let rest = Math.abs(cell);
    let count = 0;
    do {
      const tenth = Math.floor(rest / 10);
      this.#digits[count++] = zero + (rest - 10 * tenth);
      rest = tenth;
    } while (rest > 0);
    while (count > 0) this.#bytes[this.#length++] = this.#digits[--count]!;
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length + longestLine);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
