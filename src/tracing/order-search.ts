import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import {
  extractLedger,
  type LedgerExtract,
  extractLosses,
  extractOptions,
  reachedAccounts,
  restoreTrace,
} from "./extract-ledger.ts";
import { type FigureRange, FigureRanges } from "./figure-ranges.ts";
import { type LedgerTies, ledgerTies } from "./ledger-ties.ts";
import { outsidersMet } from "./outsiders-met.ts";
import { placesOf, reorderLedger } from "./reorder-ledger.ts";
import { arrangeWindow, type TieWindow, tieWindow } from "./tie-window.ts";
import { searchOfTie, type TieSearch } from "./tie-search.ts";
import { mostOrders, tiedOrders } from "./tied-orders.ts";
import { tiesThatMatter } from "./ties-that-matter.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** What another order of tied rows would change (T7). */
export interface OrderSearch {
  /** The ties at which another order may change an amount, those that carry most traced money first. */
  readonly ties: readonly SearchedTie[];
  /** The accounts that the losses' money reaches in the ledger's order or in another tried, ascending. */
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
  /** Besides the order that the trace's own figures stand for. */
  readonly ordersTried: number;
  /** Orders that an account's decided order, the rows' own times or balances stated in the tie contradict. */
  readonly ordersImpossible: number;
  /** Whether some order changed an amount: the account is order-sensitive there. */
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

/**
 * T7: tries other orders of the tied rows whose order T6 guessed, one tie at a time, and keeps the smallest and the
 * largest amount of every figure. Traces an extract of the ledger again and again. A pure function of its arguments.
 */
export function searchOrders(ledger: LedgerColumns, searched: SearchedTrace): OrderSearch {
  if (ledger.transfers.ties.account.length === 0) {
    return { ties: [], accounts: reachedAccounts(ledger, searched.losses, searched.trace), ranges: [], beyond: [] };
  }
  return new Search(ledger, searched).run();
}

/** An extract that is traced in other orders. */
interface Part {
  readonly extract: LedgerExtract;
  readonly ties: LedgerTies;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** Its ties by `nameOfTie`. */
  readonly groups: ReadonlyMap<string, number>;
}

type Outcome = Pick<SearchedTie, "search" | "ordersTried" | "ordersImpossible" | "changesAmounts">;

const notTried: Outcome = { search: "not-tried", ordersTried: 0, ordersImpossible: 0, changesAmounts: false };

class Search {
  readonly #ledger: LedgerColumns;
  readonly #searched: SearchedTrace;
  readonly #ranges: FigureRanges;
  readonly #beyond = new Set<number>();
  #accounts: Uint32Array;
  #part: Part;
  #left: number;

  constructor(ledger: LedgerColumns, searched: SearchedTrace) {
    this.#ledger = ledger;
    this.#searched = searched;
    this.#ranges = new FigureRanges(searched.losses.length, searched.trace);
    this.#accounts = reachedAccounts(ledger, searched.losses, searched.trace);
    this.#part = this.#takePart();
    this.#left = searched.budget;
  }

