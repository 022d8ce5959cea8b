/** Texts as columns: each distinct one once, in UTF-8, one behind the other. */
export interface TextColumns {
  readonly utf8: Uint8Array;
  /** Where each text ends among the UTF-16 units of its run. */
  readonly end: Uint32Array;
  /** Where each run of `runLength` texts ends in `utf8`: a run is decoded at once, which is quicker. */
  readonly runEnd: Uint32Array;
}

const runLength = 4096;

/** Gathers texts and numbers them; equal texts have one number. */
export class TextTable {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    // UTF-8 would write a lone half of a pair as another character.
    if (/\p{Surrogate}/u.test(text)) throw new RangeError("a text is not Unicode");
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  columns(): TextColumns {
    const texts = [...this.#numbers.keys()];
    const end = new Uint32Array(texts.length);
    const runs: Buffer[] = [];
    for (let first = 0; first < texts.length; first += runLength) {
      const run = texts.slice(first, first + runLength);
      let units = 0;
      for (const [at, text] of run.entries()) end[first + at] = units += text.length;
      runs.push(Buffer.from(run.join("")));
    }
    let bytes = 0;
    const runEnd = Uint32Array.from(runs, (run) => (bytes += run.length));
    if (bytes >= 2 ** 32) throw new RangeError("the texts take more than 4 GiB");
    return { utf8: Buffer.concat(runs), end, runEnd };
  }
}

/** The texts by their numbers. */
export function textsIn({ utf8, end, runEnd }: TextColumns): readonly string[] {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  const texts: string[] = [];
  for (let run = 0; run < runEnd.length; run++) {
    const decoded = bytes.toString("utf8", runEnd[run - 1] ?? 0, runEnd[run]);
    const last = Math.min(end.length, (run + 1) * runLength);
    let start = 0;
    for (let number = run * runLength; number < last; number++) {
      const stop = end[number] ?? 0;
      texts.push(decoded.slice(start, stop));
      start = stop;
    }
  }
  return texts;
}
