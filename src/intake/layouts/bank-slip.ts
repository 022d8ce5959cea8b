import type { Layout } from "../layout.ts";

/** A bank's own slip, taken from its PDF; the amount carries the direction as its sign. */
export const bankSlip: Layout = {
  id: "bank-slip",
  name: "银行流水单（PDF 转出）",
  table: "statement",
  headings: "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行".split(
    ",",
  ),
  fields: { 记账日期: "date", 记账时间: "clock" },
  rules: { sign: "positive-in" },
};
