import exceljs from "exceljs";
import { describe, expect, it } from "vitest";
import { readAll } from "../../test/generators/opened-rows.ts";
import { writeZip, type ZipEntryToWrite } from "../../test/generators/zips.ts";
import { intakeLimits } from "./limits.ts";

const workbookXml = (sheets: string, properties = "") =>
  `<workbook xmlns:r="r">${properties}<sheets>${sheets}</sheets></workbook>`;
const relation = (id: string, target: string) =>
  `<Relationship Id="${id}" Type="http://x/relationships/worksheet" Target="${target}"/>`;

/** A workbook by hand: one sheet with this `sheetData`, parts in the order that trips streaming readers. */
function byHand(sheetData: string, more: readonly ZipEntryToWrite[] = [], properties = ""): Buffer {
  return writeZip([
    {
      name: "xl/worksheets/sheet1.xml",
      bytes: `<x:worksheet xmlns:x="m"><x:sheetData>${sheetData}</x:sheetData></x:worksheet>`,
    },
    { name: "[Content_Types].xml", bytes: "<Types/>" },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `<Relationships>${relation("rId1", "worksheets/sheet1.xml")}</Relationships>`,
    },
    { name: "xl/workbook.xml", bytes: workbookXml('<sheet name="交易明细" r:id="rId1"/>', properties) },
    ...more,
  ]);
}

const rowsOf = async (bytes: Uint8Array) => (await readAll(bytes))[0]?.rows;

