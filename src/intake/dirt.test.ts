import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../../test/generators/any-text.ts";
import { flagsOf, type IntakeReading, noOptions, readGrid, unaccounted } from "../../test/generators/intake-reading.ts";
import { controlExportA } from "./layouts/control-export.ts";
import { rejectReasons } from "./reject-reasons.ts";

const usual: Readonly<Record<string, string>> = {
  交易卡号: "6222021234567890123",
  交易时间: "2024-03-05 14:03:22",
  交易金额: "10.00",
  收付标志: "出",
  交易对手账卡号: "6217001111222233334",
  交易是否成功: "成功",
};

/** Variant A with rows that differ from a usual one as given. */
async function read(...rows: readonly Readonly<Record<string, string>>[]): Promise<IntakeReading> {
  const grid = rows.map((row) => controlExportA.headings.map((heading) => ({ ...usual, ...row })[heading] ?? ""));
  const reading = await readGrid("交易明细信息.csv", [[...controlExportA.headings], ...grid]);
  expect(unaccounted(reading)).toEqual([]);
  return reading;
}

async function readOne(row: Readonly<Record<string, string>>) {
  const { rows, setAside } = await read(row);
  expect(setAside.filter((one) => one.kind !== "heading")).toEqual([]);
  const first = rows[0];
  if (first === undefined) throw new Error("no row was read");
  return first;
}

