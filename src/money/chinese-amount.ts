import type { MinorUnits } from "./minor-units.ts";

const digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"] as const;
const places = ["", "拾", "佰", "仟"] as const;
const groups = ["", "万", "亿", "兆"] as const;

/**
 * An amount of CNY in the capital numerals of cheques and decisions (大写), exact to the 分 (rule M6): `人民币壹仟零伍元叁角整`.
 * Zeros are said as the rules for filling in bills say them (支付结算办法, annex 1): one 零 for zeros inside the number, one between
 * 元 and 分 where there is no 角, 整 at the end of what has no 分.
 */
export function chineseAmount(amountMinor: MinorUnits): string {
  const text = String(Math.abs(amountMinor)).padStart(3, "0");
  const whole = text.slice(0, -2);
  const jiao = Number(text.at(-2));
  const fen = Number(text.at(-1));
  const yuan = /^0+$/.test(whole) ? "" : `${chineseWhole(whole)}元`;
  const sign = amountMinor < 0 ? "负" : "";
  return `人民币${sign}${yuan}${fraction(jiao, fen, yuan)}`;
}

function fraction(jiao: number, fen: number, yuan: string): string {
  if (jiao === 0 && fen === 0) return yuan === "" ? "零元整" : "整";
  const tenth = jiao === 0 ? (yuan === "" ? "" : "零") : `${digits[jiao]}角`;
  return `${tenth}${fen === 0 ? "整" : `${digits[fen]}分`}`;
}

/** Digits of a whole number above 0, in groups of four. */
function chineseWhole(whole: string): string {
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, "0");
  const count = padded.length / 4;
  let said = "";
  let skipped = false;
  for (let group = 0; group < count; group += 1) {
    const four = padded.slice(group * 4, group * 4 + 4);
    for (const [place, digit] of Array.from(four).entries()) {
      if (digit === "0") {
        skipped = said !== "";
        continue;
      }
      said += `${skipped ? "零" : ""}${digits[Number(digit)]}${places[3 - place]}`;
      skipped = false;
    }
    if (four !== "0000") said += groups[count - 1 - group];
  }
  return said;
}
