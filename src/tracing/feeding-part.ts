import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { extractLedger, extractLosses, extractOptions, type LedgerExtract } from "./extract-ledger.ts";
import { stopKinds } from "./stop-kinds.ts";
import { tieSpans, visitRows } from "./tie-spans.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

/** Whose money is looked for: what an account holds at the options' as-of time, or what one payment was made of. */
export type MoneyPlace = { readonly account: number } | { readonly transfer: number };

/** The part of a ledger that decides whose the money at a place is. */
export interface FeedingPart {
  readonly extract: LedgerExtract;
  /** The losses that can have fed the place, by the extract's indices, in input order. */
  readonly losses: readonly Loss[];
  /** The same options for the extract. */
  readonly options: TraceOptions;
}

/**
 * Cuts a ledger down to what can have fed a place: the accounts from which payments, each after the one before, lead there
 * and which money of such a loss reaches. A trace of the part says of the place, loss by loss, what a trace of the whole
 * says. Two walks over the columns. Rows
 * whose order was guessed (T7) count in any order. For a transfer the as-of time does not count: what it carried is settled.
 * @throws SluiceError TRACE_UNKNOWN_ACCOUNT for a stop outside the ledger.
 */
export function feedingPart(
  ledger: LedgerColumns,
  losses: readonly Loss[],
  { place, options }: { readonly place: MoneyPlace; readonly options: TraceOptions },
): FeedingPart {
  const asked = "transfer" in place ? { ...options, asOfMs: null } : options;
  const stops = stopKinds(ledger, asked);
  const walk = { ledger, stops, asOfMs: asked.asOfMs, losses };
  const fed = feedingLosses(walk, place);
  const accounts = accountsBetween(walk, place, fed);
  const extract = extractLedger(ledger, {
    accounts,
    losses: fed.losses,
    stops: Array.from(stops.keys()).filter((account) => stops[account] !== 0),
  });
  return { extract, losses: extractLosses(extract, fed.losses), options: extractOptions(extract, asked) };
}

interface Walk {
  readonly ledger: LedgerColumns;
  readonly stops: Uint8Array;
  readonly asOfMs: number | null;
  readonly losses: readonly Loss[];
}

interface Feeding {
  /** 1 where a payment can lead to the place. */
  readonly feeds: Uint8Array;
  readonly losses: readonly Loss[];
}

/** Backwards from the place: who paid someone who still paid towards it later. */
function feedingLosses({ ledger, stops, asOfMs, losses }: Walk, place: MoneyPlace): Feeding {
  const { length, payer, payee, amountMinor, atMs, flags } = ledger.transfers;
  const feeds = new Uint8Array(ledger.accounts.length);
  const held = placeAccount(ledger, place);
  if (stops[held] === 0) feeds[held] = 1;
  const onTransfer = new Set(losses.map(({ transfer }) => transfer));
  const fed = new Set<number>("transfer" in place ? [place.transfer] : []);
  const walked = { length: "transfer" in place ? place.transfer : length, direction: "backwards" } as const;
  visitRows(walked, tieSpans(ledger.transfers), (transfer) => {
    if (feeds[payee[transfer]!] === 0 || amountMinor[transfer] === 0) return false;
    if ((flags[transfer]! & TRANSFER_FAILED) !== 0 || (asOfMs !== null && atMs[transfer]! > asOfMs)) return false;
    if (onTransfer.has(transfer)) fed.add(transfer);
    const from = payer[transfer]!;
    if (stops[from] !== 0 || feeds[from] === 1) return false;
    feeds[from] = 1;
    return true;
  });
  return { feeds, losses: losses.filter(({ transfer }) => fed.has(transfer)) };
}

/** Forwards from the losses: the feeding accounts that their money reaches, and the place itself. Ascending. */
function accountsBetween({ ledger, stops, asOfMs }: Walk, place: MoneyPlace, { feeds, losses }: Feeding): Uint32Array {
  const { length, payer, payee, atMs, flags } = ledger.transfers;
  const reached = new Uint8Array(ledger.accounts.length);
  const held = placeAccount(ledger, place);
  if (stops[held] === 0) reached[held] = 1;
  const onTransfer = new Set(losses.map(({ transfer }) => transfer));
  for (const transfer of onTransfer) if (feeds[payer[transfer]!] === 1) reached[payer[transfer]!] = 1;
  const carries = new Uint8Array(ledger.accounts.length);
  visitRows({ length, direction: "forwards" }, tieSpans(ledger.transfers), (transfer) => {
    const to = payee[transfer]!;
    if (feeds[to] === 0 || carries[to] === 1) return false;
    if (carries[payer[transfer]!] === 0 && !onTransfer.has(transfer)) return false;
    if ((flags[transfer]! & TRANSFER_FAILED) !== 0 || (asOfMs !== null && atMs[transfer]! > asOfMs)) return false;
    carries[to] = 1;
    reached[to] = 1;
    return true;
  });
  return Uint32Array.from(Array.from(reached.keys()).filter((account) => reached[account] === 1));
}

/** The account that holds the money, or that paid it. */
function placeAccount({ transfers }: LedgerColumns, place: MoneyPlace): number {
  return "transfer" in place ? transfers.payer[place.transfer]! : place.account;
}
