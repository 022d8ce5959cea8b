import type { Direction } from "../../flows/statement-row.ts";
import { foldWidth } from "./clean-text.ts";

/**
 * Reads a direction flag by its whole value, folded by case and width. `收付` contains both sides, so nothing is ever
 * found inside a value. Digits mean what the layout says, otherwise nothing.
 * @param stripped a cell without outer blanks in which a lone `-` is kept.
 */
export function readDirection(stripped: string, digits: Readonly<Record<string, Direction>>): Direction {
  const known = directionOf.get(stripped);
  if (known !== undefined) return known;
  const folded = foldWidth(stripped).replace(/\s/g, "").toUpperCase();
  return directionOf.get(folded) ?? digits[folded] ?? "unknown";
}

/** Whether the value is one that a direction column holds, `0` and `1` and a wallet's "neither" included. */
export function isDirectionWord(stripped: string): boolean {
  const folded = foldWidth(stripped).replace(/\s/g, "").toUpperCase();
  return directionOf.has(folded) || neitherWords.has(folded) || folded === "0" || folded === "1";
}

const outWords = [
  "D",
  "借",
  "借方",
  "支出",
  "转出",
  "取",
  "支",
  "付",
  "出",
  "出账",
  "-",
  "O",
  "DR",
  "DEBIT",
  "OUT",
  "借DR",
];
const inWords = ["C", "贷", "贷方", "收入", "转入", "存", "入", "收", "进", "入账", "+", "CR", "CREDIT", "IN", "贷CR"];
const neitherWords: ReadonlySet<string> = new Set(["/", "不计收支", "中性", "中性交易", "其他"]);
const directionOf: ReadonlyMap<string, Direction> = new Map([
  ...outWords.map((word): [string, Direction] => [word, "out"]),
  ...inWords.map((word): [string, Direction] => [word, "in"]),
]);
