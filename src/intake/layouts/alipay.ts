import type { Layout } from "../layout.ts";

/** 支付宝 as returned to police. `对应的协查数据` is the key they asked with. */
export const alipayPolice: readonly Layout[] = [
  {
    id: "alipay-registration",
    name: "支付宝 注册信息",
    table: "wallet-registration",
    headings:
      "用户ID,登录邮箱,登录手机,账户名称,证件类型,证件号,可用余额,绑定手机,注册时间,绑定银行卡,关联账户,备注,对应的协查数据".split(
        ",",
      ),
  },
  {
    id: "alipay-login-log",
    name: "支付宝 登陆日志",
    table: "log",
    headings: "登陆账号,支付宝用户ID,账户名,客户端ip,操作发生时间,对应的协查数据".split(","),
  },
  {
    id: "alipay-account-detail",
    name: "支付宝 账户明细",
    table: "statement",
    headings: (
      "交易号,商户订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,用户信息,交易对方信息,消费名称,金额（元）,收/支,交易状态," +
      "支付方式,清算流水号,备注,对应的协查数据"
    ).split(","),
    fields: {
      付款时间: "time",
      交易创建时间: "timeFallback",
      最近修改时间: "",
      用户信息: "ownAccount",
      交易对方信息: "otherNumber",
      清算流水号: "logNo",
      支付方式: "",
    },
    rules: { keepInRemark: ["支付方式"] },
  },
  {
    id: "alipay-transfer-detail",
    name: "支付宝 转账明细",
    table: "statement",
    headings:
      "交易号,付款方支付宝账号,收款方支付宝账号,收款机构信息,到账时间,转账金额（元）,转账产品名称,交易发生地,提现流水号,对应的协查数据".split(
        ",",
      ),
    fields: {
      付款方支付宝账号: "payer",
      收款方支付宝账号: "payee",
      收款机构信息: "payeeBank",
      到账时间: "time",
      转账产品名称: "transactionType",
      提现流水号: "orderNo",
    },
    rules: { sides: "absolute" },
  },
  {
    id: "alipay-trade-record",
    name: "支付宝 交易记录",
    table: "statement",
    headings: (
      "交易号,外部交易号,交易状态,合作伙伴ID,买家用户id,买家信息,卖家用户id,卖家信息,交易金额（元）,收款时间,最后修改时间,创建时间," +
      "交易类型,来源地,商品名称,收货人地址,对应的协查数据"
    ).split(","),
    fields: {
      合作伙伴ID: "merchantNo",
      买家用户id: "payer",
      买家信息: "payerName",
      卖家用户id: "payee",
      卖家信息: "payeeName",
      收款时间: "time",
      最后修改时间: "",
      创建时间: "timeFallback",
    },
    rules: { sides: "absolute", keepInRemark: ["收货人地址"] },
  },
  {
    id: "alipay-withdrawal",
    name: "支付宝 提现记录",
    table: "statement",
    headings: (
      "提现类型,提现流水号,支付宝用户id,会员开户银行,会员银行账号,申请日期和时间,处理时间,提现金额（元）,状态,交易状态,失败原因," +
      "对应的协查数据"
    ).split(","),
    fields: {
      提现类型: "transactionType",
      提现流水号: "serial",
      支付宝用户id: "ownAccount",
      会员开户银行: "otherBank",
      会员银行账号: "otherNumber",
      申请日期和时间: "time",
      处理时间: "timeFallback",
      "提现金额（元）": "amount",
      失败原因: "remark",
    },
    rules: { direction: "out" },
  },
];

/**
 * A closed trade that was never paid says 不计收支; one that says 支出 was paid, and what came back is a row of its own: its
 * status stays `unknown`, so that both rows count.
 */
const consumerRules: Layout["rules"] = {
  typeDirections: [[/^退款$/, "in"]],
  statusWords: { 交易关闭: "unknown" },
  neitherStatusWords: { 交易关闭: "failed" },
  keepInRemark: ["收/付款方式", "资金状态"],
};

/** 支付宝 as its users export it, older and newer. */
export const alipayConsumer: readonly Layout[] = [
  {
    id: "alipay-consumer-old",
    name: "支付宝交易记录明细（用户导出，旧）",
    table: "statement",
    headings: (
      "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态,服务费（元）," +
      "成功退款（元）,备注,资金状态"
    ).split(","),
    fields: {
      付款时间: "time",
      交易创建时间: "timeFallback",
      最近修改时间: "",
      "服务费（元）": "",
      "成功退款（元）": "",
    },
    rules: consumerRules,
  },
  {
    id: "alipay-consumer",
    name: "支付宝电子客户回单（用户导出，新）",
    table: "statement",
    headings:
      "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注".split(
        ",",
      ),
    rules: consumerRules,
  },
];