  run(): OrderSearch {
    const { extract, ties, losses, options } = this.#part;
    const isReached = new Set(this.#accounts);
    const own = trace(extract.ledger, losses, options);
    if (own.kind === "reach") throw new RangeError("poison has no amounts to search");
    const matter = tiesThatMatter(ties, {
      isAsked: (account) => isReached.has(extract.accountOf[account]!),
      flows: own.flows,
      asOfMs: options.asOfMs,
    });
    const named = matter.map(({ group }) => ({ name: nameOfTie(extract, group), ...membersOf(extract, group) }));
    const found = named.map(({ name, ...tie }) => ({ ...tie, ...this.#searchTie(name) }));
    const beyond = [...this.#beyond].sort((a, b) => a - b);
    return { ties: found, accounts: this.#accounts, ranges: this.#ranges.list(), beyond };
  }

  #takePart(): Part {
    const { losses, options, trace: own } = this.#searched;
    const extract = extractLedger(this.#ledger, { accounts: this.#accounts, stops: own.stops, losses });
    const groups = extract.ledger.transfers.ties.account.keys();
    return {
      extract,
      ties: ledgerTies(extract.ledger),
      losses: extractLosses(extract, losses),
      options: extractOptions(extract, options),
      groups: new Map([...groups].map((group) => [nameOfTie(extract, group), group])),
    };
  }

  /** Searches one tie; begins again with a larger extract when an order takes money where none had come. */
  #searchTie(name: string): Outcome {
    for (;;) {
      const outcome = this.#tryOrders(this.#part.groups.get(name)!);
      if ("search" in outcome) return outcome;
      const beyond = [...outcome.met].filter((account) => this.#ledger.accounts.exitKind[account] !== 0);
      if (beyond.length > 0) {
        for (const account of beyond) this.#beyond.add(account);
        return notTried;
      }
      this.#accounts = Uint32Array.from([...this.#accounts, ...outcome.met]).sort();
      this.#left -= this.#searched.wholeTransfers ?? this.#ledger.transfers.length;
      this.#part = this.#takePart();
    }
  }

  #tryOrders(group: number): Outcome | { readonly met: ReadonlySet<number> } {
    const { ties, extract } = this.#part;
    const { length, ties: columns } = extract.ledger.transfers;
    const rows = columns.start[group + 1]! - columns.start[group]!;
    const cost = length + flowCost * this.#searched.trace.flows.length;
    if (mostOrders(rows) * cost > this.#left) return notTried;
    const window = tieWindow(ties, group);
    if (arrangeWindow(window, []) === undefined) return notTried;
    let [ordersTried, ordersImpossible, changesAmounts] = [0, 0, false];
    for (const sorted of tiedOrders(ties, group, window)) {
      if (sorted === undefined) {
        ordersImpossible += 1;
        continue;
      }
      this.#left -= cost;
      const other = this.#traceInOrder(rowsOf(length, window, sorted));
      if (other === undefined) {
        ordersImpossible += 1;
        continue;
      }
      const met = outsidersMet(extract, other);
      if (met.size > 0) return { met };
      ordersTried += 1;
      if (this.#ranges.take(restoreTrace(extract, other))) changesAmounts = true;
    }
    return { search: searchOfTie(rows), ordersTried, ordersImpossible, changesAmounts };
  }

  /** The extract's trace with its rows in another order, by its own indices; `undefined` where amounts go too far (T1). */
  #traceInOrder(rowAt: Uint32Array): AllocatedTrace | undefined {
    const { extract, losses, options } = this.#part;
    const placeOf = placesOf(rowAt);
    const moved = losses.map((loss) => ({ ...loss, transfer: placeOf[loss.transfer]! }));
    try {
      const other = trace(reorderLedger(extract.ledger, rowAt), moved, options);
      if (other.kind === "reach") throw new RangeError("poison has no amounts to search");
      const { flows } = other;
      return { ...other, flows: { ...flows, transfer: flows.transfer.map((place) => rowAt[place]!) } };
    } catch (error) {
      if (error instanceof SluiceError && tooLarge.has(error.code)) return undefined;
      throw error;
    }
  }
}

const tooLarge: ReadonlySet<string> = new Set(["TRACE_BALANCE_TOO_LARGE", "TRACE_UNEXPLAINED_TOO_LARGE"]);

/** What a traced amount on a transfer costs beside a row that is walked over. */
const flowCost = 4;

/** Names a tie of an account in the extract, whatever else the extract holds. */
function nameOfTie({ ledger, transferOf, accountOf }: LedgerExtract, group: number): string {
  const { ties } = ledger.transfers;
  return `${accountOf[ties.account[group]!]} ${transferOf[ties.transfer[ties.start[group]!]!]}`;
}

function membersOf(extract: LedgerExtract, group: number): Pick<SearchedTie, "account" | "transfers"> {
  const { ties } = extract.ledger.transfers;
  const rows = ties.transfer.subarray(ties.start[group], ties.start[group + 1]);
  return {
    account: extract.accountOf[ties.account[group]!]!,
    transfers: Array.from(rows, (row) => extract.transferOf[row]!),
  };
}

/** The rows of a ledger of `length` with a window's in the order `sorted`. */
export function rowsOf(length: number, window: TieWindow, sorted: Uint32Array): Uint32Array {
  const rowAt = Uint32Array.from({ length }, (_, row) => row);
  for (let place = 0; place < sorted.length; place++) rowAt[window.from + place] = window.from + sorted[place]!;
  return rowAt;
}
