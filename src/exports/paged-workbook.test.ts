import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import exceljs from "exceljs";
import { describe, expect, it } from "vitest";
import { type SheetLimits, type SheetList, writePagedWorkbook } from "./paged-workbook.ts";
import type { SheetCell } from "./sheet-cell.ts";

const text = (value: string): SheetCell => ({ kind: "text", text: value });
const columns = [{ heading: "甲", width: 10 }];

async function readBack(list: Omit<SheetList, "columns" | "name">, limits: SheetLimits): Promise<exceljs.Workbook> {
  const file = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(file),
    writePagedWorkbook([{ name: "表", columns, ...list }], file, limits),
  ]);
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return book;
}

function columnOf(book: exceljs.Workbook, sheet: string, column: number): unknown[] {
  const values: unknown[] = [];
  book.getWorksheet(sheet)?.eachRow((row, number) => {
    if (number > 1) values.push(row.getCell(column).value);
  });
  return values;
}

describe("writePagedWorkbook cuts nothing off", () => {
  it("goes on in further sheets when a list is longer than a sheet", async () => {
    const rows = Array.from({ length: 7 }, (_, index) => [text(`行${index}`)]);
    const book = await readBack({ rows }, { rows: 4, cellUnits: 100 });
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(["表", "表 (2)", "表 (3)"]);
    const all = ["表", "表 (2)", "表 (3)"].flatMap((name) => columnOf(book, name, 1));
    expect(all).toEqual(rows.map((_, index) => `行${index}`));
  });

  it("goes on in the sheet 续文 when a text is longer than a cell, and splits no character", async () => {
    const long = "𠀀=+".repeat(40);
    const book = await readBack({ rows: [[text(long)]] }, { rows: 100, cellUnits: 30 });
    const start = String(columnOf(book, "表", 1)[0]);
    expect(start).toMatch(/…\[续 1\]$/);
    expect(start.length).toBeLessThanOrEqual(30);
    const pieces = columnOf(book, "续文", 3).map((piece) => String(piece).replace(/^'/, ""));
    expect(start.replace("…[续 1]", "") + pieces.join("")).toBe(long);
  });

  it("makes characters visible that the format forbids", async () => {
    const book = await readBack({ rows: [[text("a\u0001b\uD800c")]] }, { rows: 10, cellUnits: 100 });
    expect(columnOf(book, "表", 1)).toEqual(["a\\u0001b\\ud800c"]);
  });

  it("writes amounts as numbers up to 15 digits and as exact text beyond", async () => {
    const money = (amountMinor: number): SheetCell[] => [{ kind: "money", amountMinor, currency: "CNY" }];
    const rows = [money(123_456_789), money(-5), money(999_999_999_999_999), money(Number.MAX_SAFE_INTEGER)];
    const book = await readBack({ rows }, { rows: 10, cellUnits: 100 });
    expect(columnOf(book, "表", 1)).toEqual([1_234_567.89, -0.05, 9_999_999_999_999.99, "90071992547409.91"]);
  });
});
