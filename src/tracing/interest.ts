import { type LedgerColumns, TRANSFER_FAILED, type TransferColumns } from "../flows/ledger-columns.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { splitByWeight } from "../money/split-by-weight.ts";
import { accountBalances } from "./account-balances.ts";
import type { BalanceAnswer } from "./balance-answer.ts";
import { insertAnswers } from "./bank-answers.ts";
import { extractLedger, extractLosses, extractOptions, reachedAccounts } from "./extract-ledger.ts";
import { firstAtLeast } from "./first-at-least.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** The share of a loss in interest that a bank credited on money of which the loss's was a part. */
export interface InterestShare {
  readonly transfer: number;
  readonly account: number;
  readonly loss: number;
  readonly amountMinor: number;
}

/** Interest (孳息) that follows traced money (T20). It is in no balance sheet. Indices are the ledger's. */
export interface InterestOfTrace {
  /** Ascending by (transfer, loss). */
  readonly shares: readonly InterestShare[];
  /** Interest rows that the budget left undivided, ascending. */
  readonly notDivided: readonly number[];
}

/** What was traced, and how far to go. */
export interface TracedForInterest {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** Balances that banks told: they bind here as in the trace (T17). */
  readonly answers: readonly BalanceAnswer[];
  /** `traceWithAnswers(ledger, …)`. */
  readonly trace: AllocatedTrace;
  /** Rows that may be walked over in all. */
  readonly budget: number;
}

/** Interest is paid out of `@interest` (rule F5), in another currency than CNY out of `@interest#…`. */
export function paysInterest(key: string): boolean {
  return key === "@interest" || key.startsWith("@interest#");
}

/**
 * Divides every interest row credited to an account that holds traced money: among the losses whose money rests there at
 * that moment and the rest of the balance, in proportion (largest remainder, losses in input order, the rest last).
 */
export function interestOfTrace(ledger: LedgerColumns, traced: TracedForInterest): InterestOfTrace {
  if (!ledger.accounts.keys.some(paysInterest)) return { shares: [], notDivided: [] };
  const { losses, options } = traced;
  const extract = answeredExtract(ledger, traced);
  const question = {
    ...extract,
    losses: extract.lossesHere(losses),
    // What was not seen to arrive bears interest all the same.
    options: { ...extract.optionsHere(options), coverage: "every-account" } as const,
  };
  const rows = interestRows(question);
  let left = traced.budget;
  const shares: InterestShare[] = [];
  const notDivided: number[] = [];
  for (const row of rows) {
    left -= row;
    if (left < 0) notDivided.push(extract.wholeTransfer(row));
    else shares.push(...divide(question, row));
  }
  return { shares, notDivided };
}

/** What holds every row of the accounts that the money reached, the banks' answers among them. */
interface AnsweredExtract {
  readonly ledger: LedgerColumns;
  /** Of the extract's transfers and accounts: which they are in the whole ledger. */
  readonly wholeTransfer: (row: number) => number;
  readonly wholeAccount: (account: number) => number;
}

interface Question extends AnsweredExtract {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
}

function answeredExtract(ledger: LedgerColumns, { losses, answers, trace: whole }: TracedForInterest) {
  const accounts = reachedAccounts(ledger, losses, whole);
  const extract = extractLedger(ledger, { accounts, stops: whole.stops, losses });
  const isReached = new Set(accounts);
  const placeOf = new Map(Array.from(extract.accountOf, (account, place) => [account, place]));
  const told = answers.filter(({ account }) => isReached.has(account));
  const answersHere = told.map((answer) => ({ ...answer, account: placeOf.get(answer.account)! }));
  const answered = insertAnswers(extract.ledger, answersHere, extract.lastInstantMs);
  return {
    ledger: answered.ledger,
    wholeTransfer: (row: number): number => extract.transferOf[answered.restoreTransfer(row)]!,
    wholeAccount: (account: number): number => extract.accountOf[account]!,
    lossesHere: (asked: readonly Loss[]) => answered.lossesHere(extractLosses(extract, asked)),
    optionsHere: (options: TraceOptions) => extractOptions(extract, options),
  };
}

/** The interest rows of accounts that traced money had come to. */
function interestRows({ ledger, losses, options }: Question): readonly number[] {
  const { accounts, transfers } = ledger;
  const answer = trace(ledger, losses, options);
  if (answer.kind === "reach") return [];
  const cameAt = new Map<number, number>();
  for (const transfer of answer.flows.transfer) {
    const payee = transfers.payee[transfer]!;
    if (!cameAt.has(payee)) cameAt.set(payee, transfer);
  }
  const rows: number[] = [];
  for (let row = 0; row < transfers.length; row++) {
    const payee = transfers.payee[row]!;
    if ((cameAt.get(payee) ?? Infinity) > row || accounts.exitKind[payee] !== 0) continue;
    if (!paysInterest(accounts.keys[transfers.payer[row]!]!)) continue;
    if (transfers.payer[row] === payee || (transfers.flags[row]! & TRANSFER_FAILED) !== 0) continue;
    if (options.asOfMs === null || transfers.atMs[row]! <= options.asOfMs) rows.push(row);
  }
  return rows;
}

function divide(question: Question, row: number): readonly InterestShare[] {
  const { ledger, losses, options } = question;
  const account = ledger.transfers.payee[row]!;
  const before = losses.flatMap((loss, place) => (loss.transfer < row ? [{ loss, place }] : []));
  const answer = trace(
    ledgerBefore(ledger, row),
    before.map(({ loss }) => loss),
    options,
  );
  if (answer.kind === "reach") return [];
  const resting = answer.atRest.filter((rest) => rest.account === account && rest.amountMinor > 0);
  if (resting.length === 0) return [];
  const tracedMinor = resting.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const step = accountBalances(ledger, account, options.asOfMs).find(({ transfer }) => transfer === row);
  const weights = [...resting.map(({ amountMinor }) => amountMinor), (step?.beforeMinor ?? tracedMinor) - tracedMinor];
  const parts = splitByWeight(toMinorUnits(ledger.transfers.amountMinor[row]!), weights);
  return resting.flatMap(({ loss }, part) => {
    const amountMinor = parts[part] ?? 0;
    const whose = before[loss]!.place;
    return amountMinor === 0
      ? []
      : [{ transfer: question.wholeTransfer(row), account: question.wholeAccount(account), loss: whose, amountMinor }];
  });
}

/** The ledger up to a row, without it. */
function ledgerBefore({ transfers, accounts }: LedgerColumns, row: number): LedgerColumns {
  const { reversals, statedBalances } = transfers;
  const reversing = firstAtLeast(reversals.transfer, row);
  const stating = firstAtLeast(statedBalances.transfer, row);
  const first: TransferColumns = {
    length: row,
    payer: transfers.payer.subarray(0, row),
    payee: transfers.payee.subarray(0, row),
    atMs: transfers.atMs.subarray(0, row),
    amountMinor: transfers.amountMinor.subarray(0, row),
    flags: transfers.flags.subarray(0, row),
    reversals: {
      transfer: reversals.transfer.subarray(0, reversing),
      original: reversals.original.subarray(0, reversing),
    },
    statedBalances: {
      transfer: statedBalances.transfer.subarray(0, stating),
      side: statedBalances.side.subarray(0, stating),
      balanceMinor: statedBalances.balanceMinor.subarray(0, stating),
    },
    ties: transfers.ties,
  };
  return { accounts, transfers: first };
}
