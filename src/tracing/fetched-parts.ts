import type { LegAccount } from "../flows/leg-columns.ts";
import { firstAtLeast } from "./first-at-least.ts";
import { type LegPart, type PartDirectory, type PartPlace, placeNumber, placeOf } from "./leg-part.ts";
import { TransferPlaces } from "./transfer-places.ts";

/** A part as it is kept, and how many were fetched before it. */
interface FetchedPart {
  readonly row: number;
  readonly number: number;
  readonly part: LegPart;
}

/** What is known of one account's parts: the first transfer of each when there are several, and those fetched, by row. */
interface OwnParts {
  readonly firsts: Uint32Array | undefined;
  readonly fetched: (FetchedPart | undefined)[];
}

/**
 * The parts of a kept ledger that were fetched. What is asked for and not there is noted, so that it can be fetched before
 * it is asked for again.
 */
export class FetchedParts {
  readonly #directory: PartDirectory;
  readonly #owners = new Map<number, OwnParts>();
  readonly #parts: FetchedPart[] = [];
  /** The account asked about last, which is asked about several times in a row. */
  #asked = -1;
  #own: OwnParts = { firsts: undefined, fetched: [] };
  readonly #accounts = new Map<number, LegAccount>();
  readonly #missing = new Set<number>();
  /** Where each transfer that a walk came by can be read: true for every later walk too. */
  readonly places: TransferPlaces = new TransferPlaces();
  /** Legs fetched. */
  legs = 0;

  constructor(directory: PartDirectory) {
    this.#directory = directory;
  }

  add(parts: Iterable<{ readonly row: number; readonly part: LegPart }>, accounts: Iterable<LegAccount>): void {
    for (const { row, part } of parts) {
      const fetched = { row, number: this.#parts.length, part };
      this.#parts.push(fetched);
      this.#ownerOf(part.account).fetched[row] = fetched;
      this.legs += part.leg.length;
    }
    for (const account of accounts) this.#accounts.set(account.account, account);
  }

  /** The row of the account's last part that begins with the transfer or before it; of its first part when none does. */
  rowOf(account: number, transfer: number): number {
    const { firsts } = this.#ownerOf(account);
    return firsts === undefined ? 0 : Math.max(1, firstAtLeast(firsts, transfer + 1));
  }

  /** The row of the account's first part. */
  firstRow(account: number): number {
    return this.#ownerOf(account).firsts === undefined ? 0 : 1;
  }

  /** `undefined` and noted when it was not fetched. */
  part(account: number, row: number): FetchedPart | undefined {
    const fetched = this.#ownerOf(account).fetched[row];
    if (fetched === undefined) this.#missing.add(placeNumber({ account, row }));
    return fetched;
  }

  /** The part that was fetched after so many others. */
  numbered(number: number): FetchedPart {
    return this.#parts[number]!;
  }

  /** `undefined` and noted when it was not fetched. */
  account(account: number): LegAccount | undefined {
    const known = this.#accounts.get(account);
    if (known === undefined) this.#missing.add(placeNumber({ account, row: 0 }));
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
    return Array.from(places, placeOf);
  }

  #ownerOf(account: number): OwnParts {
    if (account === this.#asked) return this.#own;
    let own = this.#owners.get(account);
    if (own === undefined) {
      own = { firsts: this.#directory.get(account), fetched: [] };
      this.#owners.set(account, own);
    }
    this.#asked = account;
    this.#own = own;
    return own;
  }
}
