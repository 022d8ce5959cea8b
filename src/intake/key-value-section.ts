import type { HolderRecord } from "../flows/file-reading.ts";
import { cleanText } from "./cells/clean-text.ts";
import type { Cells } from "./column-reader.ts";
import { headingKey } from "./heading-key.ts";
import { holderReader } from "./holder-reader.ts";
import { wechatRegistration } from "./layouts/tenpay.ts";
import { isBlankRow } from "./row-kinds.ts";
import type { SheetReading } from "./sheet-reader.ts";
import type { Section } from "./sheet-section.ts";

/**
 * Reads a file of `key: value` lines (微信 registration) as one holder record, which stands at its first line.
 * @returns `undefined` when fewer than three lines have known keys.
 */
export function keyValueSection(reading: SheetReading, rows: readonly Cells[]): Section | undefined {
  const pairs = rows.slice(0, 100).map(pairOf);
  const known = new Set(wechatRegistration.headings.map(headingKey));
  if (new Set(pairs.map(([key]) => headingKey(key)).filter((key) => known.has(key))).size < 3) return undefined;
  const record = recordOf(reading, pairs);
  return {
    layout: wechatRegistration.id,
    why: "lines of known keys",
    headerRow: 0,
    columns: [],
    notes: [],
    period: null,
    skip: 0,
    kindAbove: () => "title",
    read(row, number, sink) {
      if (isBlankRow(row)) return "blank";
      const [key] = pairOf(row);
      if (key === firstKey(pairs)) sink.holder({ ...record, place: { sheet: reading.sheet.sheet, row: number } });
      return key === "" ? "title" : "record";
    },
  };
}

function recordOf(reading: SheetReading, pairs: readonly (readonly [string, string])[]): HolderRecord {
  const stated = pairs.filter(([key]) => key !== "");
  const read = holderReader(
    "wallet-registration",
    stated.map(([key]) => key),
  );
  return read(
    stated.map(([, value]) => value),
    { sheet: reading.sheet.sheet, row: 0 },
  );
}

function firstKey(pairs: readonly (readonly [string, string])[]): string {
  return pairs.find(([key]) => key !== "")?.[0] ?? "";
}

/** `键: 值` in one cell or in two; the key is empty when the row is neither. */
function pairOf(row: Cells): readonly [key: string, value: string] {
  const filled = row.map(cleanText).filter((text) => text !== "");
  const match = /^([^:：]{1,20})[:：]\s*(.*)$/.exec(filled.join(" "));
  if (match !== null) return [(match[1] ?? "").trim(), (match[2] ?? "").trim()];
  return filled.length === 2 ? [filled[0] ?? "", filled[1] ?? ""] : ["", ""];
}
