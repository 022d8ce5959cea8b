import xlsx from "@e965/xlsx";
import iconv from "iconv-lite";
import type { FileForm } from "./city-banks.ts";

/** Rows of cells as the bytes of a file of the given form. Equal rows give equal bytes. */
export function encodeTable(rows: readonly (readonly string[])[], form: FileForm): Uint8Array {
  switch (form) {
    case "csv-gb18030":
    case "wallet-csv":
      return iconv.encode(delimited(rows, ","), "gb18030");
    case "csv-utf8-bom":
      return iconv.encode(delimited(rows, ","), "utf8", { addBOM: true });
    case "csv-utf16":
      return iconv.encode(delimited(rows, ","), "utf16le", { addBOM: true });
    case "txt-tree":
      return Buffer.from(delimited(rows, "\t"), "utf8");
    case "tab-text-as-xls":
      return iconv.encode(delimited(rows, "\t"), "gb18030");
    case "html-as-xls":
      return Buffer.from(html(rows), "utf8");
    case "xlsx":
      return workbook(rows, "xlsx");
    case "xls":
      return workbook(rows, "biff8");
  }
}

/** The extension that files of this form carry, truthful or not. */
export const extensionOf: Readonly<Record<FileForm, string>> = {
  "csv-gb18030": "csv",
  "wallet-csv": "csv",
  "csv-utf8-bom": "csv",
  "csv-utf16": "csv",
  "txt-tree": "txt",
  "tab-text-as-xls": "xls",
  "html-as-xls": "xls",
  xlsx: "xlsx",
  xls: "xls",
};

function delimited(rows: readonly (readonly string[])[], separator: string): string {
  const needsQuotes = separator === "," ? /[",\r\n]/ : /["\r\n]/;
  const cell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("");
}

function html(rows: readonly (readonly string[])[]): string {
  const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${escape(text)}</td>`).join("")}</tr>\n`).join("");
  return `<html><head><meta charset="utf-8"></head><body><table border="1">\n${body}</table></body></html>\n`;
}

function workbook(rows: readonly (readonly string[])[], bookType: "xlsx" | "biff8"): Uint8Array {
  const sheet = xlsx.utils.aoa_to_sheet(rows.map((row) => row.map((text) => (text === "" ? null : text))));
  const book = xlsx.utils.book_new(sheet, "Sheet1");
  return new Uint8Array(
    xlsx.write(book, { bookType, bookSST: bookType === "xlsx", type: "buffer", compression: true }),
  );
}
