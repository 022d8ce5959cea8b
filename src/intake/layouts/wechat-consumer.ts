import type { Layout } from "../layout.ts";

/**
 * What a WeChat user exports from the phone. Where 收/支 is `/`, the closed list of 交易类型 says whether money crossed the
 * wallet's border; moves between 零钱 and 零钱通 stay inside it and keep direction `unknown`.
 */
export const wechatConsumer: Layout = {
  id: "wechat-consumer",
  name: "微信支付账单明细（用户导出）",
  table: "statement",
  headings: "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注".split(","),
  rules: {
    typeDirections: [
      [/^零钱提现$/, "out"],
      [/^零钱充值$/, "in"],
      [/^信用卡还款$/, "out"],
      [/^购买理财通$/, "out"],
      [/^零钱通转出-到零钱$|^转入零钱通-来自零钱$/, "unknown"],
      [/^零钱通转出-到/, "out"],
      [/^转入零钱通-来自/, "in"],
    ],
    keepInRemark: ["支付方式"],
  },
};
