import type { TransferColumns } from "../flows/ledger-columns.ts";
import type { LotPool } from "./lot-pool.ts";

/** Transfers that are fetched at once: their balances, two cache lines each, fit into the first cache. */
export const fetchedAtOnce = 128;

/**
 * Looks at every balance and list that the next transfers will move, so that they are in the cache when they are moved.
 * Nothing here waits for what came before, so that the memory answers many looks at once, as in a bare pass; the walk
 * itself decides by what it finds, so that each of its looks waits for the one before. Balances are NaN where an
 * account's lots are listed.
 */
export class FetchAhead {
  readonly #payer: Uint32Array;
  readonly #payee: Uint32Array;
  readonly #balance: Float64Array;
  readonly #pool: LotPool;
  readonly #sums = new Float64Array(fetchedAtOnce);
  readonly #listed = new Uint32Array(2 * fetchedAtOnce);

  constructor({ payer, payee }: TransferColumns, balance: Float64Array, pool: LotPool) {
    this.#payer = payer;
    this.#payee = payee;
    this.#balance = balance;
    this.#pool = pool;
  }

  /** Fetches for the transfers `from` to `to`, `fetchedAtOnce` of them at most. */
  fetch(from: number, to: number): void {
    const [payer, payee, balance, sums, listed] = [this.#payer, this.#payee, this.#balance, this.#sums, this.#listed];
    for (let transfer = from; transfer < to; transfer++) {
      sums[transfer - from] = balance[payer[transfer]!]! + balance[payee[transfer]!]!;
    }
    let count = 0;
    for (let transfer = from; transfer < to; transfer++) {
      if (!Number.isNaN(sums[transfer - from]!)) continue;
      const [paying, paid] = [payer[transfer]!, payee[transfer]!];
      if (Number.isNaN(balance[paying]!)) listed[count++] = paying;
      if (Number.isNaN(balance[paid]!)) listed[count++] = paid;
    }
    // Kept where it can be asked for, lest a compiler finds that nobody needs the looks.
    sums[0] = this.#pool.fetch(listed, count);
  }
}
