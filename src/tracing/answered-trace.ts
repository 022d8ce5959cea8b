import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { BalanceAnswer } from "./balance-answer.ts";
import { insertAnswers } from "./bank-answers.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { type OrderSearch, searchOrders } from "./order-search.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { traceWatched } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import { tracePrepared } from "./trace-prepared.ts";
import type { AllocatedTrace, ReachTrace, TraceResult } from "./trace-result.ts";
import { unwatched, type WalkWatch } from "./watched-walk.ts";

/** What is asked of a ledger about which banks have told more than their statements show. */
export interface AnsweredQuestion {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** Balances that banks told, in the order told. */
  readonly answers: readonly BalanceAnswer[];
  /** Where the ledger is an extract: what must be known of the rest. `null`: it is the whole. */
  readonly rest: RestOfLedger | null;
}

/** What an extract of a ledger does not show of the whole. */
export interface RestOfLedger {
  readonly transfers: number;
  readonly lastInstantMs: number;
  /** The whole's stops under the options, as the extract numbers them; in it outsiders are stops as well. */
  readonly stops: readonly number[];
}

/** A trace, and the figures that depend on the order of tied rows (T7): none under `poison`. */
export type AnsweredTrace =
  | { readonly trace: AllocatedTrace; readonly search: OrderSearch }
  | { readonly trace: ReachTrace; readonly search: null };

/** Rows walked by all traces of the search over orders (T7), and by those that divide interest: a few seconds at most. */
export const searchBudget = 4_000_000;

/**
 * Traces a ledger in which the banks' answers bind (T17), and searches the orders of its tied rows. What is unexplained is
 * listed for the accounts that the losses' money was in: the rest of a city's is of no case's concern. An extract
 * that holds the accounts named by `search.accounts` answers as the whole ledger does.
 */
export function traceWithAnswers(ledger: LedgerColumns, question: AnsweredQuestion, budget: number): AnsweredTrace {
  return watchedWithAnswers(ledger, question, { budget, watch: unwatched, prepared: null });
}

/** How a ledger is walked. */
interface WalkMeans {
  readonly watch: WalkWatch;
  /** What was prepared of the ledger: then only where traced money is, if that is sure to answer the same. */
  readonly prepared: PreparedLedger | null;
}

/** `traceWithAnswers`, its walk over the ledger watched. @throws SluiceError as `trace` does; whatever the watch throws. */
export function watchedWithAnswers(
  ledger: LedgerColumns,
  question: AnsweredQuestion,
  { budget, ...means }: WalkMeans & { readonly budget: number },
): AnsweredTrace {
  const { options, rest } = question;
  const answered = answeredTrace(ledger, question, means);
  const { restore, traced, losses } = answered;
  if (traced.kind === "reach") return { trace: restore.restoreTrace(traced), search: null };
  const own = rest === null ? traced : { ...traced, stops: rest.stops };
  const reached = new Set(reachedAccounts(restore.ledger, losses, own));
  const result = { ...own, unexplained: own.unexplained.filter(({ account }) => reached.has(account)) };
  const wholeTransfers = rest?.transfers ?? ledger.transfers.length;
  const search = searchOrders(restore.ledger, { losses, options, trace: result, budget, wholeTransfers });
  return { trace: restore.restoreTrace(result), search: restore.restoreSearch(search) };
}

/** Only the trace, by the indices of the ledger given: outsiders of an extract count as stops. */
export function traceAnswered(ledger: LedgerColumns, question: AnsweredQuestion): TraceResult {
  const { restore, traced } = answeredTrace(ledger, question, { watch: unwatched, prepared: null });
  return restore.restoreTrace(traced);
}

function answeredTrace(
  ledger: LedgerColumns,
  { losses: given, options, answers, rest }: AnsweredQuestion,
  { watch, prepared }: WalkMeans,
) {
  const restore = insertAnswers(ledger, answers, rest?.lastInstantMs ?? ledgerEnd(ledger.transfers));
  const losses = restore.lossesHere(given);
  // Answers laid in make another ledger; and only a walk over all of it meets every account that is beyond 2^53 − 1 in time.
  if (prepared !== null && restore.ledger === ledger && prepared.running.beyond.size === 0) {
    return { restore, losses, traced: tracePrepared(prepared, losses, options) };
  }
  return { restore, losses, traced: traceWatched(restore.ledger, { losses, options }, watch) };
}
