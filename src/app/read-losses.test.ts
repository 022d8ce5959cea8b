import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { formatChinaTime } from "../flows/china-time.ts";
import { readLosses } from "./read-losses.ts";

const chinese = "损失编号,被害人,付款账号,时间,金额,金额误差,时间误差分钟,收款账号\n";
const read = (text: string): ReturnType<typeof readLosses> => readLosses(new TextEncoder().encode(text), "l.csv");

describe("readLosses", () => {
  it("reads Chinese and English headings alike, in UTF-8 and GB18030", () => {
    const row = 'L1,张三,6222 0000 0000 0001,2024-03-05 14:03,"12,345.67",1.00,30,6222000000000002\n';
    const english = "loss,victim,account,time,amount,tolerance,time_tolerance_minutes,payee\n";
    const [claim] = read(chinese + row);
    expect(claim).toMatchObject({
      id: "L1",
      victim: "张三",
      payer: "6222000000000001",
      payee: "6222000000000002",
      precision: "minute",
      toleranceMs: 1_800_000,
      amountMinor: 1_234_567,
      amountToleranceMinor: 100,
      transferId: "",
    });
    expect(formatChinaTime(claim?.atMs ?? 0, "minute")).toBe("2024-03-05 14:03");
    expect(read(english + row)).toEqual([claim]);
    expect(readLosses(iconv.encode(chinese + row, "gb18030"), "l.csv")).toEqual([claim]);
  });

  it("takes a transfer's id instead of account, time and amount", () => {
    expect(read("loss,transfer,amount\nL1,abc-0-2,\nL2,abc-0-3,5\n")).toMatchObject([
      { transferId: "abc-0-2", amountMinor: null },
      { transferId: "abc-0-3", amountMinor: 500 },
    ]);
  });

  it.each([
    ["LOSSES_HEADING_MISSING", "损失编号,付款账号,时间\nL1,1,2024-01-01\n"],
    ["LOSSES_EMPTY", chinese],
    ["LOSSES_DUPLICATE_ID", `${chinese}L1,,62220001,2024-01-01,1,,,\nL1,,62220001,2024-01-01,1,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese},,62220001,2024-01-01,1,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese}L1,,62220001,2024-02-30,1,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese}L1,,62220001,2024-01-01,-1,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese}L1,,62220001,2024-01-01,1.001,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese}L1,,6.222E+18,2024-01-01,1,,,\n`],
    ["LOSSES_BAD_CELL", `${chinese}L1,,62220001,2024-01-01,1,,half an hour,\n`],
  ])("%s", (code, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
