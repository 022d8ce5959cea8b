import { expect, test } from "vitest";
import { flagsOf, type IntakeReading, readGrid, unaccounted } from "../../test/generators/intake-reading.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { fieldNames, fieldTable } from "./field-table.ts";
import { headingKey } from "./heading-key.ts";
import { layouts } from "./layouts.ts";
import { layoutOf } from "./reading-options.ts";

type Cells = Readonly<Record<string, string>>;

/** A file of one layout: its heading row as it stands, and rows given by heading. */
function gridOf(id: string, ...rows: readonly Cells[]): readonly (readonly string[])[] {
  const { headings } = layoutOf(id);
  const written = headings.map((heading) => heading.replace(/#\d$/, ""));
  return [written, ...rows.map((row) => headings.map((heading) => row[heading] ?? ""))];
}

async function read(id: string, ...rows: readonly Cells[]): Promise<IntakeReading> {
  const reading = await readGrid("表.csv", gridOf(id, ...rows));
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual([id]);
  expect(unaccounted(reading)).toEqual([]);
  return reading;
}

function brief({ rows }: IntakeReading): readonly string[] {
  return rows.map((row) => {
    const own = row.own.card || row.own.account;
    const other = row.other.card || row.other.account;
    const at = formatChinaTime(row.atMs, row.precision);
    return [at, row.amountMinor, row.direction, own, other, row.status, row.ownBalanceMinor ?? ""].join(" ");
  });
}

test("ids are unique, and every layout is its own headings' layout", async () => {
  expect(new Set(layouts.map((layout) => layout.id)).size).toBe(layouts.length);
  for (const { id, headings } of layouts) if (headings.length > 0 && id !== "wechat-registration") await read(id);
});

test("every canonical heading and alias belongs to one field", () => {
  const owner = new Map<string, string>();
  for (const field of fieldNames)
    for (const name of [...fieldTable[field].headings, ...fieldTable[field].aliases]) {
      expect([name, owner.get(headingKey(name)) ?? field]).toEqual([name, field]);
      owner.set(headingKey(name), field);
    }
});

const own = { 交易卡号: "6222021234567890123", 交易账号: "1202021234567", 交易时间: "2024-03-05 14:03:22" };
const money = { 交易金额: "1,234.50", 交易余额: "5000", 收付标志: "出", 交易对手账卡号: "6217001111222233334" };

test.each(["control-export-a", "control-export-b", "control-export-c"])(
  "%s: both sides, amount, status",
  async (id) => {
    const reading = await read(id, {
      ...own,
      ...money,
      账户开户名称: "张三",
      交易方户名: "张三",
      交易户名: "张三",
      对手户名: "李四",
      交易是否成功: "1",
      交易流水号: "S1",
      日志号: "L1",
      MAC地址: "356938035643809",
    });
    expect(brief(reading)).toEqual([
      "2024-03-05 14:03:22 123450 out 6222021234567890123 6217001111222233334 ok 500000",
    ]);
    const [row] = reading.rows;
    expect([row?.own.account, row?.own.name, row?.other.name, row?.serial, row?.logNo, row?.channel.mac]).toEqual([
      "1202021234567",
      "张三",
      "李四",
      "S1",
      "L1",
      "356938035643809",
    ]);
  },
);

test("control-export-split: date and time are halves, account and card of the counterparty stand apart", async () => {
  const reading = await read("control-export-split", {
    交易账卡号: "6222021234567890123",
    交易日期: "2020/1/2",
    交易时间: "94951",
    交易金额: "10",
    收付标志: "C",
    对手账号: "1202029999999",
    对手卡号: "6217001111222233334",
  });
  expect(brief(reading)).toEqual(["2020-01-02 09:49:51 1000 in 6222021234567890123 6217001111222233334 unknown "]);
  expect(reading.rows[0]?.other.account).toBe("1202029999999");
});

test("queried-account", async () => {
  const reading = await read("queried-account", {
    查询账号: "1202021234567",
    对方账号卡号: "6217001111222233334",
    对方账号姓名: "李四",
    金额: "88.8",
    借贷标志: "贷",
    交易结果: "成功",
    交易时间: "20240305140322",
  });
  expect(brief(reading)).toEqual(["2024-03-05 14:03:22 8880 in 1202021234567 6217001111222233334 ok "]);
});

test("merchants-bank-statement: the direction heading carries its own legend", async () => {
  const reading = await read("merchants-bank-statement", {
    交易日期: "20240305",
    交易时间: "140322",
    交易卡号: "6225881234567890",
    "交易方向(D:借|C:贷)": "D",
    交易金额: "5",
    联机余额: "7",
    对方帐号: "1202029999999",
  });
  expect(brief(reading)).toEqual(["2024-03-05 14:03:22 500 out 6225881234567890 1202029999999 unknown 700"]);
});

test("credit-card-bill: spending is positive; the posted amount is kept in the remark", async () => {
  const reading = await read(
    "credit-card-bill",
    {
      交易日期: "2024-03-05",
      交易描述: "超市",
      交易金额: "12.00",
      交易货币: "美元",
      入账金额: "86.40",
      入账货币: "CNY",
    },
    { 交易日期: "2024-03-06", 交易描述: "还款", 交易金额: "-100.00", 交易货币: "CNY" },
  );
  expect(reading.rows.map((row) => [row.amountMinor, row.direction, row.currency, row.remark])).toEqual([
    [1200, "out", "USD", "入账金额: 86.40; 入账货币: CNY"],
    [10000, "in", "CNY", ""],
  ]);
});

test("bank-slip: the amount's sign is the direction", async () => {
  const slip = {
    记账日期: "2024-03-05",
    记账时间: "14:03:22",
    币别: "人民币",
    余额: "9",
    "对方卡号/账号": "6217001111222233334",
  };
  const reading = await read("bank-slip", { ...slip, 金额: "-3" }, { ...slip, 金额: "3" });
  expect(reading.rows.map((row) => [row.direction, row.amountMinor, row.other.account])).toEqual([
    ["out", 300, "6217001111222233334"],
    ["in", 300, "6217001111222233334"],
  ]);
});

test.each(["tenpay-trades", "tenpay-trades-bank"])("%s: amounts in 分, doubled headings by position", async (id) => {
  const reading = await read(id, {
    用户ID: "wxid_abc_1",
    交易单号: "T1",
    大单号: "B1",
    借贷类型: "出",
    交易时间: "2024-03-05 14:03:22",
    "交易金额(分)": "12345",
    "账户余额(分)": "100",
    用户银行卡号: "6222021234567890123",
    "第三方账户名称#2": "别人",
    对手方ID: "",
    对手方银行卡号: "6217001111222233334",
    对手侧账户名称: "李四",
    对手方接收时间: "2024-03-05 14:03:25",
    "对手方接收金额(分)": "12345",
  });
  expect(brief(reading)).toEqual(["2024-03-05 14:03:22 12345 out wxid_abc_1 6217001111222233334 unknown 100"]);
  expect(reading.rows[0]?.remark).toContain("对手方接收时间: 2024-03-05 14:03:25");
  expect(reading.rows[0]?.own.card).toBe("");
});

test("payment-summary: on 入 the payee is the queried subject, on 出 the payer", async () => {
  const summary = {
    交易时间: "2024-03-05 14:03:22",
    交易金额: "1",
    收款方的支付帐号: "payee88",
    付款方的支付帐号: "payer99",
  };
  const reading = await read(
    "payment-summary",
    { ...summary, 交易主体的出入账标识: "入" },
    { ...summary, 交易主体的出入账标识: "出" },
  );
  expect(reading.rows.map((row) => [row.own.account, row.other.account, row.direction])).toEqual([
    ["payee88", "payer99", "in"],
    ["payer99", "payee88", "out"],
  ]);
});

test("wechat-consumer: types decide where the flag is /, moves inside the wallet stay unknown", async () => {
  const bill = { 交易时间: "2024-03-05 14:03:22", "金额(元)": "¥1.00", "收/支": "/", 当前状态: "支付成功" };
  const types = ["零钱提现", "零钱充值", "零钱通转出-到零钱", "转入零钱通-来自工商银行(9876)", "别的"];
  const reading = await read("wechat-consumer", ...types.map((交易类型) => ({ ...bill, 交易类型 })));
  expect(reading.rows.map((row) => row.direction)).toEqual(["out", "in", "unknown", "in", "unknown"]);
  expect(reading.rows.map((row) => flagsOf(row).includes("direction-from-type"))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
});

test("alipay-account-detail: number and name come out of 用户信息", async () => {
  const reading = await read("alipay-account-detail", {
    交易号: "A1",
    交易创建时间: "2024-03-05 14:03:22",
    用户信息: "2088001234567890(张三)",
    交易对方信息: "2088009876543210(李四)",
    "金额（元）": "20.00",
    "收/支": "支出",
    交易状态: "交易成功",
    对应的协查数据: "13800000000",
  });
  expect(brief(reading)).toEqual(["2024-03-05 14:03:22 2000 out 2088001234567890 2088009876543210 ok "]);
  expect(reading.rows[0]?.own.name).toBe("张三");
  expect(reading.rows[0]?.other.name).toBe("李四");
});

test("alipay-transfer-detail: no direction column, so the queried subject's side decides", async () => {
  const transfer = { 到账时间: "2024-03-05 14:03:22", "转账金额（元）": "9.9" };
  const [a, b, c] = ["2088001111111111", "2088002222222222", "2088003333333333"];
  const reading = await read(
    "alipay-transfer-detail",
    { ...transfer, 付款方支付宝账号: a, 收款方支付宝账号: b, 对应的协查数据: b },
    { ...transfer, 付款方支付宝账号: a, 收款方支付宝账号: c, 对应的协查数据: a },
    { ...transfer, 付款方支付宝账号: b, 收款方支付宝账号: c, 对应的协查数据: "" },
  );
  expect(reading.rows.map((row) => [row.own.account, row.direction, flagsOf(row).includes("own-unstated")])).toEqual([
    [b, "in", false],
    [a, "out", false],
    [b, "out", true],
  ]);
});

test("alipay-trade-record: buyer pays seller; both spellings of success", async () => {
  const trade = {
    买家用户id: "2088001111111111",
    卖家用户id: "2088002222222222",
    "交易金额（元）": "1",
    创建时间: "2024-03-05 14:03:22",
  };
  const reading = await read(
    "alipay-trade-record",
    { ...trade, 交易状态: "TRADE_SUCCESS", 对应的协查数据: "2088002222222222" },
    { ...trade, 交易状态: "交易成功", 对应的协查数据: "2088001111111111" },
  );
  expect(reading.rows.map((row) => [row.own.account, row.direction, row.status])).toEqual([
    ["2088002222222222", "in", "ok"],
    ["2088001111111111", "out", "ok"],
  ]);
});

test("alipay-withdrawal: out of the wallet to the member's bank account", async () => {
  const reading = await read("alipay-withdrawal", {
    支付宝用户id: "2088001111111111",
    会员银行账号: "6222021234567890123",
    申请日期和时间: "2024-03-05 14:03:22",
    "提现金额（元）": "500",
    交易状态: "成功",
    失败原因: "",
  });
  expect(brief(reading)).toEqual(["2024-03-05 14:03:22 50000 out 2088001111111111 6222021234567890123 ok "]);
});

test.each(["alipay-consumer-old", "alipay-consumer"])(
  "%s: closed means failed only where nothing was paid",
  async (id) => {
    const bill = { 交易时间: "2024-03-05 14:03:22", 付款时间: "2024-03-05 14:03:22", 金额: "1", "金额（元）": "1" };
    const reading = await read(
      id,
      { ...bill, "收/支": "支出", 交易状态: "交易关闭" },
      { ...bill, "收/支": "不计收支", 交易状态: "交易关闭" },
      { ...bill, "收/支": "收入", 交易状态: "交易成功" },
    );
    expect(reading.rows.map((row) => [row.direction, row.status])).toEqual([
      ["out", "unknown"],
      ["unknown", "failed"],
      ["in", "ok"],
    ]);
  },
);

test("plain-transfers: English and Chinese headings say the same", async () => {
  const english = await read("plain-transfers", {
    id: "t2",
    at: "2024-03-05 14:03:22.250",
    payer: "A1",
    payee: "B2",
    amount: "0.5",
    status: "failed",
    reverses: "t1",
    reference: "R",
    payer_balance: "1",
    payee_balance: "2",
    currency: "USD",
    channel: "app",
  });
  const chinese = await read("plain-transfers-zh", {
    编号: "t2",
    时间: "2024-03-05 14:03:22.250",
    付款账号: "A1",
    收款账号: "B2",
    金额: "0.5",
    状态: "失败",
    冲正原编号: "t1",
    流水号: "R",
    付款方余额: "1",
    收款方余额: "2",
    币种: "美元",
    渠道: "app",
  });
  expect(chinese.rows).toEqual(english.rows);
  const [row] = english.rows;
  expect([row?.serial, row?.orderNo, row?.reversesSerial, row?.otherBalanceMinor]).toEqual(["t2", "R", "t1", 200]);
  expect(brief(english)).toEqual(["2024-03-05 14:03:22.250 50 out A1 B2 failed 100"]);
});

test("a file of somebody else's making is mapped by hand, days counted from one", async () => {
  const grid = [
    ["TXN_ID", "ACCOUNT_ID", "COUNTER_PARTY_ACCOUNT_NUM", "TXN_AMOUNT_ORIG", "start"],
    ["2", "15", "25", "125.05", "1"],
  ];
  const columns = { payer: "ACCOUNT_ID", payee: "COUNTER_PARTY_ACCOUNT_NUM", amount: "TXN_AMOUNT_ORIG", time: "start" };
  const reading = await readGrid("tx.csv", grid, { layout: null, columns, saved: [] });
  expect(brief(reading)).toEqual(["1970-01-02 12505 out 15 25 unknown "]);
  const saved = [{ bank: "AMLSim", layout: "plain-transfers", headings: columns }];
  const again = await readGrid("tx.csv", grid, { layout: null, columns: {}, saved });
  expect(again.rows).toEqual(reading.rows);
  expect(again.report.sheets[0]?.layoutWhy).toContain("saved for AMLSim");
});

const holderTables: readonly (readonly [string, Cells, Cells])[] = [
  [
    "account-information",
    { 账户开户名称: "张三", 交易卡号: "6222021234567890123", 交易账号: "1202021234567", 账号开户银行: "工商银行" },
    { card: "6222021234567890123", account: "1202021234567", holderName: "张三", bank: "工商银行" },
  ],
  [
    "account-information-long",
    { 账户开户名称: "张三", 交易账号: "1202021234567", 联系电话: "13800000000", 销户日期: "20240101" },
    { account: "1202021234567", phone: "13800000000", closedText: "20240101" },
  ],
  [
    "merchants-bank-customers",
    { 客户姓名: "张三", 户口号: "6225881234567", 开户日期: "20200101" },
    { holderName: "张三", account: "6225881234567", openedText: "20200101" },
  ],
  ["person-information", { 客户名称: "张三", 证照号码: "110101" }, { holderName: "张三", idNo: "110101" }],
  [
    "person-information-long",
    { 客户名称: "张三", 联系电话: "138", 联系手机: "139" },
    { holderName: "张三", phone: "138" },
  ],
  ["person-contact", { 开户名称: "张三", 证照号码: "110101", 联系电话: "138" }, { holderName: "张三", phone: "138" }],
  ["person-address", { 开户名称: "张三", 证照号码: "110101", 住宅地址: "某街" }, { holderName: "张三" }],
  [
    "sub-account",
    { 开户账号: "1202021234567", 子账户账号: "00001", 账户状态: "正常" },
    { account: "1202021234567", state: "正常" },
  ],
  [
    "measure",
    { 账号: "1202021234567", 冻结措施类型: "冻结", 冻结开始日期: "20240101" },
    { account: "1202021234567", state: "冻结", openedText: "20240101" },
  ],
  [
    "right",
    { 账号: "1202021234567", 权利类型: "质押权", 权利人: "李四" },
    { account: "1202021234567", state: "质押权", holderName: "李四" },
  ],
  [
    "task",
    { 任务流水号: "1", 账卡号: "6222021234567890123", 反馈结果: "查询失败" },
    { card: "6222021234567890123", state: "查询失败" },
  ],
  [
    "tenpay-registration",
    { 账号: "wxid_a", 注册姓名: "张三", 绑定手机: "138", 银行账号: "6222021234567890123" },
    { account: "wxid_a", card: "", holderName: "张三", phone: "138" },
  ],
  [
    "alipay-registration",
    { 用户ID: "2088001111111111", 账户名称: "张三", 绑定银行卡: "借记卡:CCB:6217;" },
    { account: "2088001111111111", card: "", holderName: "张三" },
  ],
];

test.each(holderTables)("%s: a record about a holder, never a transfer", async (id, cells, wanted) => {
  const reading = await read(id, cells);
  expect(reading.rows).toEqual([]);
  expect(reading.holders).toMatchObject([{ ...wanted, table: layoutOf(id).table }]);
  expect(reading.report.sheets[0]?.setAside.record).toBe(1);
});

test("alipay-login-log: rows are records of something else", async () => {
  const reading = await read("alipay-login-log", {
    登陆账号: "a",
    支付宝用户ID: "2088001111111111",
    客户端ip: "1.2.3.4",
  });
  expect(reading.report.sheets[0]?.setAside.record).toBe(1);
});

test("wechat-registration: lines of key: value are one record", async () => {
  const lines = ["微信号: wxid_a", "别名: 小张", "昵称: 张", "当前绑定手机号: 13800000000", "注册时间: 2015-01-01"];
  const reading = await readGrid(
    "regInfobasicInfo.txt",
    lines.map((line) => [line]),
  );
  expect(reading.holders).toMatchObject([{ account: "wxid_a", phone: "13800000000", openedText: "2015-01-01" }]);
  expect(reading.report.sheets[0]?.layout).toBe("wechat-registration");
  expect(unaccounted(reading)).toEqual([]);
});

test("rights under headings of their own are taken as found, by the file's name", async () => {
  const reading = await readGrid("某银行共有权优先权.csv", [
    ["账户", "权利种类", "共有人"],
    ["1202021234567", "共有权", "李四"],
  ]);
  expect(reading.holders).toMatchObject([{ table: "right", cells: { 账户: "1202021234567", 共有人: "李四" } }]);
});
