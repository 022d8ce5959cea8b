import { expect, test } from "vitest";
import { flagsOf, type IntakeReading, noOptions, readGrid, unaccounted } from "../../test/generators/intake-reading.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { readingFingerprint } from "./reading-options.ts";

function decisions({ report }: IntakeReading): Readonly<Record<string, string>> {
  return Object.fromEntries((report.sheets[0]?.columns ?? []).map((one) => [one.heading, `${one.field} ${one.how}`]));
}

const day = ["2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-09"];

test("rule 1: likeness counts only when the values fit", async () => {
  const fitting = await readGrid("a.csv", [
    ["交易时间", "交易金额", "借贷标识位", "对方的账号"],
    ...day.map((at) => [at, "1", "借", "6217001111222233334"]),
  ]);
  expect(decisions(fitting)).toMatchObject({ 借贷标识位: "direction similar", 对方的账号: "otherNumber similar" });
  const not = await readGrid("a.csv", [
    ["交易时间", "交易金额", "借贷标识位", "对方的账号"],
    ...day.map((at) => [at, "1", "甲", "李四"]),
  ]);
  expect(decisions(not)).toMatchObject({ 借贷标识位: " unmapped" });
  expect(decisions(not)["对方的账号"]).not.toBe("otherNumber similar");
});

test("rule 1: an alias whose values are plainly something else is not believed, and says why", async () => {
  const reading = await readGrid("a.csv", [
    ["日期", "金额", "账户", "户名"],
    ...day.map((at) => [at, "1", "活期", "张三"]),
  ]);
  expect(decisions(reading)["账户"]).toBe(" unmapped");
  expect(reading.report.sheets[0]?.columns[2]?.why).toContain("ownCard");
});

test("rule 2: a heading is never found by what it contains", async () => {
  const reading = await readGrid("a.csv", [
    ["交易时间", "交易金额", "摘要", "上一笔交易金额合计备查说明"],
    ["2024-03-05", "1", "x", "99"],
  ]);
  expect(decisions(reading)["上一笔交易金额合计备查说明"]).toBe(" unmapped");
});

test("rule 5: a date and a time of day are halves; two full times are two names", async () => {
  const halves = await readGrid("a.csv", [
    ["记账日期", "交易日期", "交易时间", "金额"],
    ["2024-03-06", "2024-03-05", "14:03:22", "1"],
  ]);
  expect(decisions(halves)).toMatchObject({ 交易日期: "date alias", 交易时间: "clock exact", 记账日期: "time alias" });
  expect(halves.rows[0]?.timeText).toBe("2024-03-05 14:03:22");
  const names = await readGrid("a.csv", [
    ["交易日期", "交易时间", "金额"],
    ["2024-03-05", "2024-03-05 14:03:22", "1"],
  ]);
  expect(decisions(names)).toMatchObject({ 交易日期: "time second-choice", 交易时间: "time exact" });
});

test("rule 6: of two columns for one field the exact one is kept, else the fuller", async () => {
  const exact = await readGrid("a.csv", [
    ["时间", "金额", "交易金额", "摘要"],
    ["2024-03-05", "1", "2", "x"],
  ]);
  expect(exact.rows[0]?.amountMinor).toBe(200);
  const fuller = await readGrid("a.csv", [
    ["日期", "金额", "用途", "摘要"],
    ["2024-03-05", "1", "", "x"],
    ["2024-03-05", "1", "", "y"],
  ]);
  expect(decisions(fuller)).toMatchObject({ 摘要: "summary alias", 用途: "summary second-choice" });
});

test("rule 7: pinyin abbreviations are extra headings", async () => {
  const reading = await readGrid("a.csv", [
    ["ajlbdm", "asjbh", "交易时间", "交易金额", "收付标志", "sszrmby"],
    ["1", "2", "2024-03-05", "1", "出", "9"],
  ]);
  expect(decisions(reading)).toMatchObject({ ajlbdm: " unmapped", asjbh: " unmapped", sszrmby: " unmapped" });
  expect(reading.rows).toHaveLength(1);
});

test("the unit that a heading states is the amount's", async () => {
  const reading = await readGrid("a.csv", [
    ["日期", "交易金额(万元)", "账户余额（分）", "摘要"],
    ["2024-03-05", "1.5", "123", "x"],
  ]);
  expect(reading.rows[0]).toMatchObject({ amountMinor: 1_500_000, ownBalanceMinor: 123 });
});

