import { isCardShaped, luhnHolds } from "./check-digits.ts";

/** What is wrong with a pasted number. */
export type PastedFault =
  /** No digit in it. */
  | "no-number"
  /** 6.22202E+18: a spreadsheet rounded it, and the lost digits cannot be had back. */
  | "scientific-notation"
  /** A spreadsheet keeps 15 digits: all that follow are zeros. */
  | "digits-lost"
  /** Stars or crosses stand for digits. */
  | "masked"
  /** O for 0, l for 1: letters among many digits. */
  | "letters-among-digits"
  /** Its bytes were not text. */
  | "undecodable"
  | "too-short"
  | "too-long"
  /** A card's last digit does not fit the others. */
  | "check-digit";

/** One pasted number. The places tell where in the pasted text it stood. */
export interface PastedNumber {
  /** Line, from 1. */
  readonly line: number;
  /** As it was pasted. */
  readonly text: string;
  /** As it is searched. */
  readonly number: string;
  readonly standing: "known" | "unknown" | "malformed";
  readonly fault: PastedFault | null;
  /** The cases in which it occurs, as far as the asker may see them. */
  readonly cases: readonly string[];
  /** The line where the same number stood before, or `null`. */
  readonly sameAsLine: number | null;
}

/** The cases of a number; `undefined` where it is not known at all. */
export type CasesOf = (number: string) => readonly string[] | undefined;

/**
 * Tells pasted accounts apart as known, unknown and malformed (rule C10), each once for every time it was pasted: the
 * list has an entry for all that stood in the text. A number that is known is taken as it is, whatever it looks like.
 */
export function sortPastedAccounts(pasted: string, casesOf: CasesOf): readonly PastedNumber[] {
  const firstLine = new Map<string, number>();
  return pasted.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((line, index) =>
    numbersOfLine(line).map((text) => {
      const number = plainNumber(text);
      const cases = casesOf(number);
      const fault = cases === undefined ? faultOf(number) : null;
      const standing = cases !== undefined ? "known" : fault === null ? "unknown" : "malformed";
      const sameAsLine = firstLine.get(number) ?? null;
      if (sameAsLine === null) firstLine.set(number, index + 1);
      return { line: index + 1, text, number, standing, fault, cases: cases ?? [], sameAsLine };
    }),
  );
}

/**
 * Half-width, without what spreadsheets and people put around a number: quotes, an apostrophe before it, blanks in it,
 * hyphens between groups of its digits, `.0` behind it; a sub-account behind `-` or `_` is cut off, as the ledger's own
 * numbers have it. Wallets and mail addresses stay as they are.
 */
export function plainNumber(text: string): string {
  const bare = text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .replace(/^="?|["'`‘’“”]/g, "")
    .replace(/\s/g, "");
  if (/^\d{1,5}(?:[-–—]\d{1,8})+[Xx]?$/.test(bare)) return bare.replace(/[-–—]/g, "").toUpperCase();
  if (/^\d+\.0+$/.test(bare)) return bare.slice(0, bare.indexOf("."));
  const withSub = /^([A-Za-z]{0,4}\d{6,})[_-][0-9A-Za-z_-]+$/.exec(bare);
  return withSub?.[1] ?? (/^\d+x$/.test(bare) ? bare.toUpperCase() : bare);
}

/** Cells of a line; blanks within a cell may be those of one number or may stand between several. */
function numbersOfLine(line: string): string[] {
  return line
    .split(/[\t,;|、，；｜]/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .flatMap(joinDigitGroups);
}

/** Short groups of digits beside each other are one number that was spaced; `6222 0212 3456 张三` is a number and a word. */
function joinDigitGroups(cell: string): string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const group of cell.split(/\s+/)) {
    const isPart = /^\p{Nd}{1,8}$/u.test(group);
    const last = pieces.at(-1);
    if (isPart && isOpen && last !== undefined) pieces[pieces.length - 1] = `${last} ${group}`;
    else pieces.push(group);
    isOpen = isPart;
  }
  return pieces;
}

function faultOf(number: string): PastedFault | null {
  if (number.includes("\ufffd")) return "undecodable";
  if (!/\d|@/.test(number)) return "no-number";
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(number)) return "scientific-notation";
  if (/[*•●]|\dX{2,}\d/i.test(number)) return "masked";
  if (/^\d+$/.test(number)) return faultOfDigits(number);
  if (/^[\dA-Z]{12,}$/i.test(number) && number.replace(/\D/g, "").length >= 10) return "letters-among-digits";
  return number.length < 6 ? "too-short" : number.length > 64 ? "too-long" : null;
}

function faultOfDigits(digits: string): PastedFault | null {
  if (digits.length < 8) return "too-short";
  if (digits.length > 32) return "too-long";
  if (isCardShaped(digits) && luhnHolds(digits)) return null;
  if (digits.length >= 17 && /^0+$/.test(digits.slice(15))) return "digits-lost";
  return isCardShaped(digits) ? "check-digit" : null;
}
