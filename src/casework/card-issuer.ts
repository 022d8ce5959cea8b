import { isCardShaped, luhnHolds } from "./check-digits.ts";

/** Cards of a bank: numbers of `digits` digits that begin with `prefix`. */
export interface IssuedRange {
  readonly prefix: string;
  readonly digits: number;
  readonly bank: string;
}

/** Whose card a number is. `typing`: as far as it is typed, every card that begins so is this bank's. */
export interface CardIssuer {
  readonly bank: string;
  readonly standing: "card" | "typing";
}

/** A card of UnionPay has as many digits at least. */
const fewestDigits = 16;

/**
 * The bank that issued a card, by the longest known prefix of numbers of its length (rule C13); `null` where the table does not
 * say, or says two. Accounts are no cards: a whole number must have a card's form and its check digit.
 */
export function cardIssuer(number: string, ranges: readonly IssuedRange[]): CardIssuer | null {
  if (!/^62\d{4,17}$/.test(number)) return null;
  if (isCardShaped(number) && luhnHolds(number)) {
    const bank = soleBank(
      longest(ranges.filter((one) => one.digits === number.length && number.startsWith(one.prefix))),
    );
    if (bank !== null) return { bank, standing: "card" };
  }
  if (number.length >= fewestDigits) return null;
  const bank = soleBank(longest(ranges.filter((one) => number.startsWith(one.prefix))));
  return bank === null ? null : { bank, standing: "typing" };
}

function longest(ranges: readonly IssuedRange[]): readonly IssuedRange[] {
  const length = Math.max(0, ...ranges.map(({ prefix }) => prefix.length));
  return ranges.filter(({ prefix }) => prefix.length === length);
}

function soleBank(ranges: readonly IssuedRange[]): string | null {
  const banks = new Set(ranges.map(({ bank }) => bank));
  const [bank] = banks;
  return banks.size === 1 ? (bank ?? null) : null;
}
