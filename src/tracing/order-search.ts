import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { type FigureRange, FigureRanges } from "./figure-ranges.ts";
import { type Judged, type NamedTie, OrderJudge, type OrderedTie } from "./order-judge.ts";
import type { OrdersTogether } from "./orders-together.ts";
import { searchOfTie, type TieSearch } from "./tie-search.ts";
import { arrangeWindow, tieWindow } from "./tie-window.ts";
import { allOrders, mostOrders, tiedOrders } from "./tied-orders.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** What another order of tied rows would change (T7). */
export interface OrderSearch {
  /** The ties at which another order may change an amount, those that carry most traced money first. */
  readonly ties: readonly SearchedTie[];
  /** Every order of all ties together; `null`: each tie was searched with the others as they stand, and no more. */
  readonly together: OrdersTogether | null;
  /** The accounts that the losses' money reaches in the ledger's order or in another looked at, ascending. */
  readonly accounts: Uint32Array;
  /** The figures that some order tried changed, with the smallest and the largest amount tried. */
  readonly ranges: readonly FigureRange[];
  /**
   * Accounts to which another order takes money and of which a ledger that is itself a part of one (`hop-ledger.ts`) does
   * not hold every transfer, ascending: their ties count as not tried until it does.
   */
  readonly beyond: readonly number[];
}

/** One guessed tie, and what came of searching its orders. Indices are the ledger's. */
export interface SearchedTie {
  readonly account: number;
  readonly transfers: readonly number[];
  /** `not-tried`: the budget was spent, or the clocks there contradict each other. */
  readonly search: TieSearch | "not-tried";
  /** Besides the order that the trace's own figures stand for; 0 where it matters only in another order of another tie. */
  readonly ordersTried: number;
  /** Orders that an account's decided order, the rows' own times or balances stated in the tie contradict. */
  readonly ordersImpossible: number;
  /** Whether some order changed an amount, alone or with others that do not alone: the account is order-sensitive there. */
  readonly changesAmounts: boolean;
}

/** What was traced, and how far to search. */
export interface SearchedTrace {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** `trace(ledger, losses, options)`. */
  readonly trace: AllocatedTrace;
  /** Rows walked and flows made by all traces together, at most; ties that would go beyond it are not tried. */
  readonly budget: number;
  /**
   * What looking at another account costs of the budget: the transfers of the whole ledger, so that an extract of it is
   * searched as far. Without it, those of the ledger given.
   */
  readonly wholeTransfers?: number;
}

/** Up to so many orders of all ties together are tried: ten pairs of rows. */
const mostTogether = 1_024;

/**
 * T7: tries other orders of the tied rows whose order T6 guessed, one tie at a time and, where they are few enough, all
 * orders of all ties together, and keeps the smallest and the largest amount of every figure. Traces an extract of the
 * ledger again and again. A pure function of its arguments.
 */
export function searchOrders(ledger: LedgerColumns, searched: SearchedTrace): OrderSearch {
  if (ledger.transfers.ties.account.length === 0) {
    const accounts = reachedAccounts(ledger, searched.losses, searched.trace);
    return { ties: [], together: { ordersTried: 0, ordersImpossible: 0 }, accounts, ranges: [], beyond: [] };
  }
  return new Search(ledger, searched).run();
}

type Outcome = Pick<SearchedTie, "search" | "ordersTried" | "ordersImpossible" | "changesAmounts">;

const notTried: Outcome = { search: "not-tried", ordersTried: 0, ordersImpossible: 0, changesAmounts: false };

class Search {
  readonly #judge: OrderJudge;
  #ranges: FigureRanges;
  readonly #beyond = new Set<number>();
  /** By name, in the order in which they are listed. */
  #ties = new Map<string, NamedTie>();
  #outcomes = new Map<string, Outcome>();
  /** Ties that matter in an order that was tried. */
  readonly #matter = new Map<string, NamedTie>();

  constructor(ledger: LedgerColumns, searched: SearchedTrace) {
    this.#judge = new OrderJudge(ledger, searched);
    this.#ranges = FigureRanges.of(searched.losses.length, searched.trace);
  }

