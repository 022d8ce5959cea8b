import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { accountBalances } from "./account-balances.ts";
import type { BalanceAnswer } from "./balance-answer.ts";
import { insertAnswers } from "./bank-answers.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { allocatedTrace } from "./allocated-trace.ts";
import type { AllocatingDoctrine } from "./doctrine.ts";
import { type FeedingPart, feedingPart, type MoneyPlace } from "./feeding-part.ts";
import { perDoctrine } from "./frozen-evidence.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

/** Whose the money at a place is. Of each doctrine, the losses' amounts and the rest sum to the whole, exactly. */
export interface WhoseMoney {
  /** What the account held, or what the transfer moved; minor units. */
  readonly wholeMinor: number;
  /** Losses whose money can have come there by time. */
  readonly canHaveFed: number;
  readonly byDoctrine: Readonly<Record<AllocatingDoctrine, Shares>>;
}

/** One doctrine's answer. */
export interface Shares {
  /** By the loss's id, losses that have a part only, in input order. */
  readonly losses: readonly { readonly id: string; readonly amountMinor: number }[];
  /** Money of no victim's. */
  readonly otherMinor: number;
}

/** The question of `whoseMoney`. */
export interface MoneyQuestion {
  readonly place: MoneyPlace;
  readonly options: Omit<TraceOptions, "doctrine" | "coverage">;
  /** Balances that banks told by the as-of time: they bind as stated ones do (T17). */
  readonly answers: readonly BalanceAnswer[];
}

/**
 * Whose money an account held at the options' as-of time, or a transfer moved, under every allocating doctrine: what
 * forward traces of all losses say of that place. Only losses that can have fed it are traced, over the accounts between.
 * What an account holds is its own, whatever statement is held (`coverage` plays no part). The account is no stop.
 * @throws SluiceError whatever `trace` throws.
 */
export function whoseMoney(ledger: LedgerColumns, losses: readonly Loss[], question: MoneyQuestion): WhoseMoney {
  const { answers, options, place } = question;
  const answered = insertAnswers(ledger, answers, ledgerEnd(ledger.transfers));
  const placeHere = "account" in place ? place : { transfer: answered.transferHere(place.transfer) };
  return whoseHere(answered.ledger, answered.lossesHere(losses), { place: placeHere, options });
}

function whoseHere(
  ledger: LedgerColumns,
  losses: readonly Loss[],
  { place, options }: Omit<MoneyQuestion, "answers">,
): WhoseMoney {
  const asked = { ...options, doctrine: "fifo", coverage: "every-account" } as const;
  const part = feedingPart(ledger, losses, { place, options: asked });
  const wholeMinor = wholeOf(ledger, place, options.asOfMs);
  return {
    wholeMinor,
    canHaveFed: part.losses.length,
    byDoctrine: perDoctrine((doctrine) => sharesOf(part, { place, doctrine, wholeMinor })),
  };
}

function wholeOf(ledger: LedgerColumns, place: MoneyPlace, asOfMs: number | null): number {
  if ("account" in place) {
    const opening = ledger.accounts.openingMinor[place.account]!;
    const last = accountBalances(ledger, place.account, asOfMs).at(-1)?.afterMinor ?? (opening || 0);
    return Math.max(0, last);
  }
  const { amountMinor, flags, payer, payee } = ledger.transfers;
  const moved = (flags[place.transfer]! & TRANSFER_FAILED) === 0 && payer[place.transfer] !== payee[place.transfer];
  return moved ? amountMinor[place.transfer]! : 0;
}

function sharesOf(
  { extract, losses, options }: FeedingPart,
  asked: { readonly place: MoneyPlace; readonly doctrine: AllocatingDoctrine; readonly wholeMinor: number },
): Shares {
  const { place, doctrine, wholeMinor } = asked;
  const { atRest, flows } = allocatedTrace(extract.ledger, losses, { ...options, doctrine });
  const sums = losses.map(() => 0);
  if ("account" in place) {
    for (const { account, loss, amountMinor } of atRest) {
      if (extract.accountOf[account] === place.account) sums[loss]! += amountMinor;
    }
  } else {
    for (let row = 0; row < flows.length; row++) {
      if (extract.transferOf[flows.transfer[row]!] === place.transfer)
        sums[flows.loss[row]!]! += flows.amountMinor[row]!;
    }
  }
  const parts = losses.map(({ id }, loss) => ({ id, amountMinor: sums[loss]! }));
  return {
    losses: parts.filter(({ amountMinor }) => amountMinor > 0),
    otherMinor: wholeMinor - sums.reduce((sum, amount) => sum + amount, 0),
  };
}
