import type { WitnessColumns } from "./witness-columns.ts";

/** Whether what stands in a number column is a name: Chinese characters and no digit. Wallet ids and e-mail addresses are numbers. */
export function isNameText(text: string): boolean {
  return !/\d/.test(text) && /\p{Script=Han}/u.test(text);
}

/**
 * Takes the names that stand in number columns for what they are (rule F5): each becomes its side's name where the row
 * states none, and a counterparty's leaves the number column. One that pays in the same list of transfers stays: there
 * the name is the account's key.
 * @param isListed per row: 1 where a list of transfers shows it.
 */
export function namesFromNumbers(witnesses: WitnessColumns, isListed: Uint8Array): WitnessColumns {
  const isName = Uint8Array.from(witnesses.strings, (text) => Number(isNameText(text)));
  const { ownCard, ownAccount } = witnesses;
  if (![ownCard, ownAccount, witnesses.otherCard, witnesses.otherAccount].some((column) => holds(column, isName))) {
    return witnesses;
  }
  const [otherCard, otherAccount] = [witnesses.otherCard.slice(), witnesses.otherAccount.slice()];
  const [ownName, otherName] = [witnesses.ownName.slice(), witnesses.otherName.slice()];
  const payers = new Set<string>();
  for (let row = 0; row < witnesses.length; row++) {
    const name = [ownCard[row]!, ownAccount[row]!].find((text) => isName[text] === 1);
    if (name === undefined) continue;
    ownName[row] ||= name;
    if (isListed[row] === 1) payers.add(`${witnesses.file[row]!},${name}`);
  }
  for (const column of [otherCard, otherAccount]) {
    for (let row = 0; row < witnesses.length; row++) {
      const name = column[row]!;
      if (isName[name] === 0) continue;
      otherName[row] ||= name;
      if (isListed[row] === 0 || !payers.has(`${witnesses.file[row]!},${name}`)) column[row] = 0;
    }
  }
  return { ...witnesses, otherCard, otherAccount, ownName, otherName };
}

function holds(column: Uint32Array, isName: Uint8Array): boolean {
  for (let row = 0; row < column.length; row++) if (isName[column[row]!] === 1) return true;
  return false;
}
