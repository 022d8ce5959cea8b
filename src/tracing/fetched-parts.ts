import type { LegAccount } from "../flows/leg-columns.ts";
import { firstAtLeast } from "./first-at-least.ts";
import type { LegPart, PartDirectory, PartPlace } from "./leg-part.ts";

/** Rows an account may have: 2^21 of 256 legs. With 2^32 accounts a place is one exact number. */
const mostRows = 2 ** 21;

/**
 * The parts of a kept ledger that were fetched. What is asked for and not there is noted, so that it can be fetched before
 * it is asked for again.
 */
export class FetchedParts {
  readonly #directory: PartDirectory;
  /** By account, then by row: keys are small integers, which maps find quicker than large ones. */
  readonly #parts = new Map<number, Map<number, LegPart>>();
  readonly #accounts = new Map<number, LegAccount>();
  readonly #missing = new Set<number>();
  /** Legs fetched. */
  legs = 0;

  constructor(directory: PartDirectory) {
    this.#directory = directory;
  }

  add(parts: Iterable<{ readonly row: number; readonly part: LegPart }>, accounts: Iterable<LegAccount>): void {
    for (const { row, part } of parts) {
      const own = this.#parts.get(part.account) ?? new Map<number, LegPart>();
      this.#parts.set(part.account, own.set(row, part));
      this.legs += part.leg.length;
    }
    for (const account of accounts) this.#accounts.set(account.account, account);
  }

  /** The row of the account's last part that begins with the transfer or before it; of its first part when none does. */
  rowOf(account: number, transfer: number): number {
    const firsts = this.#directory.get(account);
    return firsts === undefined ? 0 : Math.max(1, firstAtLeast(firsts, transfer + 1));
  }

  /** The row of the account's first part. */
  firstRow(account: number): number {
    return this.#directory.has(account) ? 1 : 0;
  }

  /** `undefined` and noted when it was not fetched. */
  part(account: number, row: number): LegPart | undefined {
    const part = this.#parts.get(account)?.get(row);
    if (part === undefined) this.#missing.add(account * mostRows + row);
    return part;
  }

  /** `undefined` and noted when it was not fetched. */
  account(account: number): LegAccount | undefined {
    const known = this.#accounts.get(account);
    if (known === undefined) this.#missing.add(account * mostRows);
    return known;
  }

  /** Whether anything was asked for in vain since it was taken last. */
  get lacks(): boolean {
    return this.#missing.size > 0;
  }

  /** What was asked for in vain, by account and row; it counts as not asked for then. */
  takeMissing(): readonly PartPlace[] {
    const places = Float64Array.from(this.#missing).sort();
    this.#missing.clear();
    return Array.from(places, (place) => ({ account: Math.floor(place / mostRows), row: place % mostRows }));
  }
}
