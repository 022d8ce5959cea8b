import { SluiceError } from "../errors/sluice-error.ts";
import type { LegStore } from "../storage/leg-store.ts";
import { FetchedParts } from "../tracing/fetched-parts.ts";
import { legsInPart, type PartPlace } from "../tracing/leg-part.ts";
import type { MoneyScout } from "../tracing/money-scout.ts";

/** Parts of one question: 20 MB of legs at most come before they are counted. */
const partsAtOnce = 2_000;

/** What is fetched of which kept ledger, and how much at most. */
interface PartScope {
  readonly name: string;
  readonly legBudget: number;
  readonly signal: AbortSignal;
}

/** Fetches parts of a kept ledger as walks lack them, and never many more legs than the budget. */
export class PartFetcher {
  readonly parts: FetchedParts;
  readonly #store: LegStore;
  readonly #scope: PartScope;
  readonly #asked = new Set<number>();
  rounds = 0;

  private constructor(store: LegStore, scope: PartScope, parts: FetchedParts) {
    this.#store = store;
    this.#scope = scope;
    this.parts = parts;
  }

  static async open(store: LegStore, scope: PartScope): Promise<PartFetcher> {
    return new PartFetcher(store, scope, new FetchedParts(await store.directory(scope.name)));
  }

  /** Accounts of which something was fetched. */
  get accounts(): number {
    return this.#asked.size;
  }

  /**
   * Walks until a walk lacks nothing, and answers what it then lays out. What a walk that lacks something finds or throws is
   * of no meaning.
   * @throws SluiceError TRACE_BEYOND_BUDGET; the abort reason; whatever a walk throws that lacks nothing.
   */
  async complete<Found>(walk: () => () => Found): Promise<Found> {
    for (;;) {
      try {
        const layOut = walk();
        const found = this.parts.lacks ? undefined : layOut();
        if (found !== undefined && !this.parts.lacks) return found;
      } catch (cause) {
        if (!this.parts.lacks) throw cause;
      }
      await this.#fetch(this.parts.takeMissing());
    }
  }

  /**
   * Fetches what a scout comes to lack, until that is nothing or would be more than half of the budget: what it foresees
   * wrongly must not cost a walk what it needs.
   */
  async followScout(scout: MoneyScout): Promise<void> {
    for (;;) {
      scout.goOn();
      const missing = this.parts.takeMissing();
      const most = this.parts.legs + missing.length * legsInPart;
      if (missing.length === 0 || most > this.#scope.legBudget / 2) return;
      await this.#fetch(missing);
    }
  }

  async #fetch(places: readonly PartPlace[]): Promise<void> {
    const { name, signal } = this.#scope;
    for (let at = 0; at < places.length; at += partsAtOnce) {
      signal.throwIfAborted();
      const asked = places.slice(at, at + partsAtOnce);
      const { parts, accounts } = await this.#store.parts(name, asked);
      this.parts.add(parts, accounts);
      for (const { account } of asked) this.#asked.add(account);
      if (this.parts.legs > this.#scope.legBudget) await this.#refuse(asked);
    }
    this.rounds += 1;
  }

  /** Names the account of which the most was asked for last. */
  async #refuse(asked: readonly PartPlace[]): Promise<never> {
    const accounts = await this.#store.accounts(
      this.#scope.name,
      asked.map(({ account }) => account),
    );
    const largest = accounts.reduce((most, account) => (account.legs > most.legs ? account : most));
    const { key, account, legs } = largest;
    const budget = this.#scope.legBudget;
    throw new SluiceError("TRACE_BEYOND_BUDGET", { account: key === "" ? account : key, legs, budget });
  }
}
