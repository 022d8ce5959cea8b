import { daysInMonth } from "../flows/china-time.ts";

/** Whether the last digit of a card number is the one that ISO/IEC 7812 (Luhn) gives for the others (rule C1). */
export function luhnHolds(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .reduce((running, value) => running + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** Whether a number has the form of a UnionPay card, and so a check digit; accounts that are no cards have none. */
export function isCardShaped(digits: string): boolean {
  return /^62\d{14,17}$/.test(digits);
}

/** What is wrong with an identity number. `old-form` of fifteen digits has no check character and is not wrong. */
export type IdNumberFault = "length" | "characters" | "birth-date" | "check-character";

/** What is wrong with an identity number of 18 characters (GB 11643) or of the old 15, or `null` (rule C1). */
export function idNumberFault(text: string): IdNumberFault | null {
  const number = text.toUpperCase();
  if (number.length !== 18 && number.length !== 15) return "length";
  if (!/^\d{17}[\dX]$|^\d{15}$/.test(number)) return "characters";
  const birth = number.length === 18 ? number.slice(6, 14) : `19${number.slice(6, 12)}`;
  if (!isDate(birth)) return "birth-date";
  return number.length === 18 && checkCharacter(number) !== number[17] ? "check-character" : null;
}

function isDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1850 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** ISO 7064 MOD 11-2 over the first seventeen digits. */
function checkCharacter(number: string): string {
  let remainder = 0;
  for (const digit of number.slice(0, 17)) remainder = ((remainder + Number(digit)) * 2) % 11;
  return "0123456789X".charAt((12 - remainder) % 11);
}
