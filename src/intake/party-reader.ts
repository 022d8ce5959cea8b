import { flagBit, type Party } from "../flows/statement-row.ts";
import { type AccountNumber, readAccountNumber } from "./cells/read-account-number.ts";
import { type Cells, type ReadText, textReader } from "./column-reader.ts";
import type { FieldName } from "./field-table.ts";
import type { ColumnMap } from "./map-columns.ts";

/** One side of a row and the marks that its numbers and name earn. */
export interface PartyReading {
  readonly party: Party;
  readonly flags: number;
}

/** Reads one side of a row. */
export type ReadParty = (row: Cells) => PartyReading;

/** The columns of one side; a missing one is read as empty. */
export interface PartyFields {
  readonly card: FieldName | null;
  readonly account: FieldName;
  /** Used where card and account are both empty. */
  readonly fallback: FieldName | null;
  readonly name: FieldName;
  readonly idNo: FieldName | null;
  readonly bank: FieldName;
  readonly eNotation: "own-number-in-e-notation" | "other-number-in-e-notation";
}

/** The reader of one side, compiled to its columns. Own sides repeat row after row: the last reading is kept. */
export function partyReader(map: ColumnMap, fields: PartyFields): ReadParty {
  const text = (field: FieldName | null): ReadText => (field === null ? nothing : textReader(map, field));
  const [card, account, fallback] = [text(fields.card), text(fields.account), text(fields.fallback)];
  const [name, idNo, bank] = [text(fields.name), text(fields.idNo), text(fields.bank)];
  const eNotation = flagBit(fields.eNotation);
  let last: readonly string[] = [];
  let reading: PartyReading = absentParty;
  return (row) => {
    const cardText = card(row);
    const accountText = account(row) || (cardText === "" ? fallback(row) : "");
    const nameText = name(row);
    const idText = idNo(row);
    const bankText = bank(row);
    if (
      last[0] === cardText &&
      last[1] === accountText &&
      last[2] === nameText &&
      last[3] === idText &&
      last[4] === bankText
    )
      return reading;
    last = [cardText, accountText, nameText, idText, bankText];
    reading = readParty(last, eNotation, fields.card === null ? 0 : shortestBankNumber);
    return reading;
  };
}

/** A side about which a row says nothing. */
export const absentParty: PartyReading = {
  party: { card: "", account: "", subId: "", name: "", idNo: "", bank: "" },
  flags: 0,
};

/** The marks of a number. */
export function faultFlags(fault: AccountNumber["fault"], eNotation: number): number {
  switch (fault) {
    case "none":
      return 0;
    case "e-notation":
      return eNotation;
    case "possibly-truncated":
      return truncatedBit;
    case "masked":
      return maskedBit;
  }
}

function readParty(texts: readonly string[], eNotation: number, shortest: number): PartyReading {
  const [cardText = "", accountText = "", nameText = "", idNo = "", bankText = ""] = texts;
  const named = splitNamed(accountText);
  const card = readAccountNumber(cardText);
  const account = readAccountNumber(named.number);
  const name = nameText !== "" && nameText !== "/" ? nameOf(nameText) : named.name;
  const number = account.number === "" ? card.number : account.number;
  const cut = number !== "" && number.length < shortest ? maskedBit : 0;
  const flags =
    cut |
    faultFlags(card.fault, eNotation) |
    faultFlags(account.fault, eNotation) |
    (onlyDigits.test(name) ? digitsBit : 0);
  const subId = account.subId === "" ? card.subId : account.subId;
  const bank = bankText === "/" ? "" : bankText;
  return { party: { card: card.number, account: account.number, subId, name, idNo, bank }, flags };
}

/** `2088…(姓名)`: a wallet's number and, in brackets, its holder. */
function splitNamed(text: string): { number: string; name: string } {
  const last = text.charCodeAt(text.length - 1);
  if (last !== 0x29 && last !== 0xff09) return text.includes("/") ? splitAtSlash(text) : { number: text, name: "" };
  const match = /^([0-9A-Za-z@._*-]{4,})\s*[(（](.*)[)）]$/.exec(text);
  return match === null ? { number: text, name: "" } : { number: match[1] ?? "", name: match[2] ?? "" };
}

/** A name column of a wallet holds number and name too; shorter numbers are part of the name. */
function nameOf(text: string): string {
  return /^\d{10,}\s*[(（]/.test(text) ? splitNamed(text).name || text : text;
}

/** `6217…/李四` and `李四/6217…`: one column for number and name. */
function splitAtSlash(text: string): { number: string; name: string } {
  const [before = "", after = "", rest] = text.split("/").map((part) => part.trim());
  if (rest !== undefined || !/\p{Script=Han}/u.test(text)) return { number: text, name: "" };
  if (/^[\w*@.-]{4,}$/.test(before)) return { number: before, name: after };
  return /^[\w*@.-]{4,}$/.test(after) ? { number: after, name: before } : { number: text, name: "" };
}

function nothing(): string {
  return "";
}

const truncatedBit = flagBit("number-possibly-truncated");
const maskedBit = flagBit("number-masked");
const digitsBit = flagBit("digits-in-name");
/** A bank that prints the last four digits has masked the rest. */
const shortestBankNumber = 6;
const onlyDigits = /^\d{4,}$/;
