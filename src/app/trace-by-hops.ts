import type { LegStore } from "../storage/leg-store.ts";
import { extractLosses, extractOptions, type LedgerExtract, restoreTrace } from "../tracing/extract-ledger.ts";
import { type AnsweredQuestion, traceAnswered } from "../tracing/answered-trace.ts";
import type { BalanceAnswer } from "../tracing/balance-answer.ts";
import type { Loss, TraceOptions } from "../tracing/trace-input.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import { HopFetcher } from "./hop-fetcher.ts";
import { openKept } from "./open-kept.ts";
import { traceParts } from "./trace-parts.ts";

/** A loss whose transfer's payer is known: without the columns the transfer is looked up by it. */
export interface PaidLoss extends Loss {
  readonly payer: number;
}

/** What is to be traced from a kept ledger. */
export interface HopQuestion {
  /** The name under which the ledger is kept (`LegStore`). */
  readonly name: string;
  readonly losses: readonly PaidLoss[];
  readonly options: TraceOptions;
  /** Most legs that may be fetched. */
  readonly legBudget: number;
  readonly signal: AbortSignal;
}

/** The answer, in the indices of the whole ledger, and what it took. */
export interface HopTrace {
  readonly result: TraceResult;
  /** Rounds of asking the store for the accounts newly reached. */
  readonly rounds: number;
  /** Of which anything was fetched. */
  readonly accounts: number;
  readonly legs: number;
}

/**
 * Traces losses over a kept ledger without its columns in memory, fetching what the losses' money comes by (`traceParts`),
 * under `poison` every leg of the accounts that it reaches. Each round asks the store one question. The answer equals a
 * trace of the whole ledger in every list, except that `unexplained` names only the accounts reached.
 * @throws SluiceError TRACE_BEYOND_BUDGET naming the account that would exceed the budget; STORAGE_LEGS_MISSING unless
 *   the ledger is kept; whatever `trace` throws; the abort reason.
 */
export async function traceByHops(store: LegStore, question: HopQuestion): Promise<HopTrace> {
  const { losses } = question;
  const scope = { ...question, goodFaith: [] };
  const { doctrine } = question.options;
  if (doctrine !== "poison") {
    return traceParts(store, { ...question, options: { ...question.options, doctrine } }, await openKept(store, scope));
  }
  const fetcher = await HopFetcher.open(store, scope);
  await fetcher.fetchPaid(losses.map(({ payer, transfer }) => ({ payer, transfer })));
  const { extract, part } = await followLosses(fetcher, { ...question, answers: [] });
  const { rounds, accounts, legs } = fetcher;
  return { result: restoreTrace(extract, part), rounds, accounts, legs };
}

/** What is followed, in the indices of the whole ledger. */
export interface FollowedCase {
  readonly losses: readonly PaidLoss[];
  readonly options: TraceOptions;
  /** Balances that banks told, in the order told. */
  readonly answers: readonly BalanceAnswer[];
}

/** Fetches and traces until no account is new; the losses' transfers are fetched already. */
export async function followLosses(
  fetcher: HopFetcher,
  followed: FollowedCase,
): Promise<{ readonly extract: LedgerExtract; readonly part: TraceResult }> {
  const { losses } = followed;
  const named = losses.flatMap(({ payer, victimAccounts }) => [payer, ...victimAccounts]);
  await fetcher.fetch(losses.map(({ payer }) => payer));
  for (;;) {
    const extract = fetcher.extract(named);
    const part = traceAnswered(extract.ledger, questionOf(fetcher, extract, followed));
    if (!(await fetcher.fetch(payees(extract, part)))) return { extract, part };
  }
}

/** The case as an extract of the ledger numbers it. */
export function questionOf(
  { whole, stops }: Pick<HopFetcher, "whole" | "stops">,
  extract: LedgerExtract,
  { losses, options, answers }: FollowedCase,
): AnsweredQuestion {
  const places = new Map(Array.from(extract.accountOf, (account, place) => [account, place]));
  return {
    losses: extractLosses(extract, losses),
    options: extractOptions(extract, options),
    answers: answers.flatMap((answer) => {
      const account = places.get(answer.account);
      return account === undefined ? [] : [{ ...answer, account }];
    }),
    rest: {
      transfers: whole.transfers,
      lastInstantMs: whole.lastInstantMs,
      stops: [...extract.accountOf.keys()].filter((place) => stops.has(extract.accountOf[place] ?? 0)),
    },
  };
}

/** Whom the traced transfers paid, in the indices of the whole ledger. */
function* payees({ ledger, accountOf }: LedgerExtract, result: TraceResult): Generator<number> {
  const { transfer } = result.kind === "reach" ? result : result.flows;
  for (const index of transfer) yield accountOf[ledger.transfers.payee[index] ?? 0] ?? 0;
}
