import { flagBit, type RowFlag, unstatedOwnerPrefix } from "../flows/statement-row.ts";
import { readAccountNumber } from "./cells/read-account-number.ts";
import { faultFlags, type PartyReading } from "./party-reader.ts";
import { numberInName, type Preamble } from "./preamble.ts";
import type { SheetReading } from "./sheet-reader.ts";

/**
 * Whose statement it is where the rows do not say: the account named above the headings, else in the file's name, else
 * a placeholder that is the same every time the file is read. Marked by which of these it was.
 */
export function ownDefault(reading: SheetReading, preamble: Preamble): { own: PartyReading; number: string } {
  const { path, sha256 } = reading.file;
  const inName = numberInName(path.slice(path.lastIndexOf("/") + 1)) || numberInName(reading.sheet.name);
  const [text, flag] = firstNumber([
    [preamble.number, "own-from-preamble"],
    [inName, "own-from-file-name"],
    [`${unstatedOwnerPrefix}${sha256.slice(0, 16)}`, "own-unstated"],
  ]);
  const { number, subId, fault } = readAccountNumber(text);
  const bank = preamble.bank === "" ? bankInName(path) : preamble.bank;
  const party = { card: "", account: number, subId, name: preamble.name, idNo: "", bank };
  return { own: { party, flags: flagBit(flag) | faultFlags(fault, "own") }, number };
}

function firstNumber(choices: readonly (readonly [string, RowFlag])[]): readonly [string, RowFlag] {
  return choices.find(([text]) => text !== "") ?? ["", "own-unstated"];
}

/** A bank's name in a file's or folder's name, nearest first. */
function bankInName(path: string): string {
  for (const part of path.split("/").reverse()) {
    const match = /[\p{Script=Han}]{2,12}?(?:银行|信用社|农信社|农商行)/u.exec(part);
    if (match !== null) return match[0];
  }
  return "";
}
