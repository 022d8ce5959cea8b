import type { Hex } from "./audit-entry.ts";
import type { Report } from "./seal-check.ts";

/** A seal that an entry can be matched with. */
export interface SealedPlace {
  readonly seq: number;
  readonly entryN: number;
  readonly entryHash: Hex;
}

/** An entry as it was read. */
export interface ReadEntry {
  readonly n: number;
  /** Empty where the entry has no canonical form: it matches no seal. */
  readonly hash: Hex;
  readonly atMs: number;
  /** Its position in the reading. */
  readonly position: number;
  /** The number of the entry read before it; 0 before the first. */
  readonly behindN: number;
}

/** An entry that was matched, but not in its place. */
export interface MovedEntry {
  readonly entry: ReadEntry;
  readonly seq: number;
}

/**
 * Joins entries and seals by number as both are read in step, each once (rule A6). What was removed or inserted shifts the
 * one against the other; only the shift is held in memory.
 */
export class EntryPairing {
  /** Seals whose entry has not come, by the entry's number. */
  readonly missing: Map<number, SealedPlace> = new Map();
  /** Entries whose seal has not come, by number. */
  readonly unmatched: Map<number, ReadEntry> = new Map();
  /** Entries whose number was waiting already: second copies. */
  readonly repeated: ReadEntry[] = [];
  readonly moved: MovedEntry[] = [];
  lastMatchedPosition = -1;
  newestAtMs: number = Number.NEGATIVE_INFINITY;
  matched = 0;
  readonly #report: Report;
  readonly #lagMs: number;
  #lastInOrder = { seq: 0, position: -1 };

  constructor(report: Report, lagMs: number) {
    this.#report = report;
    this.#lagMs = lagMs;
  }

  takeSeal(seal: SealedPlace): void {
    const entry = this.unmatched.get(seal.entryN);
    if (entry === undefined) {
      const earlier = this.missing.get(seal.entryN);
      if (earlier !== undefined) this.#report("entry-removed", earlier.seq, { id: String(seal.entryN) });
      this.missing.set(seal.entryN, seal);
      return;
    }
    this.unmatched.delete(seal.entryN);
    this.#match(seal, entry);
  }

  takeEntry(entry: ReadEntry): void {
    const seal = this.missing.get(entry.n);
    if (seal !== undefined) {
      this.missing.delete(entry.n);
      this.#match(seal, entry);
    } else if (this.unmatched.has(entry.n)) this.repeated.push(entry);
    else this.unmatched.set(entry.n, entry);
  }

  /** How much is held at the moment. */
  get open(): number {
    return this.missing.size + this.unmatched.size + this.repeated.length + this.moved.length;
  }

  #match(seal: SealedPlace, entry: ReadEntry): void {
    this.matched += 1;
    this.lastMatchedPosition = Math.max(this.lastMatchedPosition, entry.position);
    const changed = entry.hash !== seal.entryHash;
    if (changed) this.#report("entry-changed", seal.seq, { id: String(entry.n) });
    if (seal.seq < this.#lastInOrder.seq || entry.position < this.#lastInOrder.position) {
      this.moved.push({ entry, seq: seal.seq });
      return;
    }
    this.#lastInOrder = { seq: seal.seq, position: entry.position };
    if (changed) return;
    if (entry.atMs < this.newestAtMs - this.#lagMs) this.#report("entry-backdated", seal.seq, { id: String(entry.n) });
    else this.newestAtMs = Math.max(this.newestAtMs, entry.atMs);
  }
}
