import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { reachedAccounts, restoreTrace } from "./extract-ledger.ts";
import { ledgerTies } from "./ledger-ties.ts";
import { nameOfTie, narrowPart, type OrderPart, takePart } from "./order-part.ts";
import type { SearchedTrace } from "./order-search.ts";
import { outsidersMet } from "./outsiders-met.ts";
import { placesOf, reorderLedger } from "./reorder-ledger.ts";
import { rowsOf, tieWindow } from "./tie-window.ts";
import { tiesThatMatter } from "./ties-that-matter.ts";
import { trace } from "./trace.ts";
import type { AllocatedTrace } from "./trace-result.ts";
import { windowArranger } from "./window-arranger.ts";

/** A guessed tie, by the whole ledger's indices. */
export interface NamedTie {
  /** `nameOfTie`. */
  readonly name: string;
  readonly account: number;
  /** In the ledger's order. */
  readonly transfers: readonly number[];
}

/** Some order of a tie's rows, by the whole ledger's indices. */
export interface OrderedTie {
  readonly name: string;
  readonly transfers: readonly number[];
}

/** What became of an order. */
export type Judged =
  | { readonly kind: "impossible" }
  /** It takes money to accounts of which the ledger given does not hold every row. */
  | { readonly kind: "beyond"; readonly accounts: readonly number[] }
  /** Its trace, by the ledger's own indices, and the ties that matter in it. */
  | { readonly kind: "traced"; readonly trace: AllocatedTrace; readonly matter: () => readonly NamedTie[] };

const impossible: Judged = { kind: "impossible" };

/**
 * Judges orders of tied rows, each by itself: by every row of the accounts that money reaches in the ledger's order, and
 * of those that it reaches in this one besides, and by no other row. So the whole ledger and any extract that holds these
 * accounts judge alike.
 */
export class OrderJudge {
  readonly #ledger: LedgerColumns;
  readonly #searched: SearchedTrace;
  readonly own: OrderPart;
  /** Rows and flows that may still be walked and made. */
  left: number;
  /** Holds all accounts met so far. */
  #pool: OrderPart;
  #latest: OrderPart;
  #arranger: { readonly of: OrderPart; readonly names: string; readonly arrange: Arrange } | undefined;

  constructor(ledger: LedgerColumns, searched: SearchedTrace) {
    this.#ledger = ledger;
    this.#searched = searched;
    this.left = searched.budget;
    this.own = takePart(ledger, { searched, accounts: reachedAccounts(ledger, searched.losses, searched.trace) });
    this.#pool = this.own;
    this.#latest = this.own;
  }

  /** All accounts that money reached in some order that was looked at, ascending. */
  get accounts(): Uint32Array {
    return this.#pool.accounts;
  }

