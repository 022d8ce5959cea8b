import type { Layout } from "../layout.ts";

const accountHeadings =
  "账户开户名称,开户人证件号码,交易卡号,交易账号,账号开户时间,账户余额,可用余额,币种,开户网点代码,开户网点,账户状态,钞汇标志名称," +
  "销户日期,账户类型,备注,账号开户银行,销户网点,最后交易时间";
const personHeadings =
  "客户名称,证照类型,证照号码,单位地址,单位电话,工作单位,邮箱地址,代办人姓名,代办人证件类型,代办人证件号码,国税纳税号,地税纳税号," +
  "法人代表,客户工商执照号码";

/** The tables that come beside 交易明细: facts about accounts, people, measures and the queries themselves. */
export const bankTables: readonly Layout[] = [
  {
    id: "account-information",
    name: "账户信息",
    table: "account-information",
    headings: accountHeadings.split(","),
  },
  {
    id: "account-information-long",
    name: "账户信息（长表）",
    table: "account-information",
    headings: (
      accountHeadings +
      ",开户人证件类型,开户联系方式,通信地址,联系电话,代理人,代理人电话,开户省份,开户城市,客户代码,法人代表,客户工商执照号码," +
      "法人代表证件号码,住宅地址,邮政编码,代办人证件号码,邮箱地址,关联资金账户,地税纳税号,单位电话,代办人证件类型,住宅电话," +
      "法人代表证件类型,国税纳税号,单位地址,工作单位,账户销户银行,任务流水号"
    ).split(","),
  },
  { id: "person-information", name: "人员信息", table: "person-information", headings: personHeadings.split(",") },
  {
    id: "person-information-long",
    name: "人员信息（长表）",
    table: "person-information",
    headings: `${personHeadings},联系电话,联系手机,住宅电话,法人代表证件类型,法人代表证件号码,出生日期,户籍地址`.split(
      ",",
    ),
  },
  {
    id: "person-contact",
    name: "人员联系方式",
    table: "person-contact",
    headings: "开户名称,证照类型,证照号码,联系电话".split(","),
  },
  {
    id: "person-address",
    name: "人员住址",
    table: "person-address",
    headings: "开户名称,证照类型,证照号码,住宅地址,住宅电话".split(","),
  },
  {
    id: "sub-account",
    name: "子账户信息",
    table: "sub-account",
    headings: "银行名称,开户账号,子账户账号,余额,可用余额,子账户类别,子账户序号,币种,钞汇标识,账户状态,账户序号".split(
      ",",
    ),
  },
  {
    id: "measure",
    name: "强制措施信息",
    table: "measure",
    headings: "银行名称,账号,冻结措施类型,冻结金额,冻结机关,冻结开始日期,冻结截止日期,措施序号,备注".split(","),
  },
  {
    id: "task",
    name: "任务信息（成功、失败）",
    table: "task",
    headings:
      "任务流水号,银行名称,主体类别,证账号码,账卡号,发送时间,反馈时间,反馈结果,反馈非明细结果,反馈明细结果,入库时间,入库状态,请求单号,查询结果".split(
        ",",
      ),
  },
  // No public source shows this table's headings: they are taken as found, and the file's name says what it is.
  {
    id: "right",
    name: "共有权/优先权",
    table: "right",
    headings: "账号,卡号,权利类型,权利人,权利金额,权利人住址,权利人联系方式".split(","),
  },
];
