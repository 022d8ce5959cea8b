/** The thirteen classes of the ministry's platform, and frozen-assets fraud, which is a campaign of its own (rule C3). */
export const fraudTypes = {
  "fake-orders": "刷单返利类",
  "customer-service": "冒充电商物流客服类",
  investment: "虚假网络投资理财类",
  "loan-or-credit-card": "贷款、代办信用卡类",
  "credit-record": "虚假征信类",
  "shopping-or-services": "虚假购物、服务类",
  "posing-as-authorities": "冒充公检法及政府机关类",
  "posing-as-boss-or-friend": "冒充领导、熟人类",
  "online-games": "网络游戏产品虚假交易类",
  romance: "网络婚恋、交友类（非虚假网络投资理财类）",
  "cyber-black-market": "网黑案件",
  "posing-as-army-or-police-buyer": "冒充军警购物类",
  other: "其他类型诈骗",
  "frozen-assets": "民族资产解冻",
} as const;

export type FraudType = keyof typeof fraudTypes;

/** Whether the text is a type's code. */
export function isFraudType(text: string): text is FraudType {
  return Object.keys(fraudTypes).includes(text);
}
