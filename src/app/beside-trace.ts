import { interestOfTrace, type TracedForInterest } from "../tracing/interest.ts";
import type { BesideView, GoodFaithView } from "../tracing/beside-view.ts";
import type { LossView } from "../tracing/account-view.ts";
import { noOrders } from "./describe-orders.ts";
import { describeHolders } from "./describe-holders.ts";
import type { LedgerNames, NamedLedger } from "./describe-trace.ts";
import type { LedgerPart } from "./lay-out-case.ts";

/** What stands beside a trace of which nothing more is asked. */
export const nothingBeside: BesideView = {
  orders: noOrders,
  goodFaith: [],
  interest: [],
  interestNotDivided: [],
  holders: [],
};

/** A trace, with the losses as they are shown. */
export interface TracedCaseLosses extends TracedForInterest {
  readonly views: readonly LossView[];
}

/** Good faith and interest (T20), and the doctrine per holder, with names attached. */
export function besideTrace(
  ledger: NamedLedger & { readonly part?: LedgerPart },
  names: LedgerNames,
  traced: TracedCaseLosses,
): Omit<BesideView, "orders"> {
  const { shares, notDivided } = interestOfTrace(ledger.part?.columns ?? ledger.derived.columns, traced);
  return {
    goodFaith: describeGoodFaith(ledger, names, traced),
    interest: shares.flatMap(({ transfer, account, loss, amountMinor }) => {
      const view = traced.views[loss];
      if (view === undefined) return [];
      return [{ transfer: names.transfer(transfer), account: names.account(account), loss: view, amountMinor }];
    }),
    interestNotDivided: notDivided.map((transfer) => names.transfer(transfer)),
    // A holder's other accounts, which no traced money reached, are not in a part of a ledger.
    holders: ledger.part === undefined ? describeHolders(ledger, names, traced) : [],
  };
}

function describeGoodFaith(
  { goodFaith }: NamedLedger,
  names: LedgerNames,
  { trace }: TracedCaseLosses,
): readonly GoodFaithView[] {
  return (goodFaith ?? []).map(({ account, mark: { officer, evidence, markedMs, caseName } }) => ({
    account: names.account(account),
    officer,
    evidence,
    markedMs,
    caseName,
    amountMinor: trace.exits
      .filter((exit) => exit.account === account && exit.kind === "good-faith")
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }));
}
