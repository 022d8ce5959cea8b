import type { ExitKind } from "../flows/exit-kind.ts";
import type { AccountView, LossView, TransferView } from "./account-view.ts";
import type { AmountRange } from "./amount-range.ts";
import type { HolderAmounts } from "./holder-amounts.ts";
import type { OrdersTogether } from "./orders-together.ts";
import type { TieSearch } from "./tie-search.ts";
import type { FigureList } from "./trace-figures.ts";

/** What stands beside a trace and in none of its sums. */
export interface BesideView {
  readonly orders: OrdersView;
  /** Holders at whom the trace stops since they acquired in good faith (T20). */
  readonly goodFaith: readonly GoodFaithView[];
  /** Shares of the losses in interest, beside the sheet and in no sum of it (T20). */
  readonly interest: readonly InterestView[];
  /** Interest credited where traced money may rest that was not divided, for want of budget. */
  readonly interestNotDivided: readonly TransferView[];
  /** Holders of several accounts that traced money reached: advisory, never summed with the accounts. */
  readonly holders: readonly HolderView[];
}

/** One holder of several accounts, as the doctrine has it per account and per holder. */
export interface HolderView {
  readonly holder: string;
  readonly idNo: string;
  readonly currency: string;
  readonly accounts: readonly AccountView[];
  /** Losses whose money came there, one way or the other. */
  readonly lines: readonly {
    readonly loss: LossView;
    readonly byAccounts: HolderAmounts;
    readonly byHolder: HolderAmounts;
  }[];
}

/** A holder who acquired in good faith, as a named officer found. */
export interface GoodFaithView {
  readonly account: AccountView;
  readonly officer: string;
  readonly evidence: string;
  readonly markedMs: number;
  /** `null`: found for every case. */
  readonly caseName: string | null;
  /** Traced money of these losses that stopped there; also among the exits. */
  readonly amountMinor: number;
}

/** What of an interest payment is due to a loss whose money bore it. */
export interface InterestView {
  readonly transfer: TransferView;
  readonly account: AccountView;
  readonly loss: LossView;
  /** Of `transfer.amountMinor`, the whole interest. */
  readonly amountMinor: number;
}

/** What other orders of tied rows would change, where T6 had to guess (T7). */
export interface OrdersView {
  /** How many ties were searched. */
  readonly searched: number;
  /** Those of which some order changes an amount: there the account is order-sensitive. */
  readonly sensitive: readonly TieView[];
  /** Those that were not searched, for want of budget or since clocks contradict each other there. */
  readonly notTried: readonly TieView[];
  /** How many orders of all places together there were; `null`: the ranges are of one place at a time. */
  readonly together: OrdersTogether | null;
  /** Every figure that differed: the smallest and the largest amount tried. */
  readonly ranges: readonly RangeView[];
}

/** Tied rows of an account whose order had to be guessed. */
export interface TieView {
  readonly account: AccountView;
  readonly transfers: readonly TransferView[];
  readonly search: TieSearch | "not-tried";
  readonly ordersTried: number;
  /** Orders that contradict what other accounts' statements decide, the rows' own times or stated balances. */
  readonly ordersImpossible: number;
}

/** A figure that depends on the order of tied rows. */
export interface RangeView extends AmountRange {
  readonly list: FigureList;
  /** `null`: of all accounts, as the balance sheet has it. */
  readonly account: AccountView | null;
  /** Of a `flow`. */
  readonly transfer: TransferView | null;
  readonly exitKind: ExitKind | null;
  /** `null`: of all losses. */
  readonly loss: LossView | null;
  /** In the order that the trace stands in; what is 0 here stands in no list. */
  readonly amountMinor: number;
}