  run(): OrderSearch {
    for (const tie of this.#judge.ownTies()) this.#ties.set(tie.name, tie);
    for (const tie of this.#ties.values()) this.#outcomes.set(tie.name, this.#searchTie(tie));
    const together = this.#searchTogether();
    const ties = [...this.#ties.values()].map(({ name, account, transfers }) => {
      return { account, transfers, ...this.#outcomes.get(name)! };
    });
    const beyond = [...this.#beyond].sort((a, b) => a - b);
    return { ties, together, accounts: this.#judge.accounts, ranges: this.#ranges.list(), beyond };
  }

  #searchTie({ name, transfers }: NamedTie): Outcome {
    const { own } = this.#judge;
    if (mostOrders(transfers.length) * this.#judge.costOfOrder > this.#judge.left) return notTried;
    const group = own.groups.get(name)!;
    const window = tieWindow(own.ties, [group]);
    if (arrangeWindow(window, []) === undefined) return notTried;
    let [ordersTried, ordersImpossible, changesAmounts] = [0, 0, false];
    for (const order of tiedOrders(own.ties, group, window)) {
      const wanted = Array.from(order, (row) => own.extract.transferOf[window.from + row]!);
      const judged = this.#judge.judge([{ name, transfers: wanted }]);
      if (judged.kind === "beyond") return this.#goBeyond(judged);
      if (judged.kind === "impossible") ordersImpossible += 1;
      else {
        ordersTried += 1;
        if (this.#take(judged)) changesAmounts = true;
      }
    }
    return { search: searchOfTie(transfers.length), ordersTried, ordersImpossible, changesAmounts };
  }

  /** Every order of all ties that matter in some order of them; `null` where they are too many, or one was not searched. */
  #searchTogether(): OrdersTogether | null {
    const outcomes = [...this.#outcomes.values()];
    if (outcomes.some(({ search }) => search !== "all-orders")) return null;
    if (outcomes.length < 2 && !this.#isMoreMattering()) {
      const [{ ordersTried, ordersImpossible } = notTried] = outcomes;
      return { ordersTried, ordersImpossible };
    }
    const [ties, singly, ranges] = [new Map(this.#ties), new Map(this.#outcomes), this.#ranges.copy()];
    const together = this.#closeTogether();
    // Half of the combinations would make ranges of which nobody can say what they are of.
    if (together === null) [this.#ties, this.#outcomes, this.#ranges] = [ties, singly, ranges];
    return together;
  }

  /** Takes in the ties that come to matter, until none does. */
  #closeTogether(): OrdersTogether | null {
    for (;;) {
      for (const tie of this.#matter.values()) this.#addTie(tie);
      if (!this.#isAffordable()) return null;
      const tried = this.#tryTogether();
      if (tried === null || !this.#isMoreMattering()) return tried;
    }
  }

  #isAffordable(): boolean {
    let orders = 1;
    for (const { transfers } of this.#ties.values()) {
      if (searchOfTie(transfers.length) !== "all-orders") return false;
      orders *= mostOrders(transfers.length) + 1;
      if (orders > mostTogether) return false;
    }
    return orders * this.#judge.costOfOrder <= this.#judge.left;
  }

  #tryTogether(): OrdersTogether | null {
    let [ordersTried, ordersImpossible] = [0, 0];
    const ties = [...this.#ties.values()];
    for (const chains of combinations(ties)) {
      const moved = ties.filter(({ transfers }, at) => chains[at]!.transfers.join() !== transfers.join());
      if (moved.length === 0) continue;
      const judged = this.#judge.judge(chains);
      if (judged.kind === "beyond") {
        this.#goBeyond(judged);
        return null;
      }
      if (judged.kind === "impossible") ordersImpossible += 1;
      else {
        ordersTried += 1;
        if (this.#take(judged)) this.#blame(moved);
      }
    }
    for (const [name, outcome] of this.#outcomes) this.#outcomes.set(name, { ...outcome, search: "all-orders" });
    return { ordersTried, ordersImpossible };
  }

  #goBeyond({ accounts }: Extract<Judged, { kind: "beyond" }>): Outcome {
    for (const account of accounts) this.#beyond.add(account);
    return notTried;
  }

  #take({ trace, matter }: Extract<Judged, { kind: "traced" }>): boolean {
    for (const tie of matter()) this.#matter.set(tie.name, tie);
    return this.#ranges.take(trace);
  }

  #isMoreMattering(): boolean {
    return [...this.#matter.keys()].some((name) => !this.#ties.has(name));
  }

  #addTie(tie: NamedTie): void {
    if (this.#ties.has(tie.name)) return;
    this.#ties.set(tie.name, tie);
    this.#outcomes.set(tie.name, notTried);
  }

  /** Where none of the ties changes an amount by itself, all that are moved do together. */
  #blame(moved: readonly NamedTie[]): void {
    if (moved.some(({ name }) => this.#outcomes.get(name)!.changesAmounts)) return;
    for (const { name } of moved) this.#outcomes.set(name, { ...this.#outcomes.get(name)!, changesAmounts: true });
  }
}

/** Every choice of one order for each tie. */
function* combinations(ties: readonly NamedTie[]): Generator<readonly OrderedTie[], void, undefined> {
  const [first, ...rest] = ties;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const transfers of allOrders(first.transfers)) {
    for (const others of combinations(rest)) yield [{ name: first.name, transfers }, ...others];
  }
}