test("--layout and --map overrule, under English names and Chinese headings alike", async () => {
  const grid = [
    ["甲", "乙", "丙"],
    ["2024-03-05", "1", "D"],
  ];
  for (const columns of [
    { time: "甲", amount: "乙", direction: "丙" },
    { 交易时间: "甲", 交易金额: "乙", 收付标志: "丙" },
  ]) {
    const reading = await readGrid("a.csv", grid, { ...noOptions, columns });
    expect(reading.rows.map((row) => [row.amountMinor, row.direction])).toEqual([[100, "out"]]);
    expect(decisions(reading)).toEqual({ 甲: "time asked", 乙: "amount asked", 丙: "direction asked" });
  }
  const asked = await readGrid(
    "a.csv",
    [
      ["日期", "金额", "摘要"],
      ["20240305", "5", "x"],
    ],
    {
      ...noOptions,
      layout: "credit-card-bill",
    },
  );
  expect(asked.rows[0]?.direction).toBe("out");
  expect(asked.report.sheets[0]?.layoutWhy).toContain("asked for");
});

test("unknown names are asked wrongly, and the answer lists what there is", async () => {
  const grid = [
    ["日期", "金额", "摘要"],
    ["20240305", "5", "x"],
  ];
  const ask = async (options: object): Promise<unknown> =>
    await readGrid("a.csv", grid, { ...noOptions, ...options }).catch((error: unknown) => error);
  const cases = [
    [{ layout: "nope" }, "INTAKE_UNKNOWN_LAYOUT", "control-export-a"],
    [{ columns: { nope: "金额" } }, "INTAKE_UNKNOWN_FIELD", "amount"],
    [{ columns: { amount: "没有" } }, "INTAKE_UNKNOWN_HEADING", "摘要"],
  ] as const;
  for (const [options, code, listed] of cases) {
    const error = await ask(options);
    expect(error).toBeInstanceOf(SluiceError);
    if (error instanceof SluiceError)
      expect([error.code, error.kind, error.message.includes(listed)]).toEqual([code, "asked-wrongly", true]);
  }
});

test("the fingerprint changes with the options and with nothing else", () => {
  const one = { layout: null, columns: { time: "a", amount: "b" }, saved: [] };
  expect(readingFingerprint({ ...one, columns: { amount: "b", time: "a" } })).toBe(readingFingerprint(one));
  expect(readingFingerprint({ ...one, layout: "bank-slip" })).not.toBe(readingFingerprint(one));
});

test("the file's name proposes, the headings decide, and the report says so", async () => {
  const reading = await readGrid("某行账户信息.csv", [
    ["交易时间", "交易金额", "收付标志"],
    ["20240305", "5", "出"],
  ]);
  expect(reading.rows).toHaveLength(1);
  expect(reading.report.notes.join()).toContain("headings used");
});

test("the bank and the account may stand in the file's name only", async () => {
  const reading = await readGrid("某省农村信用社_6222021234567890123_交易明细.csv", [
    ["交易时间", "交易金额", "收付标志"],
    ["20240305", "5", "出"],
  ]);
  expect(reading.rows[0]?.own).toMatchObject({ account: "6222021234567890123", bank: "某省农村信用社" });
  expect(reading.rows.flatMap(flagsOf)).toEqual(["own-from-file-name"]);
});

test("two statements in one sheet: each row belongs to the account named above it", async () => {
  const headings = ["交易时间", "交易金额", "收付标志", "余额"];
  const reading = await readGrid("a.csv", [
    ["卡号：6222021234567890123", "户名：张三"],
    headings,
    ["20240305", "5", "出", "1"],
    ["卡号：6222029999999999999", "户名：李四", "币种：人民币"],
    headings,
    ["20240305", "6", "进", "2"],
  ]);
  expect(reading.rows.map((row) => [row.own.account, row.own.name])).toEqual([
    ["6222021234567890123", "张三"],
    ["6222029999999999999", "李四"],
  ]);
  expect(unaccounted(reading)).toEqual([]);
});

test("a payer's name beside a payer's account is a name", async () => {
  const reading = await readGrid("a.csv", [
    ["转账时间", "付款人", "付款人账号", "收款人", "收款人账号", "金额"],
    ["2024-03-05 14:03", "张三", "6217001111222233334", "李四", "6217001111222255556", "1"],
  ]);
  expect(reading.rows[0]).toMatchObject({
    own: { name: "张三", account: "6217001111222233334" },
    other: { name: "李四" },
  });
});
