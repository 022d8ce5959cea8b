import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { countOfReceipt, type RestingReceipt } from "./account-replay.ts";
import { type CoveredTime, coveredAround } from "./coverage.ts";
import type { Foretold } from "./reliability.ts";
import { learnSurvival, type ModelInput } from "./survival-model.ts";

/** What is foretold. The model is learned up to `untilMs`; what happened later is held back from it. */
export interface HeldBackInput extends ModelInput {
  /** The accounts whose receipts are foretold; `null`: those that the model was learned from. */
  readonly asked: Iterable<number> | null;
  /** How far ahead, ms, by account. */
  readonly horizonsMs: readonly ((account: number) => number)[];
}

/** What was foretold for one horizon and what came of it. */
export interface HeldBackHorizon {
  readonly told: readonly Foretold[];
  /** Receipts of which nobody knows: the account's coverage ends before the horizon does (censored). */
  readonly leftOut: number;
}

/** Everything that one instant showed. `horizons` are in the input's order. */
export interface HeldBack {
  readonly horizons: readonly HeldBackHorizon[];
  /** Accounts in which something rested under a statement, and those of them whose coverage ends at a row (inferred). */
  readonly accounts: number;
  readonly inferred: number;
}

/** More accounts show nothing more: of a larger ledger an even part is foretold. */
const foretoldAccounts = 5_000;

/**
 * Learns how long money stays from the ledger up to an instant, foretells of every receipt that rests then whether it
 * stays, and looks up what happened. What happened is the share of it that was left, payments taking the oldest receipts
 * first, as the model is learned. A receipt counts as it does in the learning (`countOfReceipt`).
 */
export function foretellHeldBack(ledger: LedgerColumns, input: HeldBackInput): HeldBack {
  const { untilMs } = input;
  const { accounts } = ledger;
  const model = learnSurvival(ledger, input);
  const resting = [...(input.asked ?? model.accounts)].flatMap((account): Watched[] => {
    const covered = coveredAround(accounts, account, untilMs);
    if (covered === undefined) return [];
    const receipts = model.restingIn(account).filter(({ atMs }) => atMs >= covered.fromMs);
    return receipts.length === 0 ? [] : [{ account, receipts, covered }];
  });
  const watched = evenPart(resting);
  const payments = paymentsAfter(ledger, new Set(watched.map(({ account }) => account)), untilMs);
  const horizons = input.horizonsMs.map((horizonMs): HeldBackHorizon => {
    const told: Foretold[] = [];
    let leftOut = 0;
    for (const { account, receipts, covered } of watched) {
      const effectMs = untilMs + horizonMs(account);
      if (effectMs > covered.toMs) {
        leftOut += receipts.length;
        continue;
      }
      let paidMinor = paidUntil(payments.get(account) ?? [], effectMs);
      for (const receipt of receipts) {
        const leftMinor = Math.min(paidMinor, receipt.restMinor);
        paidMinor -= leftMinor;
        told.push({
          chance: model.receiptChance(account, receipt, { seenMs: untilMs, effectMs }),
          observed: 1 - leftMinor / receipt.restMinor,
          weight: countOfReceipt(receipt.amountMinor),
        });
      }
    }
    return { told, leftOut };
  });
  const inferred = watched.filter(({ covered }) => covered.endInferred);
  return { horizons, accounts: watched.length, inferred: inferred.length };
}

interface Watched {
  readonly account: number;
  readonly receipts: readonly RestingReceipt[];
  readonly covered: CoveredTime;
}

interface Paid {
  readonly atMs: number;
  readonly amountMinor: number;
}

/** What each account paid after an instant. */
function paymentsAfter(
  { transfers: { length, payer, payee, atMs, amountMinor, flags } }: LedgerColumns,
  accounts: ReadonlySet<number>,
  afterMs: number,
): ReadonlyMap<number, readonly Paid[]> {
  const payments = new Map<number, Paid[]>([...accounts].map((account) => [account, []]));
  for (let transfer = 0; transfer < length; transfer++) {
    if (atMs[transfer]! <= afterMs || payer[transfer] === payee[transfer]) continue;
    if ((flags[transfer]! & TRANSFER_FAILED) !== 0) continue;
    payments.get(payer[transfer]!)?.push({ atMs: atMs[transfer]!, amountMinor: amountMinor[transfer]! });
  }
  return payments;
}

function paidUntil(payments: readonly Paid[], untilMs: number): number {
  return payments.reduce((sum, { atMs, amountMinor }) => (atMs <= untilMs ? sum + amountMinor : sum), 0);
}

function evenPart(accounts: readonly Watched[]): readonly Watched[] {
  const step = Math.max(1, Math.ceil(accounts.length / foretoldAccounts));
  return accounts.filter((_, index) => index % step === 0);
}
