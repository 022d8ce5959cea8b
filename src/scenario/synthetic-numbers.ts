/*
 * Numbers that look right and belong to nobody: ID numbers of division 99, which GB/T 2260 does not have, phone numbers
 * that begin with 100, which no operator has, and cards of the made-up issuer range 62999x.
 */

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An 18-character ID number with a valid check character (GB 11643) in the division 990100. */
export function syntheticIdNumber(birthDate: string, serial: number): string {
  const body = `990100${birthDate}${String(serial % 1000).padStart(3, "0")}`;
  const sum = idWeights.reduce((running, weight, index) => running + weight * Number(body[index]), 0);
  return body + "10X98765432".charAt(sum % 11);
}

/** A 19-digit card number that passes Luhn. `issuer` is two digits, one pair a bank. */
export function syntheticCard(issuer: string, serial: number): string {
  const body = `6299${issuer}${String(serial).padStart(12, "0")}`;
  return body + luhnDigit(body);
}

/** A 15-digit account number that no double rounds and no card scheme uses. */
export function syntheticAccountNumber(issuer: string, serial: number): string {
  return `99${issuer}0${String(serial * 7 + 3).padStart(10, "0")}`;
}

/** An 11-digit phone number outside every operator's range. */
export function syntheticPhone(serial: number): string {
  return `100${String(serial).padStart(8, "0")}`;
}

function luhnDigit(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const digit = Number(body[body.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
