import type { ExitKind } from "../flows/exit-kind.ts";
import type { RequestView } from "../tracing/trace-view.ts";

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
};

/** Why a statement is asked for. */
export const requestReasonNames: Readonly<Record<RequestView["reason"], string>> = {
  "lost-sight": "未持有流水 statement not held",
  "last-seen": "流水止于截至时间之前 statement ends too early",
};
