import type { Layout } from "../layout.ts";

/** 1 = 成功 and 0 = 失败 in the national query-and-control platform's exports. */
const rules: Layout["rules"] = { statusWords: { "1": "ok", "0": "failed" } };

/** 交易明细, 34 columns, as the control platform gives it. */
export const controlExportA: Layout = {
  id: "control-export-a",
  name: "交易明细（34 列）",
  table: "statement",
  headings: (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名," +
    "对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址," +
    "对手交易余额,交易流水号,日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
  ).split(","),
  rules,
};

/** 交易明细, 31 columns, with 交易方户名. */
export const controlExportB: Layout = {
  id: "control-export-b",
  name: "交易明细（31 列，交易方户名）",
  table: "statement",
  headings: (
    "交易卡号,交易账号,交易方户名,交易方证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名,对手身份证号," +
    "对手开户银行,摘要说明,交易币种,交易网点名称,交易发生地,交易是否成功,传票号,IP地址,MAC地址,对手交易余额,交易流水号,日志号," +
    "凭证种类,凭证号,交易柜员号,备注,商户名称,交易类型,查询反馈结果原因"
  ).split(","),
  rules,
};

/** 交易明细 of several sources merged, 34 columns. */
export const controlExportC: Layout = {
  id: "control-export-c",
  name: "交易明细（统一 34 列）",
  table: "statement",
  headings: (
    "交易卡号,交易账号,交易户名,交易证件号码,交易方开户行,账户性质,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手账户性质," +
    "现金标志,对手户名,对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,交易发生地,交易是否成功,传票号,IP地址,MAC地址," +
    "对手交易余额,交易流水号,商户流水号,日志号,凭证种类,凭证号,交易柜员号,备注,查询反馈结果原因,数据来源"
  ).split(","),
  rules,
};

/** Date and time apart, the counterparty as account and card apart. */
export const controlExportSplit: Layout = {
  id: "control-export-split",
  name: "交易明细（日期时间分列）",
  table: "statement",
  headings: (
    "交易账卡号,交易账号,交易户名,交易证件号,交易日期,交易时间,交易金额,交易余额,收付标志,对手账号,对手卡号,对手户名,对手身份证号," +
    "对手开户银行,摘要说明,交易网点名称,交易发生地,交易是否成功,对手交易余额,对手余额,备注"
  ).split(","),
  fields: { 交易日期: "date", 交易时间: "clock" },
  rules,
};
