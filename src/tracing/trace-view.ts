import type { ExitKind } from "../flows/exit-kind.ts";
import type { AccountRole } from "./account-history.ts";
import type { AccountView, LossView, TransferView } from "./account-view.ts";
import type { AmountRange } from "./amount-range.ts";
import type { BesideView } from "./beside-view.ts";
import type { InnocentMark } from "./innocent-marks.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import type { TraceIdentity } from "./trace-identity.ts";

/**
 * A trace with names attached: what the command line prints, the page shows and every export writes. All artefacts are
 * made from this one value, so that their figures cannot differ. Amounts are minor units of the account's currency.
 */
export interface TraceView extends BesideView {
  readonly engine: TraceIdentity;
  /** `reach` under `poison`: `flows` are marks whose `amountMinor` is 0, and no other list has an entry. */
  readonly kind: "allocated" | "reach";
  /** The losses that were traced, in input order. */
  readonly losses: readonly LossView[];
  /** Claims that do not fit exactly one transfer: not in any figure. */
  readonly unbound: readonly UnboundClaim[];
  readonly balanceSheet: readonly SheetLine[];
  /** One line a currency, in order of first appearance. */
  readonly totals: readonly SheetTotal[];
  readonly flows: readonly FlowView[];
  readonly atRest: readonly RestView[];
  readonly exits: readonly ExitView[];
  readonly lostSight: readonly LostSightView[];
  readonly returned: readonly SettledView[];
  readonly writtenOff: readonly WrittenOffView[];
  readonly unexplained: readonly UnexplainedView[];
  readonly freezeList: readonly FreezeView[];
  readonly requests: readonly RequestView[];
  /** When the orders of `freezeList` are taken to be sent, ms; `null` under `poison`. */
  readonly ordersSentMs: number | null;
  readonly stops: readonly AccountView[];
}

/** Why a claim is not traced. */
export type UnboundReason =
  | "no-transfer-fits"
  | "several-transfers-fit"
  | "account-not-in-ledger"
  | "transfer-not-in-ledger"
  /** the transfer named failed, or goes from an account to itself */
  | "transfer-moved-nothing"
  /** other claims already take the whole of the transfer that it fits */
  | "transfer-claimed-already";

/** A claim that was not traced, with the transfers that would fit. */
export interface UnboundClaim {
  readonly id: string;
  readonly victim: string;
  readonly why: UnboundReason;
  /** At most the first twenty; `candidateCount` is the number of all. */
  readonly candidates: readonly TransferView[];
  readonly candidateCount: number;
}

/** The amounts of T2: the first is the sum of the other five, exactly. */
export interface SheetAmounts {
  readonly lossMinor: number;
  readonly atRestMinor: number;
  readonly exitedMinor: number;
  readonly lostSightMinor: number;
  readonly returnedMinor: number;
  readonly writtenOffMinor: number;
}

/** The balance sheet of one loss. */
export interface SheetLine extends SheetAmounts {
  readonly loss: LossView;
  readonly currency: string;
}

/** The balance sheet of all losses in one currency. */
export interface SheetTotal extends SheetAmounts {
  readonly currency: string;
}

/** A traced amount on a transfer, ordered by (transfer, loss, hop). */
export interface FlowView {
  readonly transfer: TransferView;
  readonly loss: LossView;
  readonly hop: number;
  /** Of `transfer.amountMinor`, the whole payment. */
  readonly amountMinor: number;
  /** How long it had lain at the payer, at least (`dwellTimes`); `null` for a loss's own transfer. */
  readonly dwellMs: number | null;
  /** How and where the transfer was made, in the bank's words; empty until read from the banks' rows. */
  readonly channel: string;
}

/** Traced money of one loss in one account. */
export interface RestView {
  readonly account: AccountView;
  readonly loss: LossView;
  readonly amountMinor: number;
  readonly range: AmountRange | null;
  readonly sinceMs: number;
  /** The account's statement ends before the as-of time. */
  readonly lastSeen: boolean;
}

