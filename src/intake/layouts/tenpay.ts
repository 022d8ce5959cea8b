import type { Layout } from "../layout.ts";

/** The other side's own receipt stands beside the user's time and amount: both are kept. */
const rules: Layout["rules"] = { unit: "fen", keepInRemark: ["对手方接收时间", "对手方接收金额(分)", "备注2"] };

/**
 * A wallet and the bank card bound to it are two accounts, so a card is never read as a name of the wallet: the user's
 * card is the other side of a top-up or withdrawal, the other side's is its number only where it has no wallet id.
 */
const fields: Layout["fields"] = {
  用户ID: "ownAccount",
  交易单号: "serial",
  大单号: "orderNo",
  用户侧账号名称: "ownName",
  借贷类型: "direction",
  交易业务类型: "transactionType",
  交易用途类型: "summary",
  "交易金额(分)": "amount",
  "账户余额(分)": "balance",
  用户银行卡号: "walletCard",
  用户侧网银联单号: "logNo",
  用户侧银行名称: "walletCardBank",
  "网联/银联": "",
  第三方账户名称: "",
  对手方ID: "otherNumber",
  对手侧账户名称: "otherName",
  对手方银行卡号: "otherFallback",
  对手侧银行名称: "otherBank",
  // What the other side's bank shows of the same movement, as `logNo` is what the user's does.
  对手侧网银联单号: "voucherNo",
  "网联/银联#2": "",
  "第三方账户名称#2": "",
  对手方接收时间: "",
  "对手方接收金额(分)": "",
  备注1: "remark",
  备注2: "",
};

/** 财付通 TenpayTrades, 27 columns. */
export const tenpayTrades: Layout = {
  id: "tenpay-trades",
  name: "财付通 TenpayTrades（27 列）",
  table: "statement",
  headings: (
    "用户ID,交易单号,大单号,用户侧账号名称,借贷类型,交易业务类型,交易用途类型,交易时间,交易金额(分),账户余额(分),用户银行卡号," +
    "用户侧网银联单号,网联/银联,第三方账户名称,对手方ID,对手侧账户名称,对手方银行卡号,对手侧银行名称,对手侧网银联单号,网联/银联#2," +
    "基金公司信息,间联/非间联交易,第三方账户名称#2,对手方接收时间,对手方接收金额(分),备注1,备注2"
  ).split(","),
  fields,
  rules,
};

/** The version with 用户侧银行名称 and without 基金公司信息 and 间联/非间联交易. */
export const tenpayTradesBank: Layout = {
  id: "tenpay-trades-bank",
  name: "财付通 TenpayTrades（含用户侧银行名称）",
  table: "statement",
  headings: (
    "用户ID,交易单号,大单号,用户侧账号名称,借贷类型,交易业务类型,交易用途类型,交易时间,交易金额(分),账户余额(分),用户银行卡号," +
    "用户侧银行名称,用户侧网银联单号,网联/银联,第三方账户名称,对手方ID,对手侧账户名称,对手方银行卡号,对手侧银行名称,对手侧网银联单号," +
    "网联/银联#2,第三方账户名称#2,对手方接收时间,对手方接收金额(分),备注1,备注2"
  ).split(","),
  fields,
  rules,
};

/** 财付通 registration, one row per bound card. */
export const tenpayRegistration: Layout = {
  id: "tenpay-registration",
  name: "财付通 TenpayRegInfo",
  table: "wallet-registration",
  headings: "账户状态,账号,注册姓名,注册时间,注册身份证号,绑定手机,绑定状态,开户行信息,银行账号".split(","),
};

/** 微信 registration: lines of `key: value`, one record a file. */
export const wechatRegistration: Layout = {
  id: "wechat-registration",
  name: "微信 regInfobasicInfo（键: 值）",
  table: "wallet-registration",
  headings: "微信号,别名,昵称,当前绑定手机号,注册时间".split(","),
};
