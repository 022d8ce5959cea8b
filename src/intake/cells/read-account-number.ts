import { foldWidth } from "./clean-text.ts";

/** An account or card number as it is joined on, and what is wrong with it. */
export interface AccountNumber {
  /** The join key: prefix rules applied, sub-account suffix cut off, blanks taken out. Empty when there is none. */
  readonly number: string;
  /** What stood behind `_` or `-`: a sub-account, not noise. */
  readonly subId: string;
  readonly fault: "none" | "e-notation" | "possibly-truncated" | "masked" | "undecodable";
}

/**
 * Reads a card, account or wallet number. A number in E-notation has lost digits and is kept as it stands, flagged,
 * never repaired. Letters stay: wallet ids contain them.
 * @param text a cell without outer blanks and without words for "no value".
 */
export function readAccountNumber(text: string): AccountNumber {
  if (text === "") return noNumber;
  if (plainDigits.test(text)) return { number: text, subId: "", fault: faultOfDigits(text) };
  const folded = unquote(foldWidth(text)).replace(/\s+/g, "");
  if (folded === "" || folded === "/") return noNumber;
  if (folded.includes("\ufffd")) return { number: folded, subId: "", fault: "undecodable" };
  if (eNotation.test(folded)) return { number: folded, subId: "", fault: "e-notation" };
  if (masked.test(folded)) return { number: folded, subId: "", fault: "masked" };
  const { number, subId } = splitSuffix(stripPrefix(folded.replace(/^(\d+)\.0+$/, "$1")));
  return { number, subId, fault: faultOfDigits(number) };
}

/** Numbers of one account arrive with the currency or a bank's book code before them: `CNY0…`, `45-…`. */
function stripPrefix(number: string): string {
  return number.replace(/^CNY(?=\d{8,})/i, "").replace(/^\d{2}-(?=\d{8,})/, "");
}

/** Cuts at the first `_` or `-` behind a number; e-mail addresses and words that merely contain one are left alone. */
function splitSuffix(number: string): { number: string; subId: string } {
  const match = /^([A-Za-z]{0,4}\d{6,})[_-]([0-9A-Za-z_-]+)$/.exec(number);
  return match === null ? { number, subId: "" } : { number: match[1] ?? "", subId: match[2] ?? "" };
}

/** Spreadsheets keep 15 digits of a number: a longer one that ends in 0000 may have lost its own. */
function faultOfDigits(digits: string): AccountNumber["fault"] {
  return digits.length >= 18 && digits.endsWith("0000") ? "possibly-truncated" : "none";
}

/** Banks fill an empty number column with zeros. */
export function isZeroFiller(text: string): boolean {
  return /^[0０]+$/.test(text.trim());
}

/** `="6222…"` and `'6222…` are what spreadsheets are given to keep their hands off a number. */
function unquote(text: string): string {
  return text
    .replace(/^=?"(.*)"$/, "$1")
    .replace(/^'/, "")
    .replace(/^\|/, "");
}

const noNumber: AccountNumber = { number: "", subId: "", fault: "none" };
const plainDigits = /^\d+$/;
const eNotation = /^\d(\.\d+)?E\+?\d{1,2}$/i;
const masked = /[*＊xX•]{2,}|\d[*＊]\d/;
