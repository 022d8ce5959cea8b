import { type Refusal, refuseIf } from "./refusal.ts";

/**
 * What stands against words to a victim (rule R25): a link, or a telephone number that is not the centre's. Only fraudsters
 * send them, and a victim who has learned so is not to be taught otherwise by us.
 */
export function contactRefusals(words: string, centreNumbers: readonly string[]): readonly Refusal[] {
  const foreign = numbersIn(words).find((number) => !centreNumbers.includes(number));
  return [
    ...refuseIf(words.trim() === "", "words-missing"),
    ...linkRefusals(words),
    ...refuseIf(foreign !== undefined, "foreign-number", { seen: foreign ?? "", centre: centreNumbers.join("、") }),
  ];
}

/** Nothing that we write to a victim holds a link. */
export function linkRefusals(words: string): readonly Refusal[] {
  // Full-width letters and dots are read as what they look like.
  const link = /https?:\S*|(?:[a-z0-9-]+\.)+[a-z]{2,}\S*/iu.exec(words.normalize("NFKC").replaceAll("。", "."))?.[0];
  return refuseIf(link !== undefined, "link-in-message", { seen: link ?? "" });
}

/**
 * What could be dialled: mobile numbers, numbers with their area code, 400 and 800 numbers, and the short ones of services.
 * Full-width and Chinese digits count as digits, and a blank or a hyphen between two digits hides no number.
 */
function numbersIn(words: string): readonly string[] {
  const digits = words
    .normalize("NFKC")
    .replace(/[〇零一二三四五六七八九幺]/gu, (numeral) => numerals.get(numeral) ?? "")
    .replace(/(?<=\d)[ \t()-]{1,2}(?=\d)/gu, "")
    .replace(/(?:\+|00)86(?=[01]\d{9})/gu, "");
  return [...digits.matchAll(dialled)].map(([number]) => number);
}

const numerals = new Map(Array.from("零一二三四五六七八九").map((numeral, value) => [numeral, String(value)]));
numerals.set("〇", "0").set("幺", "1");

/** Not within a longer run of digits, an amount or a decimal: an account or case number is no telephone number. */
const dialled =
  /(?<![\d.,])(?:1[3-9]\d{9}|0[1-9]\d{8,10}|[48]00\d{7}|95\d{3,4}|96\d{3,4}|1(?:00|23)\d{2}|1[12]\d)(?![\d.,]\d|\d|[元分年月日])/gu;
