import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { type LedgerExtract, extractLedger, extractLosses, extractOptions } from "./extract-ledger.ts";
import { type LedgerTies, ledgerTies } from "./ledger-ties.ts";
import type { SearchedTrace } from "./order-search.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

/** An extract by which orders are judged and traced: every row of some accounts, and no other. */
export interface OrderPart {
  /** Whose every row it holds, by the whole ledger's indices, ascending. */
  readonly accounts: Uint32Array;
  readonly extract: LedgerExtract;
  readonly ties: LedgerTies;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** Its ties by `nameOfTie`. */
  readonly groups: ReadonlyMap<string, number>;
  /** Per transfer of the whole ledger that it holds: its row. */
  readonly rowOf: ReadonlyMap<number, number>;
}

/** What is searched, and the part of it that the accounts make. */
export interface PartsAsked {
  readonly searched: Pick<SearchedTrace, "losses" | "options" | "trace">;
  /** By the whole ledger's indices, ascending. */
  readonly accounts: Uint32Array;
}

/** The part of a ledger that these accounts make. */
export function takePart(ledger: LedgerColumns, asked: PartsAsked): OrderPart {
  const { losses, trace } = asked.searched;
  return partOf(extractLedger(ledger, { accounts: asked.accounts, stops: trace.stops, losses }), asked);
}

/** The part that these accounts make, out of a larger one that holds them. */
export function narrowPart({ extract: large, losses }: OrderPart, asked: PartsAsked): OrderPart {
  const isWanted = new Set(asked.accounts);
  const places = [...large.accountOf.keys()].filter((place) => isWanted.has(large.accountOf[place]!));
  const small = extractLedger(large.ledger, { accounts: places, stops: [], losses });
  const extract = {
    ledger: small.ledger,
    transferOf: small.transferOf.map((row) => large.transferOf[row]!),
    accountOf: small.accountOf.map((place) => large.accountOf[place]!),
    stops: large.stops,
    lastInstantMs: large.lastInstantMs,
  };
  return partOf(extract, asked);
}

function partOf(extract: LedgerExtract, { searched: { losses, options }, accounts }: PartsAsked): OrderPart {
  const groups = extract.ledger.transfers.ties.account.keys();
  return {
    accounts,
    extract,
    ties: ledgerTies(extract.ledger),
    losses: extractLosses(extract, losses),
    options: extractOptions(extract, options),
    groups: new Map([...groups].map((group) => [nameOfTie(extract, group), group])),
    rowOf: new Map(Array.from(extract.transferOf, (whole, row) => [whole, row])),
  };
}

/** Names a tie of an account in the extract, whatever else the extract holds. */
export function nameOfTie({ ledger, transferOf, accountOf }: LedgerExtract, group: number): string {
  const { ties } = ledger.transfers;
  return `${accountOf[ties.account[group]!]} ${transferOf[ties.transfer[ties.start[group]!]!]}`;
}
