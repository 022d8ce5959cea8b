import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { readOriginalRow } from "./original-rows.ts";

const text = [
  "交易明细",
  "交易卡号,交易时间,交易金额,收付标志",
  "6222000000000001,20240305140322, 1000.00,借",
  "6222000000000001,20240305140400,20.50 ,贷",
].join("\r\n");
const sha256 = "0".repeat(64);

const sources = (bytes: Uint8Array) => ({
  evidence: { put: async () => sha256, has: async () => true, get: async () => bytes },
  parseXls: async () => [],
});

test("a row of a GB18030 file comes as it stands, nothing trimmed or translated, under the file's headings", async () => {
  const place = { sheet: 0, row: 4, headerRow: 2 };
  expect(await readOriginalRow(sources(iconv.encode(text, "gb18030")), sha256, place)).toEqual({
    encoding: "GB18030",
    headings: ["交易卡号", "交易时间", "交易金额", "收付标志"],
    cells: ["6222000000000001", "20240305140400", "20.50 ", "贷"],
  });
});

test("a row that the file does not hold is an error that names it", async () => {
  const asked = readOriginalRow(sources(Buffer.from(text)), sha256, { sheet: 0, row: 9, headerRow: 2 });
  await expect(asked).rejects.toMatchObject({ code: "STORAGE_EVIDENCE_ROW_MISSING", details: { row: 9, sheet: 1 } });
});
