import { expect, test } from "vitest";
import { flagsOf, readGrid } from "../../test/generators/intake-reading.ts";
import { tenpayTrades } from "./layouts/tenpay.ts";

const own = "6222021234567890128";
const other = "6217001234567890125";

test("an account 0 is an account in plain transfers and a filler in a bank's column", async () => {
  const plain = await readGrid("a.csv", [
    ["time", "payer", "payee", "amount"],
    ["2024-01-02", "0", "7", "1.00"],
  ]);
  expect([plain.rows[0]?.own.account, plain.rows[0]?.other.account]).toEqual(["0", "7"]);
  const bank = await readGrid("b.csv", [
    ["交易卡号", "交易时间", "交易金额", "收付标志", "交易对手账卡号"],
    [own, "2024-01-02", "1.00", "出", "000"],
  ]);
  expect(bank.rows[0]?.other.account).toBe("");
});

test("an amount of 0 without a direction is out", async () => {
  const { rows } = await readGrid("a.csv", [
    ["交易卡号", "交易时间", "交易金额", "收付标志", "交易对手账卡号"],
    [own, "2024-01-02 10:00:00", "0.00", "", other],
  ]);
  expect([rows[0]?.direction, rows.flatMap(flagsOf)]).toEqual(["out", ["zero-amount"]]);
});

test("a red-letter reversal goes the other way, unless the balances follow its flag", async () => {
  const read = async (balance: string) =>
    readGrid("a.csv", [
      ["交易卡号", "交易时间", "交易金额", "交易余额", "借贷标志", "交易对手账卡号", "摘要说明"],
      [own, "2024-01-02 10:00:00", "50.00", "950.00", "借", other, "转账"],
      [own, "2024-01-02 10:01:00", "-50.00", balance, "借", other, "冲正"],
    ]);
  const [, up] = (await read("1000.00")).rows;
  expect(up?.direction).toBe("in");
  expect(up === undefined ? [] : flagsOf(up)).toEqual(["sign-and-flag-disagree", "reversal-wording"]);
  expect((await read("900.00")).rows[1]?.direction).toBe("out");
});

test("a wallet's top-up and withdrawal have the user's card as counterparty and are transfers", async () => {
  const cells: Readonly<Record<string, string>> = {
    用户ID: "wxid_user",
    交易时间: "2024-01-02 10:00:00",
    "交易金额(分)": "100",
    用户银行卡号: own,
  };
  const row = (more: Readonly<Record<string, string>>): readonly string[] =>
    tenpayTrades.headings.map((heading) => ({ ...cells, ...more })[heading] ?? "");
  const { rows } = await readGrid("TenpayTrades.csv", [
    tenpayTrades.headings,
    row({ 借贷类型: "入", 交易业务类型: "充值" }),
    row({ 借贷类型: "出", 交易业务类型: "提现" }),
    row({ 借贷类型: "出", 交易业务类型: "商户消费" }),
  ]);
  expect(rows.map((read) => [read.other.card, read.movement])).toEqual([
    [own, "transfer"],
    [own, "transfer"],
    ["", "purchase"],
  ]);
});