  /** What looking at one order takes of `left`. */
  get costOfOrder(): number {
    return costOf(this.own, this.#searched);
  }

  /** The ties that matter in the ledger's order. */
  ownTies(): readonly NamedTie[] {
    const { extract, losses, options } = this.own;
    const own = trace(extract.ledger, losses, options);
    if (own.kind === "reach") throw new RangeError("poison has no amounts to search");
    return this.#matter(this.own, { ledger: extract.ledger, flows: own.flows });
  }

  judge(chains: readonly OrderedTie[]): Judged {
    for (let part = this.own; ; ) {
      const rowAt = this.#arrange(part, chains);
      if (rowAt === undefined) return impossible;
      this.left -= costOf(part, this.#searched);
      const other = traceInOrder(part, rowAt);
      if (other === undefined) return impossible;
      const met = outsidersMet(part.extract, other.trace);
      if (met.size === 0) {
        const here = part;
        return {
          kind: "traced",
          trace: restoreTrace(part.extract, other.trace),
          matter: () => this.#matter(here, other),
        };
      }
      const beyond = [...met].filter((account) => this.#ledger.accounts.exitKind[account] !== 0);
      if (beyond.length > 0) return { kind: "beyond", accounts: beyond };
      part = this.#partWith(Uint32Array.from([...part.accounts, ...met]).sort());
    }
  }

  #arrange(part: OrderPart, chains: readonly OrderedTie[]): Uint32Array | undefined {
    // What an account shows that no money reaches in this order holds nothing back.
    const held = chains.filter(({ name }) => part.groups.has(name) && isHeld(part, part.groups.get(name)!));
    const names = held.map(({ name }) => name).join();
    if (this.#arranger?.of !== part || this.#arranger.names !== names) {
      const groups = held.map(({ name }) => part.groups.get(name)!);
      this.#arranger = { of: part, names, arrange: arrangeRows(part, groups) };
    }
    return this.#arranger.arrange(held);
  }

  #partWith(accounts: Uint32Array): OrderPart {
    const asked = { searched: this.#searched, accounts };
    const name = accounts.join();
    if (this.#latest.accounts.join() === name) return this.#latest;
    const pooled = Uint32Array.from(new Set([...this.#pool.accounts, ...accounts])).sort();
    if (pooled.length > this.#pool.accounts.length) {
      this.left -= this.#searched.wholeTransfers ?? this.#ledger.transfers.length;
      this.#pool = takePart(this.#ledger, { ...asked, accounts: pooled });
    }
    this.#latest = this.#pool.accounts.join() === name ? this.#pool : narrowPart(this.#pool, asked);
    return this.#latest;
  }

  /** The ties of a part that matter in an order of its rows, those that carry most traced money first. */
  #matter(part: OrderPart, { ledger, flows }: OrderedFlows): readonly NamedTie[] {
    const { extract } = part;
    const { ties } = extract.ledger.transfers;
    const isAsked = (account: number): boolean => extract.ledger.accounts.exitKind[account] === 0;
    const matter = tiesThatMatter(ledgerTies(ledger), {
      isAsked,
      flows,
      asOfMs: this.#searched.options.asOfMs,
    });
    return matter.map(({ group }) => ({
      name: nameOfTie(extract, group),
      account: extract.accountOf[ties.account[group]!]!,
      transfers: Array.from(
        ties.transfer.subarray(ties.start[group], ties.start[group + 1]),
        (row) => extract.transferOf[row]!,
      ),
    }));
  }
}

type Arrange = (chains: readonly OrderedTie[]) => Uint32Array | undefined;

/** A part's rows in an order, with the flows of its trace by their places. */
interface OrderedFlows {
  readonly ledger: LedgerColumns;
  readonly flows: AllocatedTrace["flows"];
}

function isHeld({ extract: { ledger } }: OrderPart, group: number): boolean {
  return ledger.accounts.exitKind[ledger.transfers.ties.account[group]!] === 0;
}

function arrangeRows(part: OrderPart, groups: readonly number[]): Arrange {
  const { length } = part.extract.ledger.transfers;
  if (groups.length === 0) return () => Uint32Array.from({ length }, (_, row) => row);
  const window = tieWindow(part.ties, groups);
  const arrange = windowArranger(part.ties, window);
  return (chains) => {
    const sorted = arrange(
      chains.map(({ transfers }) => transfers.map((whole) => part.rowOf.get(whole)! - window.from)),
    );
    return sorted === undefined ? undefined : rowsOf(length, window, sorted);
  };
}

/** What a traced amount on a transfer costs beside a row that is walked over. */
const flowCost = 4;

function costOf({ extract }: OrderPart, { trace: own }: SearchedTrace): number {
  return extract.ledger.transfers.length + flowCost * own.flows.length;
}

const tooLarge: ReadonlySet<string> = new Set(["TRACE_BALANCE_TOO_LARGE", "TRACE_UNEXPLAINED_TOO_LARGE"]);

/** The part's trace with its rows in another order, by its own rows; `undefined` where amounts go too far (T1). */
function traceInOrder(
  { extract, losses, options }: OrderPart,
  rowAt: Uint32Array,
): (OrderedFlows & { readonly trace: AllocatedTrace }) | undefined {
  const placeOf = placesOf(rowAt);
  const moved = losses.map((loss) => ({ ...loss, transfer: placeOf[loss.transfer]! }));
  const ledger = reorderLedger(extract.ledger, rowAt);
  try {
    const other = trace(ledger, moved, options);
    if (other.kind === "reach") throw new RangeError("poison has no amounts to search");
    const { flows } = other;
    const byRow = { ...flows, transfer: flows.transfer.map((place) => rowAt[place]!) };
    return { ledger, flows, trace: { ...other, flows: byRow } };
  } catch (error) {
    if (error instanceof SluiceError && tooLarge.has(error.code)) return undefined;
    throw error;
  }
}
