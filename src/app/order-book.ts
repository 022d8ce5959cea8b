import { allAnswers, allRequests, type BankAnswer, noRecords, type OrderRecords } from "../storage/order-register.ts";
import type { BalanceAnswer } from "../tracing/balance-answer.ts";
import { coverageEnd, isCovered } from "../tracing/coverage.ts";
import { standardResponseMs } from "../tracing/freeze-decision.ts";
import { type BankYield, bankYields, type RequestOutcome } from "../tracing/request-yields.ts";
import { ledgerEnd } from "../tracing/ledger-end.ts";
import type { NamedLedger } from "./describe-trace.ts";
import type { LedgerPart } from "./lay-out-case.ts";

/** What is known of orders when a trace is run. */
export interface OrderBook {
  readonly records: OrderRecords;
  /** When orders are sent, ms; `null`: the as-of time, else the last instant of the ledger and of the answers. */
  readonly nowMs: number | null;
}

/** Where nothing was sent, and nothing answered. */
export const emptyOrderBook: OrderBook = { records: noRecords, nowMs: null };

/** An order book read against a ledger. */
export interface ReadOrderBook {
  /** Balances told up to the as-of time, of accounts that the ledger knows. */
  readonly balances: readonly BalanceAnswer[];
  readonly nowMs: number;
  readonly answerOf: (account: number) => BankAnswer | undefined;
  /** Those of an account that told a balance and bind, in the order told. */
  readonly toldOf: (account: number) => readonly BankAnswer[];
  readonly answeredMs: (account: number) => number | undefined;
  readonly responseMs: (account: number) => number;
  readonly yieldOf: (bank: string) => BankYield;
  /** When an account's statement from an instant on was noted as asked for; `undefined`: never. */
  readonly askedMs: (account: string, fromMs: number) => number | undefined;
}

/** Finds the accounts and banks that an order book speaks of. Of an account's answers the latest holds. */
export function readOrderBook(
  ledger: NamedLedger & { readonly part?: Pick<LedgerPart, "lastInstantMs"> },
  { records, nowMs }: OrderBook,
  asOfMs: number | null,
): ReadOrderBook {
  const told = allAnswers(records).filter(({ atMs }) => asOfMs === null || atMs <= asOfMs);
  const accountsOf = accountsByNumber(ledger, new Set(told.map(({ account }) => account)));
  const latest = new Map<number, BankAnswer>();
  const balances: BalanceAnswer[] = [];
  for (const answer of told) {
    for (const account of accountsOf.get(answer.account) ?? []) {
      if (answer.atMs >= (latest.get(account)?.atMs ?? -Infinity)) latest.set(account, answer);
      if (answer.balanceMinor === null) continue;
      balances.push({ account, atMs: answer.atMs, balanceMinor: answer.balanceMinor });
    }
  }
  const lastTold = Math.max(...told.map(({ atMs }) => atMs));
  return {
    balances,
    nowMs: nowMs ?? asOfMs ?? Math.max(lastInstant(ledger), lastTold),
    answerOf: (account) => latest.get(account),
    toldOf: (account) =>
      told.filter((answer) => answer.balanceMinor !== null && accountsOf.get(answer.account)?.includes(account)),
    answeredMs: (account) => {
      const times = balances.filter((balance) => balance.account === account).map(({ atMs }) => atMs);
      return times.length === 0 ? undefined : Math.max(...times);
    },
    responseMs: (account) => responseOf(records, ledger.derived.facts[account]?.bank ?? ""),
    yieldOf: bankYields(outcomes(ledger, records)),
    askedMs: (account, fromMs) =>
      allRequests(records).findLast((noted) => noted.account === account && noted.fromMs === fromMs)?.sentMs,
  };
}

/** The longest name that is part of the bank's wins. */
function responseOf({ responses }: OrderRecords, bank: string): number {
  const fitting = responses.filter((response) => bank.includes(response.bank));
  const best = fitting.toSorted((a, b) => b.bank.length - a.bank.length)[0];
  return best === undefined ? standardResponseMs : best.minutes * 60_000;
}

/** The accounts that each text means, as a number or as a key. */
export function accountsByNumber(
  { derived }: NamedLedger,
  texts: ReadonlySet<string>,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  if (texts.size === 0) return found;
  derived.columns.accounts.keys.forEach((key, account) => {
    const names = new Set([key, key.split("#")[0] ?? "", ...(derived.facts[account]?.numbers ?? [])]);
    for (const name of names) if (texts.has(name)) found.set(name, [...(found.get(name) ?? []), account]);
  });
  return found;
}

/** What became of the requests that were answered: those whose account is covered further than when it was asked for. */
function outcomes(ledger: NamedLedger, records: OrderRecords): readonly RequestOutcome[] {
  const sent = allRequests(records);
  const { accounts } = ledger.derived.columns;
  const accountsOf = accountsByNumber(ledger, new Set(sent.map(({ account }) => account)));
  return sent.flatMap(({ account: key, bank, fromMs, arrivals }) => {
    const account = accountsOf.get(key)?.[0];
    if (account === undefined || (coverageEnd(accounts, account) ?? -Infinity) <= fromMs) return [];
    const seen = arrivals.filter(({ atMs }) => isCovered(accounts, account, atMs));
    return [{ bank, askedMinor: sumOf(arrivals), broughtBackMinor: sumOf(seen) }];
  });
}

function sumOf(amounts: readonly { readonly amountMinor: number }[]): number {
  return amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function lastInstant({ derived, part }: NamedLedger & { readonly part?: Pick<LedgerPart, "lastInstantMs"> }): number {
  return part?.lastInstantMs ?? ledgerEnd(derived.columns.transfers);
}
