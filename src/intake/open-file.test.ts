import { readFileSync } from "node:fs";
import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readAll } from "../../test/generators/opened-rows.ts";
import { fileKind } from "./file-kind.ts";

const real = new URL("../../test/fixtures/real/", import.meta.url);

async function readReal(path: string) {
  return (await readAll(readFileSync(new URL(path, real))))[0];
}

describe("real exports become cells", () => {
  it.each([
    ["abc_debit/example-abc_debit-records.csv", 6, 1, "交易日期", 9],
    ["alipay/example-alipay-records.csv", 35, 25, "交易时间", 13],
    ["boc/example-boc-records.csv", 19, 2, "记账日期", 13],
    ["icbc/example-icbc-debit-v1-records.csv", 20, 7, "交易日期", 13],
    ["wechat/example-wechat-records.csv", 44, 17, "交易时间", 11],
    ["ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls", 13, 6, "记账日", 11],
  ])("%s has %d rows, headings in row %d", async (...[path, rows, headingRow, first, columns]) => {
    const sheet = await readReal(path);
    expect(sheet?.rows).toHaveLength(rows);
    const heading = sheet?.rows[headingRow - 1] ?? [];
    expect(heading[0]?.trim()).toBe(first);
    expect(heading).toHaveLength(columns);
    expect(sheet?.rowNumbers).toEqual(Array.from({ length: rows }, (_, i) => i + 1));
    expect(sheet?.notes).toEqual([]);
  });

  it("the old xls of CCB cell by cell", async () => {
    const sheet = await readReal("ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls");
    expect(sheet?.rows[6]).toEqual([
      "20250101",
      "20250101",
      "18:53:19",
      "67",
      "0",
      "2176.91",
      "人民币",
      "消费",
      "20883313166*****0156",
      "中***融科技有限公司",
      "支付宝-支付宝外部商户-中移动金融科技有限公司",
    ]);
  });
});

describe("content, not extension", () => {
  it("reads an HTML page: entities, spans, loose text, cells of any encoding", async () => {
    const html = `<html><head><title>x</title><style>td{}</style></head><body><p>账号：6222</p>
      <table><tr><td colspan=2>标题</td><th>c</th></tr><tr><td>1&nbsp;&lt;2</td><td>a<br>b</td><td></td></tr></table>完</body></html>`;
    for (const encoding of ["utf8", "gb18030"]) {
      const [sheet] = await readAll(encode(html, encoding));
      expect(sheet?.rows).toEqual([["账号：6222"], ["标题", "", "c"], ["1\u00a0<2", "a b", ""], ["完"]]);
    }
  });

  it("stops at HTML nested too deep", async () => {
    const html = `<html>${"<div>".repeat(300_000)}`;
    await expect(readAll(html)).rejects.toMatchObject({ code: "INTAKE_NESTED_TOO_DEEP" });
  });

  it("reads an XML spreadsheet 2003", async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Worksheet ss:Name="明细"><Table><Row><Cell><Data ss:Type="String">卡号</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">1234.5599999999999</Data></Cell></Row>
      <Row ss:Index="3"><Cell><Data ss:Type="DateTime">2024-01-02T03:04:05.000</Data></Cell></Row></Table></Worksheet></Workbook>`;
    const [sheet] = await readAll(xml);
    expect(sheet?.name).toBe("明细");
    expect(sheet?.rows).toEqual([["卡号", "", "1234.56"], [""], ["2024-01-02 03:04:05"]]);
  });

  it("reads tab text that calls itself anything", async () => {
    const [sheet] = await readAll(encode("交易时间\t金额\t户名\n2024-01-02\t1,020.00\t张三\n", "gb18030"));
    expect(sheet?.rows[1]).toEqual(["2024-01-02", "1,020.00", "张三"]);
  });

  it("keeps NUL bytes in a cell from ending anything", async () => {
    const [sheet] = await readAll("时间,金额\n2024-01-02,1\0\n2024-01-03,2\n");
    expect(sheet?.rows.slice(1)).toEqual([
      ["2024-01-02", "1\0"],
      ["2024-01-03", "2"],
    ]);
  });

  it.each([
    ["255044462d312e37", "PDF"],
    ["89504e470d0a1a0a0000000d", "PNG"],
    ["526172211a0700", "RAR"],
    ["ffd8ffe000104a464946", "JPEG"],
  ])("names what holds no table: %s is a %s", async (hex, seen) => {
    const bytes = Buffer.concat([Buffer.from(hex, "hex"), Buffer.alloc(64, 1)]);
    expect(fileKind(bytes)).toEqual({ kind: "foreign", seen });
    await expect(readAll(bytes)).rejects.toMatchObject({ code: "INTAKE_NOT_A_TABLE" });
  });

  const ole = (text: string) =>
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600, 7), Buffer.from(text, "utf16le")]);

  it.each([
    ["an Office file with a password", ole("EncryptedPackage"), "INTAKE_NEEDS_PASSWORD"],
    ["an old Word document", ole("WordDocument"), "INTAKE_NOT_A_TABLE"],
    ["garbage behind an xls's first bytes", ole("Workbook"), "INTAKE_WORKBOOK_DAMAGED"],
  ])("names %s", async (_, bytes, code) => {
    await expect(readAll(bytes)).rejects.toMatchObject({ code });
  });

  it("names an empty file and one of zeros only", async () => {
    await expect(readAll("")).rejects.toMatchObject({ code: "INTAKE_EMPTY_FILE" });
    await expect(readAll(Buffer.alloc(1 << 20))).rejects.toMatchObject({ code: "INTAKE_NOT_A_TABLE" });
  });
});
