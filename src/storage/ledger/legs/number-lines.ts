const [tab, newline, carriageReturn, minus, backslash, zero] = [9, 10, 13, 45, 92, 48];
const [letterT, letterN, letterR] = [116, 110, 114];

/** The longest line's numbers: each takes at most 17 bytes with its sign, and a tab. */
const longestLine = 1_024;

/** Lines of whole numbers, then bytes, in ClickHouse's TabSeparated format; through strings it would take four times as long. */
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

  /** Adds a line. */
  add(numbers: readonly number[], ...texts: readonly Uint8Array[]): void {
    const longest = texts.reduce((sum, text) => sum + 2 * text.length, longestLine);
    if (this.#length + longest > this.#bytes.length) this.#grow(longest);
    this.#bytes.set(this.#prefix, this.#length);
    this.#length += this.#prefix.length;
    for (const number of numbers) {
      this.#number(number);
      this.#bytes[this.#length++] = tab;
    }
    for (const text of texts) {
      this.#text(text);
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

  #text(text: Uint8Array): void {
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = 0; at < text.length; at++) {
      const byte = text[at]!;
      const letter = escapes[byte]!;
      if (letter !== 0) bytes[length++] = backslash;
      bytes[length++] = letter === 0 ? byte : letter;
    }
    this.#length = length;
  }

  #number(number: number): void {
    if (number < 0) this.#bytes[this.#length++] = minus;
    let rest = Math.abs(number);
    let count = 0;
    do {
      const tenth = Math.floor(rest / 10);
      this.#digits[count++] = zero + (rest - 10 * tenth);
      rest = tenth;
    } while (rest > 0);
    while (count > 0) this.#bytes[this.#length++] = this.#digits[--count]!;
  }

  #grow(by: number): void {
    const larger = new Uint8Array(2 * this.#bytes.length + by);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** What stands after a backslash for a byte that may not stand for itself; 0 for the others. */
const escapes = new Uint8Array(256);
for (const [byte, letter] of [
  [tab, letterT],
  [newline, letterN],
  [carriageReturn, letterR],
  [backslash, backslash],
] as const) {
  escapes[byte] = letter;
}
