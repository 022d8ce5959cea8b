export const tracingErrors = {
  TRACE_THREAD_ENDED: {
    kind: "failed",
    zh: "追踪线程意外结束（{reason}），没有得出结果；请重试，内存不足时请关闭其他程序或设置 SLUICE_MEMORY",
    en: "The thread that was tracing ended unexpectedly ({reason}), without an answer; try again, and where memory is short close other programs or set SLUICE_MEMORY",
  },
  TRACE_BAD_OPTION: {
    kind: "asked-wrongly",
    zh: "追踪选项 {option} 的值“{seen}”无效：应为 {wanted}",
    en: "The option {option} of a trace is “{seen}”: {wanted} is wanted",
  },
  TRACE_BAD_RETURNED: {
    kind: "asked-wrongly",
    zh: "已从冻结款中返还 {returned} 分，超过冻结款 {frozen} 分，请核对冻结金额与已返还金额",
    en: "{returned} minor units were returned out of a frozen sum of {frozen}; check the frozen sum and what was returned",
  },
  TRACE_LOSS_WITHOUT_VICTIM: {
    kind: "asked-wrongly",
    zh: "损失“{loss}”不属于任何被害人：每笔损失须列在一名被害人名下",
    en: "The loss “{loss}” is no victim's: list each loss under one victim",
  },
  TRACE_DUPLICATE_LOSS: {
    kind: "asked-wrongly",
    zh: "损失编号“{loss}”重复：每笔损失的编号必须唯一，请改正后重试",
    en: "The loss id “{loss}” occurs twice: each loss needs its own; correct it and try again",
  },
  TRACE_UNKNOWN_TRANSFER: {
    kind: "asked-wrongly",
    zh: "损失“{loss}”所指的交易（序号 {transfer}）不在账本中，请核对",
    en: "Loss “{loss}” names a transfer (index {transfer}) that the ledger does not have; check it",
  },
  TRACE_FAILED_TRANSFER: {
    kind: "asked-wrongly",
    zh: "损失“{loss}”所指的交易（序号 {transfer}）失败，没有转出资金，不能作为损失",
    en: "Loss “{loss}” names a transfer (index {transfer}) that failed: it moved no money and cannot be a loss",
  },
  TRACE_SELF_TRANSFER: {
    kind: "asked-wrongly",
    zh: "损失“{loss}”所指的交易（序号 {transfer}）是账户转给自己的，不能作为损失",
    en: "Loss “{loss}” names a transfer (index {transfer}) from an account to itself, which cannot be a loss",
  },
  TRACE_BAD_LOSS_AMOUNT: {
    kind: "asked-wrongly",
    zh: "损失“{loss}”的金额 {amount} 无效：应为不小于 0 的整数（分）",
    en: "Loss “{loss}” has the amount {amount}: a whole number of minor units, not below 0, is wanted",
  },
  TRACE_LOSSES_ABOVE_TRANSFER: {
    kind: "asked-wrongly",
    zh: "交易（序号 {transfer}）金额为 {amount} 分，其上的损失合计 {losses} 分（至“{loss}”为止），超出交易金额，请核对",
    en: "The transfer (index {transfer}) moved {amount} minor units, but its losses come to {losses} (up to “{loss}”); check them",
  },
  TRACE_TWO_REMAINDERS: {
    kind: "asked-wrongly",
    zh: "交易（序号 {transfer}）上有两笔未填金额的损失（“{first}”与“{loss}”）：至多一笔可不填，表示余额",
    en: "Two losses on one transfer (index {transfer}) have no amount (“{first}” and “{loss}”): only one may be the remainder",
  },
  TRACE_UNKNOWN_ACCOUNT: {
    kind: "asked-wrongly",
    zh: "账户序号 {account} 不在账本中（共 {accounts} 个账户），请核对止付名单或受害人账户",
    en: "The account index {account} is not in the ledger ({accounts} accounts); check the stops and the victims' accounts",
  },
  TRACE_BALANCE_TOO_LARGE: {
    kind: "failed",
    zh: "账户“{account}”的余额超出可精确计算的上限（90,071,992,547,409.91 元），请核对原始数据",
    en: "The balance of account “{account}” goes beyond what can be counted exactly (2^53 − 1 minor units); check the original",
  },
  TRACE_UNEXPLAINED_TOO_LARGE: {
    kind: "failed",
    zh: "账户“{account}”在一笔交易上来路不明的资金超出可精确计算的上限（90,071,992,547,409.91 元），请核对原始数据",
    en: "The unexplained money of account “{account}” on one transfer goes beyond what can be counted exactly (2^53 − 1 minor units); check the original",
  },
  TRACE_DOES_NOT_BALANCE: {
    kind: "failed",
    zh: "损失“{loss}”不平：损失 {lossMinor} 分，去向合计 {foundMinor} 分；结果已作废，请报告此错误",
    en: "Loss “{loss}” does not balance: {lossMinor} minor units lost, {foundMinor} found; the result was discarded, please report this",
  },
  TRACE_BEYOND_BUDGET: {
    kind: "failed",
    zh: "逐跳追踪时，账户“{account}”（{legs} 条交易）使取出的交易超过内存预算允许的 {budget} 条：请用 --hub 或 --stops 在大账户处止追，或调大 SLUICE_MEMORY",
    en: "Tracing hop by hop, account “{account}” ({legs} transfers) takes what must be fetched beyond the {budget} transfers that the memory budget allows: stop at busy accounts with --hub or --stops, or raise SLUICE_MEMORY",
  },
} as const;
