import { SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { type BankAnswer, noRecords } from "../storage/order-register.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { allocatingDoctrines } from "../tracing/doctrine.ts";
import type { MoneyPlace } from "../tracing/feeding-part.ts";
import { perDoctrine } from "../tracing/frozen-evidence.ts";
import { stopKinds } from "../tracing/stop-kinds.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { type WhoseMoney, whoseMoney } from "../tracing/whose-money.ts";
import { ledgerNames, type NamedLedger } from "./describe-trace.ts";
import { findAccount, findTransfer } from "./find-account.ts";
import { firstRows } from "./bank-answers.ts";
import { type ReadOrderBook, readOrderBook } from "./order-book.ts";
import { bindCase, traceOptions } from "./run-trace.ts";
import { transferJson } from "./trace-json.ts";

/** Whose money is asked for. `place`: an account's number or key, or a transfer's id. */
export interface WhoseRequest {
  readonly place: { readonly account: string } | { readonly transfer: string };
  readonly caseName: string | null;
  readonly claims: readonly LossClaim[];
  /** For an account: the instant; `null`: now. */
  readonly asOfMs: number | null;
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: MinorUnits | null;
  /** What banks answered to orders. */
  readonly answers: readonly BankAnswer[];
}

/** The answer with names attached. */
export interface WhoseAnswer extends WhoseMoney {
  /** The account that holds it, or that paid it. */
  readonly account: AccountView;
  readonly transfer: TransferView | null;
  readonly asOfMs: number | null;
  /** How many losses were looked at. */
  readonly losses: number;
  /** By a loss's id: whose it is. */
  readonly victimOf: ReadonlyMap<string, string>;
  readonly unbound: number;
  /** Balances that the account's bank told by then, in the order told: they bind, whatever went before is unseen (T17). */
  readonly told: readonly BankAnswer[];
}

/**
 * Whose money an account held or a transfer moved, by loss and doctrine.
 * @throws SluiceError ACCOUNT_NOT_IN_LEDGER, ACCOUNT_AMBIGUOUS, ACCOUNT_IS_A_STOP, TRANSFER_NOT_IN_LEDGER,
 *   CASE_WITHOUT_BOUND_LOSS, and whatever the engine refuses.
 */
export function askWhose(ledger: NamedLedger, request: WhoseRequest): WhoseAnswer {
  const { columns } = ledger.derived;
  const place = findPlace(ledger, request.place);
  const { losses, bound, unbound } = bindCase(ledger, request.claims);
  const options = traceOptions(ledger, { ...request, doctrine: "fifo" });
  if ("account" in place && stopKinds(columns, options)[place.account] !== 0) {
    const account = columns.accounts.keys[place.account] ?? "";
    throw new SluiceError("ACCOUNT_IS_A_STOP", { account });
  }
  const book = readOrderBook(
    ledger,
    { records: { ...noRecords, answers: request.answers }, nowMs: null },
    request.asOfMs,
  );
  const names = ledgerNames(ledger);
  const transfer = "transfer" in place ? names.transfer(place.transfer) : null;
  return {
    ...whoseMoney(columns, losses, { place, options, answers: book.balances }),
    told: "account" in place ? tellingAnswers(ledger, book, place.account) : [],
    account: transfer?.payer ?? names.account("account" in place ? place.account : 0),
    transfer,
    asOfMs: transfer === null ? request.asOfMs : null,
    losses: losses.length,
    victimOf: new Map(bound.map(({ claim }) => [claim.id, claim.victim])),
    unbound: unbound.length,
  };
}

/** The balances told of an account that bind: those before its first row say nothing. */
function tellingAnswers({ derived }: NamedLedger, book: ReadOrderBook, account: number): readonly BankAnswer[] {
  const firstMs = firstRows(derived.columns.transfers, new Set([account])).get(account) ?? Infinity;
  return book.toldOf(account).filter(({ atMs }) => atMs >= firstMs);
}

/** The answer as `--json` prints it. */
export function whoseJson(answer: WhoseAnswer): Readonly<Record<string, unknown>> {
  const { account, transfer, asOfMs, wholeMinor, losses, canHaveFed, byDoctrine, victimOf, unbound, told } = answer;
  return {
    account: account.key,
    transfer: transfer === null ? null : transferJson(transfer),
    asOf: asOfMs === null ? null : formatChinaTime(asOfMs, "millisecond"),
    currency: account.currency,
    wholeMinor,
    losses,
    canHaveFed,
    unbound,
    answers: told.map(({ id, atMs, balanceMinor }) => ({ id, at: formatChinaTime(atMs, "second"), balanceMinor })),
    doctrines: perDoctrine((doctrine) => ({
      losses: byDoctrine[doctrine].losses.map(({ id, amountMinor }) => {
        return { loss: id, victim: victimOf.get(id) ?? "", amountMinor };
      }),
      otherMinor: byDoctrine[doctrine].otherMinor,
    })),
  };
}

/** Every loss that has a part under some doctrine, with its amount under each, most by any doctrine first. */
export function sharesSideBySide({ byDoctrine }: WhoseMoney): readonly {
  readonly id: string;
  readonly amountMinor: Readonly<Record<(typeof allocatingDoctrines)[number], number>>;
}[] {
  const ids = new Set(allocatingDoctrines.flatMap((doctrine) => byDoctrine[doctrine].losses.map(({ id }) => id)));
  const most = (amounts: Readonly<Record<string, number>>): number => Math.max(...Object.values(amounts));
  return [...ids]
    .map((id) => ({
      id,
      amountMinor: perDoctrine(
        (doctrine) => byDoctrine[doctrine].losses.find((part) => part.id === id)?.amountMinor ?? 0,
      ),
    }))
    .sort((a, b) => most(b.amountMinor) - most(a.amountMinor) || (a.id < b.id ? -1 : 1));
}

function findPlace(ledger: NamedLedger, place: WhoseRequest["place"]): MoneyPlace {
  if ("account" in place) return { account: findAccount(ledger, place.account) };
  return { transfer: findTransfer(ledger, place.transfer) };
}
