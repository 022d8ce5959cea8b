import { foldWidth } from "./cells/clean-text.ts";

/**
 * What two headings are compared by: BOM, blanks of every kind, control characters and a leading `|` taken out, width
 * and case folded, 帐 written 账. The raw heading is kept beside it.
 */
export function headingKey(raw: string): string {
  const bare = raw.replace(/[\s_\p{Cc}\u200b-\u200f\ufeff"]/gu, "").replace(/^[|｜]+/, "");
  return foldWidth(bare).toLowerCase().replaceAll("帐", "账");
}

/** A heading's unit of money, stated in brackets at its end, as decimals down to the minor unit; the rest is the key. */
export function splitUnit(key: string): { readonly key: string; readonly unit: MoneyUnit | null } {
  const match = /^(.+?)[([](元|分|角|万元|人民币元?|rmb|cny)[)\]]$/.exec(key);
  if (match === null) return { key, unit: null };
  return { key: match[1] ?? key, unit: match[2] === "分" ? "fen" : match[2] === "万元" ? "ten-thousand" : "major" };
}

/** The unit that a column of amounts is written in. */
export type MoneyUnit = "major" | "fen" | "ten-thousand";
