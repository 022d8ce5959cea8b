export const scenarioErrors = {
  SCENARIO_OVERDRAWN: {
    kind: "failed",
    zh: "合成城市自相矛盾：账户 {account} 余额 {balance} 分，却要付出 {amount} 分；请换一个种子并报告此错误",
    en: "The synthetic city contradicts itself: account {account} holds {balance} minor units and is to pay {amount}; use another seed and please report this",
  },
} as const;