describe("section 11 of the formats document, row by row", () => {
  test("tabs, BOM, U+3000, U+00A0, control characters, a leading | and spaces in headings and cells", async () => {
    const headings = controlExportA.headings.map((heading, at) =>
      at === 0 ? `\ufeff| ${heading}\t` : `\u3000${heading.slice(0, 2)} \u00a0${heading.slice(2)}\u0007`,
    );
    const cells = controlExportA.headings.map((heading) => `\t\u3000${usual[heading] ?? ""}\u00a0 \u0001`);
    const reading = await readGrid("a.csv", [headings, cells]);
    expect(reading.report.sheets[0]?.layout).toBe("control-export-a");
    expect(reading.rows[0]).toMatchObject({ amountMinor: 1000, direction: "out", own: { card: usual["交易卡号"] } });
    expect(reading.setAside.map((row) => row.cells)).toContainEqual(headings);
  });

  test.each(["nan", "None", "NaT", "-", "null", "--", "NULL"])("%s is missing", async (word) => {
    const row = await readOne({ 对手户名: word, 交易余额: word, IP地址: word, 交易对手账卡号: word });
    expect([row.other.name, row.ownBalanceMinor, row.channel.ip, row.other.account]).toEqual(["", null, "", ""]);
    expect(flagsOf(row)).toEqual([]);
  });

  test("a lone - in a direction column means 出", async () => {
    expect((await readOne({ 收付标志: "-" })).direction).toBe("out");
  });

  test("a card number in E-notation is flagged and never repaired", async () => {
    const row = await readOne({ 交易卡号: "6.22202E+18", 交易对手账卡号: "6.21E+18" });
    expect([row.own.card, row.other.account]).toEqual(["6.22202E+18", "6.21E+18"]);
    expect(flagsOf(row)).toEqual(["own-number-in-e-notation", "other-number-in-e-notation"]);
  });

  test("a 19-digit number that ends in 0000 is possibly truncated", async () => {
    expect(flagsOf(await readOne({ 交易卡号: "6222021234567890000" }))).toEqual(["number-possibly-truncated"]);
  });

  test("a suffix behind _ or - is the sub-account", async () => {
    const row = await readOne({ 交易卡号: "6222021234567890123_00001", 交易对手账卡号: "1202021234567-02" });
    expect([row.own.card, row.own.subId]).toEqual(["6222021234567890123", "00001"]);
    expect([row.other.account, row.other.subId]).toEqual(["1202021234567", "02"]);
  });

  test("prefixes go by rule, before suffixes; letters of wallet ids stay", async () => {
    const numbers = ["CNY01202021234567", "45-1202021234567", "45-1202021234567-02", "wxid_ab12cd", "2088ab@alipay"];
    const reading = await read(...numbers.map((number) => ({ 交易对手账卡号: number })));
    expect(reading.rows.map((row) => row.other.account)).toEqual([
      "01202021234567",
      "1202021234567",
      "1202021234567",
      "wxid_ab12cd",
      "2088ab@alipay",
    ]);
  });

  test("direction chaos: whole values only, folded by case and width", async () => {
    const out = ["D", "借", "借方", "支出", "转出", "取", "支", "付", "出", "出账", "-", "O", "Ｄ", "o", " 出\t"];
    const into = ["C", "贷", "贷方", "收入", "转入", "存", "入", "收", "进", "入账", "+", "ｃ"];
    const unknown = ["", "0", "1", "收付", "转", "借贷", "未知"];
    const directions = async (words: readonly string[]) =>
      (await read(...words.map((word) => ({ 收付标志: word })))).rows.map((row) => row.direction);
    expect(new Set(await directions(out))).toEqual(new Set(["out"]));
    expect(new Set(await directions(into))).toEqual(new Set(["in"]));
    expect(new Set(await directions(unknown))).toEqual(new Set(["unknown"]));
  });

  test("signs, brackets, ¥, commas: the absolute amount is kept, a sign against the flag is marked", async () => {
    const amounts = ["-10.00", "(10)", "¥10", "10元", "+10.00", "1,000.00"];
    const reading = await read(...amounts.map((amount) => ({ 交易金额: amount })));
    expect(reading.rows.map((row) => row.amountMinor)).toEqual([1000, 1000, 1000, 1000, 1000, 100000]);
    expect(reading.rows.map((row) => flagsOf(row).includes("sign-and-flag-disagree"))).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(flagsOf(await readOne({ 交易金额: "-10", 收付标志: "进" }))).toEqual(["sign-and-flag-disagree"]);
  });

  test("借方 and 贷方 columns: the filled one counts, both filled is rejected", async () => {
    const reading = await readGrid("流水.csv", [
      ["账号", "交易日期", "借方金额", "贷方金额", "余额"],
      ["1202021234567", "2024-03-05", "10", "", "90"],
      ["1202021234567", "2024-03-05", "0.00", "20", "110"],
      ["1202021234567", "2024-03-05", "10", "20", "100"],
    ]);
    expect(reading.rows.map((row) => [row.amountMinor, row.direction])).toEqual([
      [1000, "out"],
      [2000, "in"],
    ]);
    expect(reading.setAside.filter((row) => row.kind === "rejected")).toMatchObject([
      { reason: "both-sides-filled", field: "借方金额", place: { row: 4 } },
    ]);
  });

  test("a row broken at a thousands comma has too many cells and is rejected", async () => {
    const row = controlExportA.headings.map((heading) => usual[heading] ?? "");
    row.splice(5, 1, "1", "020.00");
    const last = [...row.slice(0, -1), "x"];
    const reading = await readGrid("a.csv", [[...controlExportA.headings], [...last, "y"]]);
    expect(reading.setAside[1]).toMatchObject({ kind: "rejected", reason: "row-shifted" });
  });

  test("amount 0.00 is kept and marked", async () => {
    expect(flagsOf(await readOne({ 交易金额: "0.00" }))).toEqual(["zero-amount"]);
  });

  test("success words, the layout's digits, and codes nobody explained", async () => {
    const words = ["成功", "失败", "1", "0", "07", ""];
    const reading = await read(...words.map((word) => ({ 交易是否成功: word })));
    expect(reading.rows.map((row) => row.status)).toEqual(["ok", "failed", "ok", "failed", "unknown", "unknown"]);
    expect(reading.rows.map((row) => flagsOf(row).includes("status-code-unknown"))).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test.each(["冲正", "抹账", "退汇", "撤销"])("%s is reversal wording", async (word) => {
    expect(flagsOf(await readOne({ 摘要说明: word }))).toEqual(["reversal-wording"]);
  });

  test.each(["查询失败", "无记录", "无此记录", "查无此卡"])("feedback %s is no transfer", async (answer) => {
    const reading = await read({ 交易时间: "", 交易金额: "", 收付标志: "", 查询反馈结果原因: answer });
    expect(reading.setAside[1]?.kind).toBe("feedback");
  });

  test("missing counterparties are classed by cash flag, summary and merchant", async () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ 现金标志: "现金" }, "cash"],
      [{ 摘要说明: "ATM取款" }, "cash"],
      [{ 摘要说明: "手续费" }, "fee"],
      [{ 摘要说明: "结息" }, "interest"],
      [{ 商户名称: "某超市" }, "purchase"],
      [{ 摘要说明: "消费" }, "purchase"],
      [{ 摘要说明: "ATM转账" }, "transfer"],
      [{}, "unknown"],
    ];
    const reading = await read(...cases.map(([row]) => ({ 交易对手账卡号: "", ...row })));
    expect(reading.rows.map((row) => row.movement)).toEqual(cases.map(([, kind]) => kind));
  });

  test("a whole row inside one cell is split again; so is its heading", async () => {
    const line = controlExportA.headings.map((heading) => usual[heading] ?? "").join(",");
    const reading = await readGrid("a.xlsx", [["说明"], [controlExportA.headings.join(",")], [line], [line]]);
    expect(reading.rows.map((row) => [row.place.row, row.amountMinor])).toEqual([
      [3, 1000],
      [4, 1000],
    ]);
  });

  test("preamble rows before the heading: it may stand 40 rows down", async () => {
    const above = Array.from({ length: 40 }, (_, at) => [`说明第 ${at} 行`, ""]);
    const row = controlExportA.headings.map((heading) => usual[heading] ?? "");
    const reading = await readGrid("a.csv", [...above, [...controlExportA.headings], row]);
    expect(reading.report.sheets[0]).toMatchObject({ headerRow: 41, accepted: 1, layout: "control-export-a" });
  });

  test("numbers in a name column stay text and are marked", async () => {
    const row = await readOne({ 对手户名: "123456789" });
    expect(row.other.name).toBe("123456789");
    expect(flagsOf(row)).toEqual(["digits-in-name"]);
  });

  test.each(["=1+1", "+cmd", "@SUM(A1)", "-x"])("%s is kept as it stands", async (text) => {
    expect((await readOne({ 备注: text })).remark).toBe(text);
  });
});

