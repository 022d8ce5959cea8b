/** Texts as columns: each distinct one once, in UTF-8, one behind the other. */
export interface TextColumns {
  readonly utf8: Uint8Array;
  /** Where each text ends. */
  readonly end: Uint32Array;
}

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
    const end = new Uint32Array(this.#numbers.size);
    let size = 0;
    for (const [text, number] of this.#numbers) end[number] = size += Buffer.byteLength(text);
    if (size >= 2 ** 32) throw new RangeError("the texts take more than 4 GiB");
    const utf8 = Buffer.allocUnsafe(size);
    for (const [text, number] of this.#numbers) utf8.write(text, end[number - 1] ?? 0);
    return { utf8, end };
  }
}

/** The texts by their numbers. */
export function textsIn({ utf8, end }: TextColumns): readonly string[] {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  const texts: string[] = [];
  let start = 0;
  for (const stop of end) {
    texts.push(bytes.toString("utf8", start, stop));
    start = stop;
  }
  return texts;
}
