import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeText, detectEncoding } from "./text-encoding.ts";

const text = "交易时间,金额,户名\r\n2024-01-02 03:04:05,1020.00,张三丰𠮷\r\n".repeat(50);

describe("detectEncoding", () => {
  it.each([
    ["utf8", false, "UTF-8"],
    ["utf8", true, "UTF-8 BOM"],
    ["utf16le", true, "UTF-16LE"],
    ["utf16be", true, "UTF-16BE"],
    ["utf16le", false, "UTF-16LE"],
    ["utf16be", false, "UTF-16BE"],
    ["gb18030", false, "GB18030"],
    ["gbk", false, "GB18030"],
  ])("%s (BOM %s) is %s", (name, addBOM, expected) => {
    const written = name === "gbk" ? text.replaceAll("𠮷", "") : text;
    const bytes = encode(written, name, { addBOM });
    expect(detectEncoding(bytes).encoding).toBe(expected);
    expect([...decodeText(bytes, detectEncoding(bytes).encoding)].join("")).toBe(written);
  });

  it("takes UTF-8 cut in mid-character for UTF-8, not for GB18030, and says so", () => {
    const bytes = encode(text, "utf8");
    const finding = detectEncoding(bytes.subarray(0, bytes.length - 3));
    expect(finding.encoding).toBe("UTF-8");
    expect(finding.notes).toHaveLength(1);
  });

  it("keeps characters whole that straddle the pieces a file is decoded in", () => {
    const long = `a${"汉".repeat(1_200_000)}`;
    for (const name of ["utf8", "gb18030", "utf16le"]) {
      const bytes = encode(long, name, { addBOM: name === "utf16le" });
      expect([...decodeText(bytes, detectEncoding(bytes).encoding)].join("") === long).toBe(true);
    }
  });
});
