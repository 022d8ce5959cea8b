import type { ExitKind } from "../flows/exit-kind.ts";
import type { OrdersTogether } from "../tracing/orders-together.ts";
import type { FigureList } from "../tracing/trace-figures.ts";
import type { RequestView, UnboundReason } from "../tracing/trace-view.ts";
import type { TieView } from "../tracing/beside-view.ts";

/** Kinds of exit as documents name them, Chinese with English beside. */
export const exitNames: Readonly<Record<ExitKind, string>> = {
  cash: "取现 cash",
  purchase: "消费 purchase",
  abroad: "转移境外 abroad",
  "virtual-currency": "虚拟货币 virtual currency",
  fee: "手续费 fee",
  exchange: "兑换 exchange",
  hub: "枢纽（止追） hub",
  debt: "抵偿欠款 debt",
  "another-loss": "计入他人损失 another loss",
  unknown: "不明 unknown",
  "good-faith": "善意取得 good faith",
};

/** Why a statement is asked for. */
export const requestReasonNames: Readonly<Record<RequestView["reason"], string>> = {
  "lost-sight": "未持有流水 statement not held",
  "last-seen": "流水止于截至时间之前 statement ends too early",
};

/** Why a claim is no loss of the trace. */
export const unboundReasonNames: Readonly<Record<UnboundReason, string>> = {
  "no-transfer-fits": "没有符合的交易 no transfer fits",
  "several-transfers-fit": "多笔交易符合 several transfers fit",
  "account-not-in-ledger": "付款账户不在账本中 account not in the ledger",
  "transfer-not-in-ledger": "账本中没有该交易 transfer not in the ledger",
  "transfer-moved-nothing": "该交易未成功 the transfer moved nothing",
  "transfer-claimed-already": "该交易已被其他损失占满 claimed by other losses",
};

/** How the orders of tied rows were searched. */
export const tieSearchNames: Readonly<Record<TieView["search"], string>> = {
  "all-orders": "全部顺序 all orders",
  sample: "两端与抽样 extremes and sample",
  "not-tried": "未试 not tried",
};

/** What an amount is the amount of. */
export const figureNames: Readonly<Record<FigureList, string>> = {
  "at-rest": "卡内资金 at rest",
  exited: "资金末端 exited",
  "lost-sight": "断点 lost sight of",
  returned: "返还 returned",
  "written-off": "零星核销 written off",
  flow: "资金流 flow",
};

/** Whether ranges of figures (T7) hold for all guessed places at once. */
export function ordersTogetherText(together: OrdersTogether | null): string {
  if (together === null) return "一次只改变一处顺序 one place changed at a time";
  return `各处顺序的所有组合（${together.ordersTried} 种） every combination of all places (${together.ordersTried})`;
}