/** Money that left the ledger for good. */
export interface ExitView {
  readonly account: AccountView;
  readonly kind: ExitKind;
  readonly loss: LossView;
  readonly amountMinor: number;
  readonly range: AmountRange | null;
}

/** Money that went where no statement is held. */
export interface LostSightView {
  readonly account: AccountView;
  readonly loss: LossView;
  readonly amountMinor: number;
  readonly range: AmountRange | null;
  readonly sinceMs: number;
}

/** Money that came back to its victim, or dust. */
export interface SettledView {
  readonly account: AccountView;
  readonly loss: LossView;
  readonly amountMinor: number;
}

/** Dust written off (T12). */
export interface WrittenOffView extends SettledView {
  /** When the first of it was, ms. */
  readonly sinceMs: number;
}

/** The shortfall of a payment over what its account was seen to hold (T4). */
export interface UnexplainedView {
  readonly transfer: TransferView;
  readonly account: AccountView;
  readonly amountMinor: number;
}

/** An account to freeze: the disputed amount only, each 分 counted once. */
export interface FreezeView {
  readonly rank: number;
  readonly account: AccountView;
  readonly atRestMinor: number;
  readonly range: AmountRange | null;
  /** Smallest hop at which traced money reached it. */
  readonly hop: number;
  readonly sinceMs: number;
  readonly lastSeen: boolean;
  readonly losses: readonly { readonly loss: LossView; readonly amountMinor: number }[];
  /** The latest receipt of traced money: it justifies the order. */
  readonly receipt: { readonly transfer: TransferView; readonly serial: string } | null;
  /** What the account is to the flow of money, by its own rows. */
  readonly role: AccountRole;
  /** Until when the money is known to have been there: the end of the account's coverage, or a bank's answer. */
  readonly seenMs: number;
  /** When an order sent at `TraceView.ordersSentMs` takes effect: the bank's response time later. */
  readonly effectMs: number;
  /** The chance that it is there still at `effectMs`, in millionths; 0 where the bank refused. */
  readonly chancePpm: number;
  /** `atRestMinor` × the chance, rounded down. The list is ordered by it. */
  readonly expectedMinor: number;
  /** Why the holder may know nothing of it: for a second look by a person. */
  readonly looksInnocent: InnocentMark | null;
  /** The latest answer of the bank. */
  readonly answer: AnswerView | null;
}

/** What a bank answered to an order: a balance, or why it refused. Exactly one of the two is there. */
export interface AnswerView {
  readonly atMs: number;
  readonly balanceMinor: number | null;
  readonly refusal: RefusalReason | null;
}

/** A statement to ask for. */
export interface RequestView {
  readonly rank: number;
  readonly account: AccountView;
  /** Money lost sight of there, and money last seen there. */
  readonly amountMinor: number;
  readonly reason: "lost-sight" | "last-seen";
  /** What asking this bank has yielded before, in millionths of the amount, and how many of its answers that rests on. */
  readonly yieldPpm: number;
  readonly answered: number;
  /** `amountMinor` × the yield, rounded down. The list is ordered by it. */
  readonly expectedMinor: number;
  readonly fromMs: number;
  /** `null`: to the day the bank answers. */
  readonly toMs: number | null;
  /** When the same account and period were last noted as asked for; `null`: never. */
  readonly askedMs: number | null;
  /**
   * The transfers that carried traced money there, in the ledger's order: a payment institution finds what passed
   * through its reserve by their order numbers only (T11).
   */
  readonly receipts: readonly RequestReceipt[];
}

/** A transfer that a statement request names. The numbers are empty until read from the banks' rows. */
export interface RequestReceipt {
  readonly transfer: TransferView;
  /** Traced money on it. */
  readonly amountMinor: number;
  readonly serial: string;
  readonly orderNo: string;
}
