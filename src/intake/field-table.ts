/** What the values of a field look like; weak matches of a heading are checked against it. */
export type FieldKind = "number" | "money" | "time" | "clock" | "direction" | "status" | "currency" | "digits" | "text";

/** Every field that a statement's column can be, by its English name (the one that `--map` takes). */
export const fieldNames = [
  "ownCard",
  "ownAccount",
  "ownName",
  "ownIdNo",
  "ownBank",
  "ownKind",
  "time",
  "date",
  "clock",
  "amount",
  "amountOut",
  "amountIn",
  "balance",
  "direction",
  "otherNumber",
  "otherCard",
  "otherKind",
  "otherName",
  "otherIdNo",
  "otherBank",
  "otherBalance",
  "summary",
  "cashFlag",
  "currency",
  "branch",
  "branchCode",
  "place",
  "status",
  "slipNo",
  "terminal",
  "channel",
  "ip",
  "mac",
  "serial",
  "orderNo",
  "logNo",
  "voucherKind",
  "voucherNo",
  "teller",
  "merchant",
  "merchantNo",
  "remark",
  "transactionType",
  "feedback",
  "dataSource",
  "payer",
  "payee",
  "payerName",
  "payeeName",
  "payerBank",
  "payeeBank",
  "payerBalance",
  "payeeBalance",
  "payerFallback",
  "payeeFallback",
  "otherFallback",
  "walletCard",
  "walletCardBank",
  "timeFallback",
  "id",
  "reverses",
  "subject",
  "correctionSha256",
  "correctionSheet",
  "correctionRow",
  "correctionReason",
] as const;

/** The English name of a field. */
export type FieldName = (typeof fieldNames)[number];

interface FieldEntry {
  readonly kind: FieldKind;
  /** Canonical headings: what the control exports call the column, the first one being its name. */
  readonly headings: readonly string[];
  /** Other names seen for it in banks' and wallets' files. */
  readonly aliases: readonly string[];
}

/**
 * The headings of every field, as they stand in the files; they are compared by `headingKey`. A heading belongs to one
 * field only. Fields without headings are given by layouts, or are the halves of a time.
 */
