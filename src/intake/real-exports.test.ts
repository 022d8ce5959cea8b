import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { type IntakeReading, readBytes, unaccounted } from "../../test/generators/intake-reading.ts";
import { formatChinaTime } from "../flows/china-time.ts";

/** line, time, 分, direction, own balance, status, counterparty name, counterparty number: as a person reads the file. */
type Expected = readonly [number, string, number, string, number | null, string, string, string];

async function readReal(file: string): Promise<IntakeReading> {
  return await readBytes(file, await readFile(new URL(`../../test/fixtures/real/${file}`, import.meta.url)));
}

function seen({ rows }: IntakeReading): readonly Expected[] {
  return rows.map((row) => [
    row.place.row,
    formatChinaTime(row.atMs, row.precision),
    row.amountMinor,
    row.direction,
    row.ownBalanceMinor,
    row.status,
    row.other.name,
    row.other.account,
  ]);
}

function kinds({ report }: IntakeReading): Readonly<Record<string, number>> {
  const sheet = report.sheets[0];
  const filled = Object.entries(sheet?.setAside ?? {}).filter(([, count]) => count > 0);
  return { rows: sheet?.rows ?? 0, accepted: sheet?.accepted ?? 0, ...Object.fromEntries(filled) };
}

const abcRows: readonly Expected[] = [
  [2, "2024-01-01 12:34:56", 1000000, "in", 1100000, "unknown", "哈哈", ""],
  [3, "2024-01-02 13:23:24", 1000, "out", 1100000, "unknown", "微信支付北京一卡通", ""],
  [4, "2024-01-03", 1234589, "out", 194312, "unknown", "12341234123412341", ""],
  [5, "2024-01-04", 1, "in", 12335, "unknown", "", ""],
  [6, "2024-01-04", 0, "in", 12335, "unknown", "", ""],
];
const icbcRows: readonly Expected[] = [
  [8, "2023-05-02", 1340, "out", null, "unknown", "深圳市财付通支付科技有限公司", ""],
  [9, "2023-04-25", 123456, "out", null, "unknown", "张三", ""],
  [10, "2023-04-22", 123456, "in", null, "unknown", "李四", ""],
  [11, "2023-04-20", 123456, "out", null, "unknown", "银联无卡支付业务((特约)掌上生活还款)", ""],
  [12, "2023-04-14", 123456, "in", null, "unknown", "ABC公司", ""],
  [13, "2023-04-14", 50000, "out", null, "unknown", "王五", ""],
  [14, "2023-02-28", 34158, "in", null, "unknown", "支付宝（中国）网络技术有限公司", ""],
  [15, "2023-02-20", 123456, "out", null, "unknown", "张三", ""],
  [16, "2023-02-10", 3000, "in", null, "unknown", "总行信用卡合伙人", ""],
  [17, "2023-02-09", 2400, "out", null, "unknown", "深圳市财付通支付科技有限公司", ""],
  [18, "2023-02-08", 104, "in", null, "unknown", "深圳市财付通支付科技有限公司", ""],
];
const bocRows: readonly Expected[] = [
  [3, "2025-08-22 17:57:17", 7189, "out", 324028, "unknown", "张三", "6226******5669"],
  [4, "2025-08-22 12:24:20", 32600, "out", 331217, "unknown", "支付宝-李四", "Z200******010N"],
  [5, "2025-08-22 12:23:04", 5000, "in", 363817, "unknown", "支付宝-李四", "8000******1303"],
  [6, "2025-08-22 12:22:50", 5000, "out", 358817, "unknown", "支付宝-李四", "Z200******010N"],
  [7, "2025-08-19 10:52:29", 6000, "out", 363817, "unknown", "支付宝-郑六", "Z200******010N"],
  [8, "2025-08-14 13:43:29", 20680, "out", 369817, "unknown", "张三", "6222******4664"],
  [9, "2025-08-14 13:43:07", 6814, "out", 390497, "unknown", "张三", "6225******4294"],
  [10, "2025-08-12 16:49:29", 260000, "out", 397311, "unknown", "上海十企业管理顾问有限公司", "3101******6787"],
  [11, "2025-08-09 18:35:45", 1350, "out", 657311, "unknown", "支付宝", "Z200******010N"],
  [12, "2025-08-07 08:07:59", 1548, "out", 658661, "unknown", "支付宝-李一", "4888******N"],
  [13, "2025-08-06 19:06:14", 1600, "out", 660209, "unknown", "支付宝-朱二慈", "4888******N"],
  [14, "2025-08-05 16:00:44", 577100, "in", 661809, "unknown", "美金数据有限公司", "4520******1924"],
  [15, "2025-08-04 16:11:00", 276959, "out", 84709, "unknown", "张三", "6226******5669"],
  [16, "2025-08-04 16:10:21", 300000, "in", 361668, "unknown", "支付宝-张三", "2088******0156"],
  [17, "2025-08-03 16:46:40", 19690, "out", 61668, "unknown", "支付宝-朱十琦", "Z200******010N"],
  [18, "2025-08-01 08:57:22", 300000, "out", 81358, "unknown", "张林", "6205******2260"],
  [19, "2025-08-01 08:57:00", 100000, "in", 381358, "unknown", "张三", "6222******0258"],
];
const ccbRows: readonly Expected[] = [
  [7, "2025-01-01 18:53:19", 6700, "out", 217691, "unknown", "中***融科技有限公司", "20883313166*****0156"],
  [8, "2025-01-02 19:12:59", 1678, "out", 216013, "unknown", "**微超", "2088131*****0121"],
  [9, "2025-01-02 21:43:48", 2000, "out", 214013, "unknown", "高***技术有限公司", "20880216448*****0156"],
  [10, "2025-01-05 17:12:28", 51502, "out", 157911, "unknown", "中***网络有限公司", "802080*****0015"],
  [11, "2025-01-06 09:36:05", 1806, "out", 156105, "unknown", "高***技术有限公司", "20880216448*****0156"],
  [12, "2025-01-06 12:03:39", 6640, "out", 149465, "unknown", "**微超", "2088131*****0121"],
];
const alipayRows: readonly Expected[] = [
  [26, "2023-02-12 21:32:14", 4974, "out", null, "ok", "xxxxxxxxxxxx", ""],
  [27, "2023-02-08 14:16:52", 2000, "out", null, "ok", "x4***6", "rim***@qq.com"],
  [28, "2023-02-04 18:21:04", 1603, "in", null, "ok", "xxxxxxx", ""],
  [29, "2023-02-02 15:24:35", 9934, "unknown", null, "ok", "蚂蚁财富-蚂蚁（杭州）基金销售有限公司", ""],
  [30, "2023-01-18 10:17:29", 22222850, "in", null, "ok", "xxxx", "xxx***@163.com"],
  [31, "2023-01-10 13:10:16", 8200, "unknown", null, "failed", "xxxx", ""],
  [32, "2023-01-09 18:22:28", 5000, "in", null, "ok", "一卡通", "fin***@jieyisoft.com"],
  [33, "2023-01-09 18:21:50", 5000, "out", null, "unknown", "一卡通", "fin***@jieyisoft.com"],
  [34, "2023-07-10 13:10:16", 990, "out", null, "ok", "xxxx", ""],
  [35, "2023-07-10 13:20:16", 8200, "out", null, "ok", "xxxx", ""],
];
const wechatRows: readonly Expected[] = [
  [18, "2019-09-26 12:45:27", 2816, "out", null, "ok", "云膳过桥米线(传奇广场店)", ""],
  [19, "2019-09-24 10:10:11", 35, "in", null, "ok", "同性好友", ""],
  [20, "2021-01-17 18:03:35", 1200, "out", null, "ok", "某餐厅", ""],
  [21, "2021-01-22 12:34:56", 50000, "out", null, "ok", "房东", ""],
  [22, "2020-11-27 19:29:00", 2300, "in", null, "ok", "用户A", ""],
  [23, "2021-01-17 10:07:31", 200000, "in", null, "ok", "", ""],
  [24, "2021-07-15 16:29:37", 10010, "out", null, "ok", "招商银行()", ""],
  [25, "2021-07-14 22:18:10", 1010, "out", null, "ok", "招商银行()", ""],
  [26, "2021-07-11 14:17:52", 100110, "out", null, "ok", "招商银行()", ""],
  [27, "2017-10-20 18:36:44", 54858, "out", null, "ok", "建设银行信用卡还款", ""],
  [28, "2020-02-14 01:32:14", 1000000, "out", null, "ok", "理财通", ""],
  [29, "2020-02-14 01:24:33", 300000, "out", null, "ok", "理财通", ""],
  [30, "2020-02-14 01:19:39", 263478, "unknown", null, "ok", "", ""],
  [31, "2020-02-14 01:20:00", 123, "unknown", null, "ok", "", ""],
  [32, "2020-07-06 14:54:38", 550500, "out", null, "ok", "", ""],
  [33, "2019-04-16 10:28:55", 130000, "in", null, "ok", "工商银行(9876)", ""],
  [34, "2021-10-19 16:08:00", 224346, "out", null, "ok", "哈哈", ""],
  [35, "2021-12-15 00:06:35", 1200, "out", null, "ok", "某餐厅", ""],
  [36, "2021-12-15 23:51:35", 1200, "out", null, "ok", "某餐厅", ""],
  [37, "2021-07-18 10:48:09", 7, "in", null, "ok", '打开拼多多，点击底部"多多视频"', ""],
  [38, "2022-07-18 10:48:09", 7, "in", null, "ok", '测试时间戳，点击底部"多多视频"', ""],
  [39, "2022-09-24 02:24:20", 3699, "out", null, "ok", "YingDev", ""],
  [40, "2023-06-23 11:01:51", 500, "in", null, "ok", "赞赏作者的收款_20230623", ""],
  [41, "2023-07-09 13:25:22", 990, "out", null, "ok", "美团平台商户", ""],
  [42, "2023-07-09 13:30:22", 5000, "out", null, "ok", "美团平台商户", ""],
  [43, "2024-06-07 23:40:27", 1, "out", null, "ok", "腾讯公益慈善基金会", ""],
  [44, "2024-06-07 23:40:27", 1, "out", null, "ok", "测试", ""],
];

