import { grownUint32 } from "./grown-column.ts";

/** The account has no slot. */
export const NO_SLOT = -1;

const empty = 0;

/**
 * Numbers accounts in the order in which they are met, so that what a walk keeps of accounts is as large as what it
 * reaches and lies close together. A hash table of columns: a Map of objects costs several times as much a question.
 */
export class AccountSlots {
  /** By slot. */
  #account: Uint32Array = new Uint32Array(512);
  #length: number;
  readonly #reserved: number;
  /** The slots of the table's places, `empty` where there is none: so slot 0 is never an account's. */
  #table: Uint32Array = new Uint32Array(1024);

  /** @param reserved how many slots, from 0 on, belong to no account; at least 1. */
  constructor(reserved: number) {
    this.#length = reserved;
    this.#reserved = reserved;
  }

  copy(): AccountSlots {
    const copy = new AccountSlots(this.#reserved);
    copy.#length = this.#length;
    copy.#account = this.#account.slice();
    copy.#table = this.#table.slice();
    return copy;
  }

  /** Slots in use: the next account's slot. */
  get length(): number {
    return this.#length;
  }

  /** The account's slot, or `NO_SLOT`. */
  of(account: number): number {
    const slot = this.#table[this.#placeOf(account)]!;
    return slot === empty ? NO_SLOT : slot;
  }

  account(slot: number): number {
    return this.#account[slot]!;
  }

  /** Gives an account that has none the next slot. */
  add(account: number): number {
    if (this.#length === this.#account.length) this.#grow();
    const slot = this.#length++;
    this.#account[slot] = account;
    this.#table[this.#placeOf(account)] = slot;
    return slot;
  }

  /** All accounts with a slot, ascending. */
  ascending(): Uint32Array {
    return this.#account.slice(this.#reserved, this.#length).sort();
  }

  /** Where the account's slot stands in the table, or the free place for it. */
  #placeOf(account: number): number {
    const mask = this.#table.length - 1;
    const mixed = Math.imul(account, 0x9e3779b1);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const slot = this.#table[place]!;
      if (slot === empty || this.#account[slot] === account) return place;
      place = (place + 1) & mask;
    }
  }

  #grow(): void {
    this.#account = grownUint32(this.#account, this.#length * 2);
    this.#table = new Uint32Array(this.#length * 4);
    for (let slot = this.#reserved; slot < this.#length; slot++) {
      this.#table[this.#placeOf(this.#account[slot]!)] = slot;
    }
  }
}
