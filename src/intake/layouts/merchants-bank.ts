import type { Layout } from "../layout.ts";

/** 招商交易流水; the direction heading carries its own legend. */
export const merchantsBankStatement: Layout = {
  id: "merchants-bank-statement",
  name: "招商交易流水",
  table: "statement",
  headings:
    "交易日期,交易时间,客户名称,交易卡号,交易方向(D:借|C:贷),交易金额,联机余额,对方帐号,对方客户名称,交易摘要,账号".split(
      ",",
    ),
  fields: { 交易日期: "date", 交易时间: "clock", "交易方向(D:借|C:贷)": "direction" },
};

/** 招商客户资料. */
export const merchantsBankCustomers: Layout = {
  id: "merchants-bank-customers",
  name: "招商客户资料",
  table: "account-information",
  headings: "客户姓名,户口号,开户机构,开户日期,户口状态,证件类型,证件号码,活期帐户余额,户口名称".split(","),
};
