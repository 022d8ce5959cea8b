/**
 * Gives every distinct byte string a number, 0 for the empty one. Columns of millions of strings are read as bytes and only
 * the distinct ones become JavaScript strings. Open addressing over 32-bit FNV-1a; equal means equal bytes.
 */
export class StringTable {
  #slots = new Uint32Array(1 << 16);
  #hashes = new Uint32Array(1 << 15);
  #ends = new Uint32Array(1 << 15);
  #arena = Buffer.alloc(1 << 20);
  #count = 1;

  /** The number of the string that stands in `bytes` from `start` to `end`. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    const hash = fnv1a(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#slots[slot]!;
      if (known === 0) return this.#append(slot, hash, bytes.subarray(start, end));
      if (this.#hashes[known] === hash && this.#lengthOf(known) === end - start && this.#begins(known, bytes, start))
        return known;
      slot = (slot + 1) & mask;
    }
  }

  /** All strings by number. */
  strings(): string[] {
    const texts = [""];
    for (let index = 1; index < this.#count; index++)
      texts.push(this.#arena.toString("utf8", this.#ends[index - 1], this.#ends[index]));
    return texts;
  }

  #lengthOf(index: number): number {
    return this.#ends[index]! - this.#ends[index - 1]!;
  }

  /** Whether `bytes` goes on from `start` with the string. */
  #begins(index: number, bytes: Uint8Array, start: number): boolean {
    const end = this.#ends[index]!;
    for (let from = this.#ends[index - 1]!, at = start; from < end; from++, at++) {
      if (this.#arena[from] !== bytes[at]) return false;
    }
    return true;
  }

  #append(slot: number, hash: number, bytes: Uint8Array): number {
    const index = this.#count++;
    if (index >= this.#ends.length) {
      this.#ends = grown(this.#ends, index + 1);
      this.#hashes = grown(this.#hashes, index + 1);
    }
    const from = this.#ends[index - 1]!;
    if (from + bytes.length > this.#arena.length) {
      const arena = Buffer.alloc(Math.max(this.#arena.length * 2, from + bytes.length));
      this.#arena.copy(arena);
      this.#arena = arena;
    }
    this.#arena.set(bytes, from);
    this.#ends[index] = from + bytes.length;
    this.#hashes[index] = hash;
    this.#slots[slot] = index;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 1; index < this.#count; index++) {
      let slot = this.#hashes[index]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

function fnv1a(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function grown(column: Uint32Array<ArrayBuffer>, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(column.length * 2, atLeast));
  larger.set(column);
  return larger;
}
