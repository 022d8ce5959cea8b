import { foldWidth } from "./clean-text.ts";

/** What `readMoney` answers instead of an amount. None of them is an amount: amounts are safe integers. */
export const UNREADABLE: number = Number.NaN;
export const TOO_MANY_DECIMALS: number = Number.POSITIVE_INFINITY;
export const TOO_LARGE: number = Number.NEGATIVE_INFINITY;

/**
 * Reads a dirty amount (`¥1,020.00`, `(12.50)`, `１２元`, `.50`, `+3`) into signed minor units without a float.
 * @param text a cell without outer blanks, not empty.
 * @param decimals how many decimals of the written unit make one minor unit: 2 for 元, 0 for 分, 6 for 万元.
 * @returns minor units, or one of `UNREADABLE`, `TOO_MANY_DECIMALS`, `TOO_LARGE`.
 */
export function readMoney(text: string, decimals: number): number {
  const plain = readPlain(text, decimals);
  return Number.isNaN(plain) ? readDecorated(text, decimals) : plain;
}

/** The common case in one pass: a sign, digits, at most one point. */
function readPlain(text: string, decimals: number): number {
  let position = 0;
  let negative = false;
  const first = text.charCodeAt(0);
  if (first === 0x2d || first === 0x2b) {
    negative = first === 0x2d;
    position = 1;
  }
  let value = 0;
  let digits = 0;
  let missing = -1;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 0x2e && missing < 0) {
      missing = decimals;
      continue;
    }
    const digit = code - 0x30;
    if (digit < 0 || digit > 9) return UNREADABLE;
    digits++;
    if (missing === 0) {
      if (digit !== 0) return TOO_MANY_DECIMALS;
      continue;
    }
    if (missing > 0) missing--;
    value = value * 10 + digit;
  }
  if (digits === 0) return UNREADABLE;
  for (let rest = missing < 0 ? decimals : missing; rest > 0; rest--) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return TOO_LARGE;
  return negative && value !== 0 ? -value : value;
}

/** Takes the decorations off, each at most once, and reads the rest as plain text. */
function readDecorated(text: string, decimals: number): number {
  let rest = foldWidth(text).replace(/[\s￥]/g, (character) => (character === "￥" ? "¥" : ""));
  rest = rest.replace(/[−–—]/g, "-").replace(/。/g, ".");
  let negative = false;
  if (rest.startsWith("(") && rest.endsWith(")")) {
    negative = true;
    rest = rest.slice(1, -1);
  }
  const match = decorated.exec(rest);
  if (match === null) return UNREADABLE;
  const [, before = "", after = "", number = "", behind = "", unit = ""] = match;
  const signs = before + after + behind;
  if (signs.length > 1 || (negative && signs !== "")) return UNREADABLE;
  if (number.includes(",") && !grouped.test(number)) return UNREADABLE;
  const scale = decimals + (unit.startsWith("万") ? 4 : 0);
  const magnitude = readPlain(number.replaceAll(",", ""), scale);
  if (!Number.isFinite(magnitude)) return magnitude;
  return (negative || signs === "-") && magnitude !== 0 ? -magnitude : magnitude;
}

/** sign, currency mark, sign, number, trailing sign, unit; then a note in brackets, as in `1999.00(已全额退款)` */
const decorated =
  /^([+-]?)(?:¥|[$€£]|RMB|CNY|USD|HKD|人民币)?([+-]?)(\d[\d,]*(?:\.\d*)?|\.\d+)([+-]?)(元|圆|万元|万|人民币|RMB|CNY)?整?(?:\([^()]*\p{Script=Han}[^()]*\))?$/iu;
/** Thousands commas only where thousands are: `1,02` is a field broken by a program that did not know them. */
const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/;
