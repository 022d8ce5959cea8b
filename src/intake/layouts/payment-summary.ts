import type { Layout } from "../layout.ts";

/** 支付流水汇总 of a payment institution: payer and payee are absolute, the flag says which is the queried subject. */
export const paymentSummary: Layout = {
  id: "payment-summary",
  name: "支付流水汇总",
  table: "statement",
  headings: (
    "序号,支付订单号,交易类型,支付类型,交易主体的出入账标识,交易时间,币种,交易金额,交易流水号,交易余额,收款方银行卡所属银行名称," +
    "收款方银行卡所属银行卡号,收款方的支付帐号,收款方的商户名称,付款方银行卡所属银行名称,付款方银行卡所属银行卡号,付款方的支付帐号," +
    "交易支付设备ip,mac地址,备注"
  ).split(","),
  fields: {
    序号: "",
    支付类型: "summary",
    交易主体的出入账标识: "direction",
    收款方银行卡所属银行名称: "payeeBank",
    收款方银行卡所属银行卡号: "payeeFallback",
    收款方的支付帐号: "payee",
    收款方的商户名称: "payeeName",
    付款方银行卡所属银行名称: "payerBank",
    付款方银行卡所属银行卡号: "payerFallback",
    付款方的支付帐号: "payer",
  },
  rules: { sides: "absolute" },
};