describe("openXlsx", () => {
  it("reads what exceljs wrote: strings, numbers, dates, formulas, rich text, gaps, several sheets", async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet("交易明细");
    sheet.addRow(["卡号", "时间", "金额", "备注"]);
    sheet.getCell("A3").value = "6222021234567890123";
    sheet.getCell("B3").value = new Date(Date.UTC(2024, 0, 2, 3, 4, 5));
    sheet.getCell("B3").numFmt = "yyyy-mm-dd hh:mm:ss";
    sheet.getCell("C3").value = { formula: "1+1", result: 1234.56 };
    sheet.getCell("D3").value = { richText: [{ text: "转" }, { text: "账", font: { bold: true } }] };
    sheet.getCell("F4").value = true;
    book.addWorksheet("空");
    book.addWorksheet("二").addRow(["=1+1", "  空格  ", "换\n行"]);
    const [first, empty, second] = await readAll(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(first?.name).toBe("交易明细");
    expect(first?.rowNumbers).toEqual([1, 2, 3, 4]);
    expect(first?.rows).toEqual([
      ["卡号", "时间", "金额", "备注"],
      [""],
      ["6222021234567890123", "2024-01-02 03:04:05", "1234.56", "转账"],
      ["", "", "", "", "", "TRUE"],
    ]);
    expect(empty?.rows).toEqual([]);
    expect(second?.rows).toEqual([["=1+1", "  空格  ", "换\n行"]]);
  });

  it.each([
    ["6222021234567890123", "6222021234567890123"],
    ["6.2220212345678902E+18", "6222021234567890000"],
    ["1234.5599999999999", "1234.56"],
    ["0.30000000000000004", "0.3"],
    ["1020.50", "1020.50"],
    ["1E-7", "0.0000001"],
    ["1.5E+21", "1500000000000000000000"],
    ["-0.05", "-0.05"],
    ["100", "100"],
  ])("shows the stored number %s as %s", async (stored, shown) => {
    expect(await rowsOf(byHand(`<x:row><x:c><x:v>${stored}</x:v></x:c></x:row>`))).toEqual([[shown]]);
  });

  it("reads dates by style, in both date systems, and no more than they say", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
      <numFmt numFmtId="171" formatCode="[Red]#,##0.00&quot;day&quot;"/><numFmt numFmtId="172" formatCode="h:mm:ss"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="22"/></cellXfs></styleSheet>`;
    const cells = ["1:43832", "2:43832", "3:0.6278356", "4:43832.5", "1:43832.627835648", "1:1", "1:-1"].map((pair) => {
      const [style, value] = pair.split(":");
      return `<x:c s="${style}"><x:v>${value}</x:v></x:c>`;
    });
    const data = `<x:row>${cells.join("")}</x:row>`;
    const part = { name: "xl/styles.xml", bytes: styles };
    expect(await rowsOf(byHand(data, [part]))).toEqual([
      ["2020-01-02", "43832", "15:04:05", "2020-01-02 12:00", "2020-01-02 15:04:05", "1900-01-01", "-1"],
    ]);
    const [sheet] = await readAll(byHand(data, [part], '<workbookPr date1904="1"/>'));
    expect(sheet?.date1904).toBe(true);
    expect(sheet?.rows[0]?.[0]).toBe("2024-01-03");
  });

  it("reads shared strings that stand after the sheet, without their phonetic guides", async () => {
    const strings = "<sst><si><t>张三</t><rPh><t>zs</t></rPh></si><si><r><t>a</t></r><r><t>_x000D_b</t></r></si></sst>";
    const data =
      '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>c</x:t></x:is></x:c></x:row>';
    expect(await rowsOf(byHand(data, [{ name: "xl/sharedStrings.xml", bytes: strings }]))).toEqual([
      ["张三", "a\rb", "c"],
    ]);
  });
});

describe("hostile workbooks", () => {
  const failing = async (bytes: Uint8Array, code: string, limits = intakeLimits) =>
    await expect(readAll(bytes, limits)).rejects.toMatchObject({ code });

  it("refuses a bomb inside an xlsx", async () => {
    const row = `<x:row><x:c><x:v>1</x:v></x:c></x:row>`;
    await failing(byHand(row.repeat(1_000_000)), "INTAKE_RATIO_TOO_HIGH");
  });

  it("refuses an xlsx that unpacks beyond its limit", async () => {
    const row = `<x:row><x:c><x:v>1</x:v></x:c></x:row>`;
    await failing(byHand(row.repeat(1_000)), "INTAKE_FILE_TOO_LARGE", { ...intakeLimits, workbookBytes: 10_000 });
  });

  it("reports a cut-off sheet instead of taking the rest for missing rows", async () => {
    const zip = writeZip([
      { name: "[Content_Types].xml", bytes: "<Types/>" },
      { name: "xl/workbook.xml", bytes: workbookXml('<sheet name="a" r:id="r1"/>') },
      { name: "xl/_rels/workbook.xml.rels", bytes: `<R>${relation("r1", "/xl/s.xml")}</R>` },
      { name: "xl/s.xml", bytes: "<worksheet><sheetData><row><c><v>1</v></c></row><row><c>" },
    ]);
    await failing(zip, "INTAKE_WORKBOOK_DAMAGED");
    await failing(byHand("<x:row/>").subarray(0, 300), "INTAKE_WORKBOOK_DAMAGED");
  });

  it("expands no entities", async () => {
    const data =
      "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><x:row><x:c t=\"str\"><x:v>&b;</x:v></x:c></x:row>";
    expect((await rowsOf(byHand(data)))?.flat().join("")).not.toContain("aaaa");
  });

  it("refuses a column or row beyond every sheet, and nesting that makes parsers spin", async () => {
    await failing(byHand('<x:row><x:c r="ZZZZZZ1"><x:v>1</x:v></x:c></x:row>'), "INTAKE_TOO_MANY_COLUMNS");
    await failing(byHand('<x:row r="4000000000"><x:c><x:v>1</x:v></x:c></x:row>'), "INTAKE_WORKBOOK_DAMAGED");
    await failing(byHand("<a>".repeat(200_000)), "INTAKE_NESTED_TOO_DEEP");
  });

  it("names other documents", async () => {
    await failing(
      writeZip([
        { name: "[Content_Types].xml", bytes: "" },
        { name: "word/document.xml", bytes: "" },
      ]),
      "INTAKE_NOT_A_TABLE",
    );
    await failing(writeZip([{ name: "mimetype", bytes: "application/vnd.oasis" }]), "INTAKE_NOT_A_TABLE");
  });
});
