export const moneyErrors = {
  MONEY_NOT_AN_AMOUNT: {
    kind: "asked-wrongly",
    zh: "“{seen}”不是金额：应为 1234.56 这样的数字，请改正后重试",
    en: "“{seen}” is not an amount: a number such as 1234.56 is wanted; correct it and try again",
  },
  MONEY_TOO_MANY_DECIMALS: {
    kind: "asked-wrongly",
    zh: "“{seen}”的小数位过多：{currency} 最多 {decimals} 位，请核对原始数据",
    en: "“{seen}” has too many decimals: {currency} has {decimals}; check the original",
  },
  MONEY_TOO_LARGE: {
    kind: "asked-wrongly",
    zh: "“{seen}”超出可精确计算的上限（90,071,992,547,409.91 元），请核对原始数据",
    en: "“{seen}” is beyond what can be counted exactly (2^53 − 1 minor units); check the original",
  },
  MONEY_UNKNOWN_CURRENCY: {
    kind: "asked-wrongly",
    zh: "不认识币种“{seen}”：应为 ISO 4217 代码，如 CNY、USD",
    en: "Unknown currency “{seen}”: an ISO 4217 code such as CNY or USD is wanted",
  },
  MONEY_BAD_SPLIT: {
    kind: "failed",
    zh: "无法分配 {total}：权重之和为 {sum}，请报告此错误",
    en: "Cannot split {total}: the weights sum to {sum}; please report this",
  },
} as const;