test("Agricultural Bank: no preamble, date and bare time apart, signed amounts: every row read as it stands", async () => {
  const reading = await readReal("abc_debit/example-abc_debit-records.csv");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["other-statement"]);
  expect(kinds(reading)).toEqual({ rows: 6, accepted: 5, heading: 1 });
  expect(seen(reading)).toEqual(abcRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("ICBC: preamble, paired columns of which one pair is empty, balances masked, a total below: every row read as it stands", async () => {
  const reading = await readReal("icbc/example-icbc-debit-v1-records.csv");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["other-statement"]);
  expect(kinds(reading)).toEqual({ rows: 20, accepted: 11, blank: 4, title: 3, heading: 1, total: 1 });
  expect(seen(reading)).toEqual(icbcRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("Bank of China: a slip with masked numbers: every row read as it stands", async () => {
  const reading = await readReal("boc/example-boc-records.csv");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["bank-slip"]);
  expect(kinds(reading)).toEqual({ rows: 19, accepted: 17, title: 1, heading: 1 });
  expect(seen(reading)).toEqual(bocRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("CCB: a true old xls with a preamble and a footer: every row read as it stands", async () => {
  const reading = await readReal("ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["other-statement"]);
  expect(kinds(reading)).toEqual({ rows: 13, accepted: 6, blank: 1, title: 5, heading: 1 });
  expect(seen(reading)).toEqual(ccbRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("Alipay: GB18030, a heading at line 25: every row read as it stands", async () => {
  const reading = await readReal("alipay/example-alipay-records.csv");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["alipay-consumer"]);
  expect(kinds(reading)).toEqual({ rows: 35, accepted: 10, blank: 2, title: 22, heading: 1 });
  expect(seen(reading)).toEqual(alipayRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("WeChat Pay: a heading at line 17, neither-in-nor-out rows: every row read as it stands", async () => {
  const reading = await readReal("wechat/example-wechat-records.csv");
  expect(reading.report.error).toBeNull();
  expect(reading.report.sheets.map((sheet) => sheet.layout)).toEqual(["wechat-consumer"]);
  expect(kinds(reading)).toEqual({ rows: 44, accepted: 27, blank: 2, title: 14, heading: 1 });
  expect(seen(reading)).toEqual(wechatRows);
  expect(unaccounted(reading)).toEqual([]);
});

test("whose statement it is comes from the preamble, from the rows, or is marked as not stated", async () => {
  const own = async (file: string) => (await readReal(file)).rows[0]?.own;
  expect((await own("icbc/example-icbc-debit-v1-records.csv"))?.account).toBe("1234****9876");
  expect((await own("ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls"))?.account).toBe("xxxxx*********xxxx");
  expect((await own("alipay/example-alipay-records.csv"))?.account).toBe("xx@gmail.com");
  expect((await own("wechat/example-wechat-records.csv"))?.account).toBe("微信:测试");
  expect((await own("boc/example-boc-records.csv"))?.card).toBe("3167");
  expect((await own("abc_debit/example-abc_debit-records.csv"))?.account).toMatch(/^unstated-[0-9a-f]{16}$/);
});
