import type { Layout } from "../layout.ts";

/** 信用卡账单: spending is positive, repayments and refunds are negative. The posted amount is another currency's view. */
export const creditCardBill: Layout = {
  id: "credit-card-bill",
  name: "信用卡账单",
  table: "statement",
  headings: "交易日期,入账日期,交易描述,交易金额,交易货币,入账金额,入账货币,MCC代码".split(","),
  fields: { 交易日期: "time", 入账日期: "timeFallback", 入账金额: "", 入账货币: "", MCC代码: "" },
  rules: { sign: "positive-out", keepInRemark: ["入账金额", "入账货币", "MCC代码"] },
};
