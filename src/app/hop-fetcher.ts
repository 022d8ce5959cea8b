import { SluiceError } from "../errors/sluice-error.ts";
import type { LegColumns } from "../flows/leg-columns.ts";
import type { KeptAccount, LegStore, PaidTransfer } from "../storage/leg-store.ts";
import type { LedgerExtract } from "../tracing/extract-ledger.ts";
import { HopLedger } from "../tracing/hop-ledger.ts";
import { type KeptScope, type OpenedKept, openKept } from "./open-kept.ts";

/** Which kept ledger is asked, under what options, and how much of it may be fetched. */
interface FetchScope extends KeptScope {
  readonly legBudget: number;
  readonly signal: AbortSignal;
}

/** Fetches a kept ledger account by account, each whole and once, and never more legs than the budget. */
export class HopFetcher {
  readonly whole: OpenedKept["whole"];
  /** The whole ledger's stops (T11), ascending, each with its `exitKindCode`. */
  readonly stops: OpenedKept["stops"];
  readonly counterparties: OpenedKept["counterparties"];
  readonly #store: LegStore;
  readonly #scope: FetchScope;
  readonly #known: HopLedger;
  readonly #accounts = new Map<number, KeptAccount>();
  rounds = 0;
  legs = 0;

  private constructor(store: LegStore, scope: FetchScope, { whole, stops, counterparties }: OpenedKept) {
    this.#store = store;
    this.#scope = scope;
    this.whole = whole;
    this.stops = stops;
    this.counterparties = counterparties;
    this.#known = new HopLedger({ ...whole, stops });
  }

  /** @throws SluiceError STORAGE_LEGS_MISSING, TRACE_UNKNOWN_ACCOUNT */
  static async open(store: LegStore, scope: FetchScope): Promise<HopFetcher> {
    return new HopFetcher(store, scope, await openKept(store, scope));
  }

  /** Accounts whose every leg is known. */
  get accounts(): number {
    return this.#known.size;
  }

  /** Fetches single transfers by their payers. */
  async fetchPaid(transfers: readonly PaidTransfer[]): Promise<void> {
    this.#known.addLegs(await this.#store.paid(this.#scope.name, transfers));
  }

  /** Fetches what is neither known nor a stop; whether there was anything. @throws SluiceError TRACE_BEYOND_BUDGET */
  async fetch(accounts: Iterable<number>): Promise<boolean> {
    const { name, legBudget, signal } = this.#scope;
    signal.throwIfAborted();
    const wanted = this.#known.missing(accounts);
    if (wanted.length === 0) return false;
    const found = await this.#store.hop(name, wanted, legBudget - this.legs);
    // What each holds is asked for alone, to name the account that is too large.
    for (const account of found?.accounts ?? (await this.#store.accounts(name, wanted))) this.#spend(account);
    if (found === undefined) throw new RangeError(`a hop within ${legBudget} legs was refused`);
    this.#known.addLegs(found.legs);
    this.#known.addAccounts(found.accounts);
    for (const account of found.accounts) this.#accounts.set(account.account, account);
    this.rounds += 1;
    return true;
  }

  /** Fetches all legs of accounts, stops too, without making them known: what a stop pays is looked at, not followed. */
  async look(accounts: readonly number[]): Promise<LegColumns> {
    for (const account of await this.describe(accounts)) if (this.stops.has(account.account)) this.#spend(account);
    await this.fetch(accounts);
    const legs = await this.#store.legs(this.#scope.name, accounts);
    this.#known.addLegs(legs);
    return legs;
  }

  /** The accounts as they are kept, ascending; asked for only where they are not known. */
  async describe(accounts: Iterable<number>): Promise<readonly KeptAccount[]> {
    const wanted = [...new Set(accounts)].sort((a, b) => a - b);
    const missing = wanted.filter((account) => !this.#accounts.has(account));
    for (const account of await this.#store.accounts(this.#scope.name, missing)) {
      this.#accounts.set(account.account, account);
    }
    return wanted.flatMap((account) => this.#accounts.get(account) ?? []);
  }

  /** What is known, ready to be traced; it holds the accounts `named` too. */
  extract(named: Iterable<number>): LedgerExtract {
    return this.#known.extract(named);
  }

  #spend({ key, account, legs }: KeptAccount): void {
    this.legs += legs;
    const { legBudget } = this.#scope;
    if (this.legs <= legBudget) return;
    throw new SluiceError("TRACE_BEYOND_BUDGET", { account: key === "" ? account : key, legs, budget: legBudget });
  }
}