export const fieldTable: Readonly<Record<FieldName, FieldEntry>> = {
  ownCard: field(
    "number",
    "交易卡号",
    "查询卡号 本方卡号 卡号 银行卡号 交易卡 账户 借记卡号 交易账卡号 查询账卡号 本方账卡号",
  ),
  ownAccount: field(
    "number",
    "交易账号",
    "查询账号 查询帐号 本方账号 账号 账户账号 账号/卡号 银行账号 帐号 交易帐号 本方帐号 客户账号 account account_no account_number",
  ),
  ownName: field(
    "text",
    "账户开户名称 交易方户名 交易户名",
    "姓名 姓名(查询条件) 企业名称 企业名称(查询条件) 开户名 户名 账户名称 本方户名 客户名称 本方账户名 客户姓名 account_name",
  ),
  ownIdNo: field(
    "text",
    "开户人证件号码 交易方证件号码 交易证件号码",
    "证件号码 证件号码(查询条件) 证件号 身份证号 交易证件号",
  ),
  ownBank: field("text", "交易方开户行", "开户行 开户银行 本方开户行 本方开户银行 银行名称 反馈单位"),
  ownKind: field("text", "账户性质", ""),
  time: field(
    "time",
    "交易时间",
    "交易日期 日期 发生日期 交易日期时间 交易发生时间 发生时间 记账日期 入账时间 账务日期 支付时间 创建时间 交易创建时间 记账日 入账日期 交易日 记账时间 交易日期及时间 付款时间 时间 time date at datetime timestamp transaction_time transaction_date txn_time 转账时间 转账日期 转出时间 汇款时间 到账时间 付款日期 交易成功时间 入账日期时间 posting_date value_date transaction_datetime",
  ),
  date: field("time", "", ""),
  clock: field("clock", "", "交易时分秒 时分秒"),
  amount: field(
    "money",
    "交易金额",
    "发生额 金额 收入支出 发生金额 交易发生额 收支金额 收支额 收支 交易金额原币（元） 交易金额折人民币（元） 交易额 付款金额 转账金额 amount amt txn_amount transaction_amount 实付金额 汇款金额 付款额",
  ),
  amountOut: field(
    "money",
    "",
    "借方金额 支出金额 支出（-元） 支出 借方发生额 支出(借方) 借方 转出金额 交易金额(支出) 记账金额(支出) 付出金额 取款金额 支取金额 debit debit_amount withdrawal paid_out money_out",
  ),
  amountIn: field(
    "money",
    "",
    "贷方金额 收入金额 收入（+元） 收入 贷方发生额 收入(贷方) 贷方 转入金额 交易金额(收入) 记账金额(收入) 收款金额 存入金额 存款金额 credit credit_amount deposit paid_in money_in",
  ),
  balance: field(
    "money",
    "交易余额",
    "余额 账户余额 可用余额 结余 结存 结存余额 联机余额 本次余额 当前余额 交易后余额 账面余额 balance running_balance",
  ),
  direction: field(
    "direction",
    "收付标志",
    "借贷标志 借贷方向 借方贷方 借贷 借/贷 收/付 收支标志 进出标志 借贷标记 资金收付标识 资金收付标志 收付标识 收支类型 收/支 收入/支出 方向 借贷类型 交易方向 收付方向 收支方向 出入账标识 direction debit_credit dc_flag 借贷标识 收付 出入账标志 进出账标志",
  ),
  otherNumber: field(
    "number",
    "交易对手账卡号",
    "交易对方账卡号 交易对方帐卡号 交易对方账号 对方账号 对手账号 对方账户 对方帐号 对方账号卡号 对方账号与户名 对方户名/账号 对方户名与账号 对方卡号/账号 对方账号/卡号 对方账卡号 对手账卡号 交易对手账号 对方账户账号 counterparty_account",
  ),
  otherCard: field("number", "", "交易对方卡号 对方卡号 对手卡号 交易对手卡号"),
  otherKind: field("text", "对手账户性质", ""),
  otherName: field(
    "text",
    "对手户名",
    "交易对方名称 交易对方户名 对方名称 对手名称 对方户名 对方姓名 交易对方 交易对手 对方客户名称 对方账号姓名 对方账户名 对方账户名称 对手信息 交易对手名称 对手姓名 对方信息 对方单位名称 counterparty counterparty_name 对方账号名称 对方户名名称 对方开户名",
  ),
  otherIdNo: field("text", "对手身份证号", "交易对方证件号码 交易对方证件号 对方证件号码 对方证件号 对手证件号"),
  otherBank: field(
    "text",
    "对手开户银行",
    "交易对方账号开户行 交易对方开户行 交易对方行名称 对方开户行 对手开户行 对方开户银行 对方银行 对方行名 对方开户机构 counterparty_bank",
  ),
  otherBalance: field("money", "对手交易余额", "交易对手余额 对方余额 对手余额"),
  summary: field(
    "text",
    "摘要说明",
    "交易摘要 摘要 交易说明 交易用途 用途 商品说明 商品名称 商品 消费名称 交易描述 description narrative 订单标题",
  ),
  cashFlag: field("text", "现金标志", "现金标识 现金类型 现金、转账标识 现金转账标识 现转标志 现金/转账"),
  currency: field("currency", "交易币种", "币种 币别 货币 币种名称 记账币种 交易货币 货币类型 currency ccy"),
  branch: field("text", "交易网点名称", "网点名称 交易网点 交易行名称 交易机构名称 交易场所 交易机构"),
  branchCode: field("text", "交易网点代码", "网点代码 交易机构代码 机构代码 交易机构号 网点号"),
  place: field("text", "交易发生地", "交易地点 交易地址 交易国家或地区简称 交易来源地 来源地 交易地点/附言"),
  status: field("status", "交易是否成功", "是否成功 交易结果 成功标志 交易状态 状态 当前状态 status state"),
  slipNo: field("text", "传票号", ""),
  terminal: field("text", "终端号", "终端编号 交易终端号 设备号 自助设备编号 终端代码 ATM机具编号"),
  channel: field("text", "交易渠道", "渠道 渠道类型 channel"),
  ip: field("text", "IP地址", "IP 交易支付设备ip 客户端ip"),
  mac: field("text", "MAC地址", "MAC MAC或IMEI地址 MAC/IMEI地址 IMEI地址"),
  serial: field(
    "text",
    "交易流水号",
    "流水号 业务流水号 交易号 订单号 交易单号 交易订单号 reference ref reference_no serial transaction_id txn_id 主机交易流水号 交易序号",
  ),
  orderNo: field("text", "商户流水号", "商户单号 商家订单号 商户订单号 外部交易号 支付订单号 order_no 商家单号"),
  logNo: field("text", "日志号", ""),
  voucherKind: field("text", "凭证种类", "凭证类型"),
  voucherNo: field("text", "凭证号", "凭证编号 凭证号码"),
  teller: field("text", "交易柜员号", "柜员号"),
  merchant: field("text", "商户名称", "商户名 特约商户名称 商户户名"),
  merchantNo: field("text", "商户号", "商户编号 商户代码 特约商户号"),
  remark: field("text", "备注", "交易备注 备注说明 附言 交易附言 用户备注 remark memo note"),
  transactionType: field(
    "text",
    "交易类型",
    "交易种类 业务类型 业务种类 业务名称 交易类别 交易名称 交易分类 类型 支付类型 交易方式 transaction_type",
  ),
  feedback: field("text", "查询反馈结果原因", "查询反馈结果 查询结果 反馈原因 失败原因 返回原因"),
  dataSource: field("text", "数据来源", "来源"),
  payer: field(
    "number",
    "付款账号",
    "付款人账号 付款方账号 付款账户 付款卡号 付款方账户 付款人账户 付款方 付款人 转出账号 转出账户 汇款账号 payer payer_account from from_account sender debtor source_account",
  ),
  payee: field(
    "number",
    "收款账号",
    "收款人账号 收款方账号 收款账户 收款卡号 收款方账户 收款人账户 收款方 收款人 转入账号 转入账户 payee payee_account to to_account receiver creditor beneficiary target_account",
  ),
  payerName: field(
    "text",
    "付款人名称",
    "付款户名 付款人户名 付款方户名 付款方名称 付款人姓名 付款方姓名 payer_name sender_name",
  ),
  payeeName: field(
    "text",
    "收款人名称",
    "收款户名 收款人户名 收款方户名 收款方名称 收款人姓名 收款方姓名 payee_name receiver_name",
  ),
  payerBank: field("text", "付款银行", "付款行 付款方银行 付款开户行 付款人开户行 付款方开户行 payer_bank"),
  payeeBank: field("text", "收款银行", "收款行 收款方银行 收款开户行 收款人开户行 收款方开户行 payee_bank"),
  payerBalance: field("money", "付款方余额", "付款账户余额 付款余额 付款人余额 payer_balance"),
  payeeBalance: field("money", "收款方余额", "收款账户余额 收款余额 收款人余额 payee_balance"),
  payerFallback: field("number", "", ""),
  payeeFallback: field("number", "", ""),
  otherFallback: field("number", "", ""),
  walletCard: field("number", "", ""),
  walletCardBank: field("text", "", ""),
  timeFallback: field("time", "", ""),
  id: field("text", "编号", "转账编号 记录编号 id transfer_id"),
  reverses: field("text", "冲正原编号", "冲正编号 原交易编号 原编号 被冲正编号 reverses reversal_of"),
  subject: field("text", "对应的协查数据", "协查数据"),
  correctionSha256: field("text", "源文件SHA256", ""),
  correctionSheet: field("digits", "源工作表", ""),
  correctionRow: field("digits", "源行号", ""),
  correctionReason: field("text", "拒绝原因", ""),
};

/** Whether the text is a field's English name. */
export function isFieldName(text: string): text is FieldName {
  return Object.hasOwn(fieldTable, text);
}

function field(kind: FieldKind, headings: string, aliases: string): FieldEntry {
  return { kind, headings: words(headings), aliases: words(aliases) };
}

function words(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}
