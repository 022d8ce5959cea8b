import { decodeText, detectEncoding } from "../intake/text-encoding.ts";
import { cleanText } from "../intake/cells/clean-text.ts";
import { splitRecord } from "../intake/split-record.ts";

/** A csv file that a person wrote for Sluice: headings, and rows with the line on which each begins. */
export interface SmallTable {
  readonly headings: readonly string[];
  readonly rows: readonly SmallTableRow[];
}

/** One row; cells are cleaned of outer blanks. */
export interface SmallTableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads UTF-8 (with or without BOM), UTF-16 or GB18030 csv. Blank lines are passed over and still counted. */
export function readSmallTable(bytes: Uint8Array): SmallTable {
  const text = [...decodeText(bytes, detectEncoding(bytes).encoding)].join("").replace(/^\uFEFF/, "");
  const lineBreak = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const rules = { delimiter: ",", lineBreak, quotedChars: text.length, columns: 0 } as const;
  const rows: SmallTableRow[] = [];
  for (let at = 0, line = 1; at < text.length; ) {
    const record = splitRecord(text, at, rules);
    const cells = record.cells.map(cleanText);
    if (cells.some((cell) => cell !== "")) rows.push({ line, cells });
    at = record.next;
    line += 1 + record.innerLines;
  }
  return { headings: rows[0]?.cells ?? [], rows: rows.slice(1) };
}