test("merged exports: a second heading row of another layout is read by its own headings", async () => {
  const row = controlExportA.headings.map((heading) => usual[heading] ?? "");
  const reading = await readGrid("a.csv", [
    [...controlExportA.headings],
    row,
    [...controlExportA.headings],
    [
      "查询账号",
      "对方账号姓名",
      "对方账号卡号",
      "金额",
      "余额",
      "借贷标志",
      "交易类型",
      "交易结果",
      "交易时间",
      "交易流水号",
    ],
    ["1202021234567", "李四", "6217001111222233334", "7", "", "贷", "", "成功", "20240305140322", "S"],
  ]);
  expect(reading.rows.map((one) => [one.place.row, one.amountMinor, one.direction])).toEqual([
    [2, 1000, "out"],
    [5, 700, "in"],
  ]);
  expect(reading.report.sheets[0]?.setAside.heading).toBe(3);
});

test("each rejected row names its reason and the heading at fault", async () => {
  const reading = await read(
    { 交易时间: "" },
    { 交易时间: "某天" },
    { 交易金额: "" },
    { 交易金额: "十元" },
    { 交易金额: "0.001" },
    { 交易金额: "99999999999999999" },
    { 交易币种: "贝壳" },
  );
  expect(reading.setAside.slice(1).map((row) => [row.reason, row.field])).toEqual([
    ["time-missing", "交易时间"],
    ["time-unreadable", "交易时间"],
    ["amount-missing", "交易金额"],
    ["amount-unreadable", "交易金额"],
    ["amount-too-many-decimals", "交易金额"],
    ["amount-too-large", "交易金额"],
    ["currency-unknown", "交易币种"],
  ]);
  for (const { reason } of reading.setAside.slice(1)) expect(Object.keys(rejectReasons)).toContain(reason);
});

test("a corrected row remembers where it was rejected", async () => {
  const sha256 = "ab".repeat(32);
  const extra = ["源文件SHA256", "源工作表", "源行号", "拒绝原因"];
  const row = controlExportA.headings.map((heading) => usual[heading] ?? "");
  const reading = await readGrid("改正.csv", [
    [...controlExportA.headings, ...extra],
    [...row, sha256, "1", "17", "time-missing"],
  ]);
  expect(reading.rows[0]?.correctionOf).toEqual({ sha256, sheet: 1, row: 17 });
  expect(flagsOf(reading.rows.at(0) ?? (await readOne({})))).toEqual(["corrected-row"]);
});

test("currencies by name, number and code; decimals are the currency's", async () => {
  const words = ["人民币", "RMB", "156", "CNY", "", "美元", "日元"];
  const reading = await read(...words.map((word) => ({ 交易币种: word, 交易金额: "10" })));
  expect(reading.rows.map((row) => [row.currency, row.amountMinor])).toEqual([
    ["CNY", 1000],
    ["CNY", 1000],
    ["CNY", 1000],
    ["CNY", 1000],
    ["CNY", 1000],
    ["USD", 1000],
    ["JPY", 10],
  ]);
});

const words = [
  ...controlExportA.headings,
  ...Object.values(usual),
  "合计",
  "查询失败",
  "2024-03-05",
  "0",
  "-1",
  "借方金额",
];
const cell = fc.oneof(fc.constantFrom(...words), anyText, fc.constant(""));
const grid = fc.array(fc.array(cell, { maxLength: 40 }), { maxLength: 30 });

test("arbitrary grids: nothing throws, every row is accounted for once", async () => {
  await fc.assert(
    fc.asyncProperty(grid, fc.constantFrom("交易明细.csv", "账户信息.csv", "x.csv"), async (rows, name) => {
      expect(unaccounted(await readGrid(name, rows))).toEqual([]);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("arbitrary cells under known headings: nothing throws, every row is accounted for once", async () => {
  const row = fc.array(cell, { minLength: 30, maxLength: 36 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      expect(unaccounted(await readGrid("a.csv", [[...controlExportA.headings], ...rows], noOptions))).toEqual([]);
    }),
    { seed: 5, numRuns: 300 },
  );
});
