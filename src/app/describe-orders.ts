import { type ExitKind, exitKindCode, exitKinds } from "../flows/exit-kind.ts";
import type { AmountRange } from "../tracing/amount-range.ts";
import type { FigureRange } from "../tracing/figure-ranges.ts";
import type { OrderSearch, SearchedTie } from "../tracing/order-search.ts";
import type { FigureKey } from "../tracing/trace-figures.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { OrdersView, TieView } from "../tracing/beside-view.ts";
import type { LossView } from "../tracing/account-view.ts";
import type { LedgerNames } from "./describe-trace.ts";

/** What a search over orders finds where there is nothing to search. */
export const noOrders: OrdersView = {
  searched: 0,
  sensitive: [],
  notTried: [],
  together: { ordersTried: 0, ordersImpossible: 0 },
  ranges: [],
};

/** The view with what other orders of tied rows would change: beside each figure, and as lists (T7). */
export function withOrderSearch(view: TraceView, search: OrderSearch, names: LedgerNames): TraceView {
  const rangeOf = findRanges(search.ranges, view.losses);
  return {
    ...view,
    atRest: view.atRest.map((rest) => ({ ...rest, range: rangeOf("at-rest", rest) })),
    exits: view.exits.map((exit) => ({ ...exit, range: rangeOf("exited", exit) })),
    lostSight: view.lostSight.map((lost) => ({ ...lost, range: rangeOf("lost-sight", lost) })),
    freezeList: view.freezeList.map((order) => ({ ...order, range: rangeOf("at-rest", order) })),
    orders: describeOrders(search, view.losses, names),
  };
}

type Row = Pick<TraceView["exits"][number], "account"> & Partial<Pick<TraceView["exits"][number], "kind" | "loss">>;

function findRanges(
  ranges: readonly FigureRange[],
  losses: readonly LossView[],
): (list: FigureKey["list"], row: Row) => AmountRange | null {
  const nameOf = ({ list, place, exitCode, loss }: FigureKey): string => `${list} ${place} ${exitCode} ${loss}`;
  const known = new Map(ranges.map((range) => [nameOf(range), range]));
  const places = new Map(losses.map((loss, place) => [loss, place]));
  return (list, { account, kind, loss }) => {
    const key = { list, place: account.index, exitCode: kind === undefined ? 0 : exitKindCode(kind) };
    const range = known.get(nameOf({ ...key, loss: loss === undefined ? null : (places.get(loss) ?? null) }));
    return range === undefined ? null : { lowMinor: range.lowMinor, highMinor: range.highMinor };
  };
}

function describeOrders(search: OrderSearch, losses: readonly LossView[], names: LedgerNames): OrdersView {
  const tie = ({ account, transfers, search: how, ordersTried, ordersImpossible }: SearchedTie): TieView => ({
    account: names.account(account),
    transfers: transfers.map((transfer) => names.transfer(transfer)),
    search: how,
    ordersTried,
    ordersImpossible,
  });
  return {
    searched: search.ties.filter((one) => one.search !== "not-tried").length,
    sensitive: search.ties.filter(({ changesAmounts }) => changesAmounts).map(tie),
    notTried: search.ties.filter((one) => one.search === "not-tried").map(tie),
    together: search.together,
    ranges: search.ranges.map(({ list, place, exitCode, loss, ...amounts }) => ({
      list,
      account: place === null || list === "flow" ? null : names.account(place),
      transfer: place === null || list !== "flow" ? null : names.transfer(place),
      exitKind: exitCode === 0 ? null : (exitKinds[exitCode] as ExitKind),
      loss: loss === null ? null : (losses[loss] ?? null),
      ...amounts,
    })),
  };
}
