import { flagBit, type Party } from "../flows/statement-row.ts";
import { type AccountNumber, isZeroFiller, readAccountNumber } from "./cells/read-account-number.ts";
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
  /** What a number of nothing but zeros is: some plain lists of transfers count their accounts from 0. */
  readonly zeros: "filler" | "number";
  readonly side: "own" | "other";
}

/** The reader of one side, compiled to its columns. Own sides repeat row after row: the last reading is kept. */
export function partyReader(map: ColumnMap, fields: PartyFields, spoiled: ReadonlySet<string>): ReadParty {
  const text = (field: FieldName | null): ReadText => (field === null ? nothing : textReader(map, field));
  const [card, account, fallback] = [text(fields.card), text(fields.account), text(fields.fallback)];
  const [name, idNo, bank] = [text(fields.name), text(fields.idNo), text(fields.bank)];
  const numbers = { side: fields.side, spoiled, shortest: fields.card === null ? 0 : shortestBankNumber };
  const number = fields.zeros === "filler" ? withoutFiller : asItStands;
  let last: readonly string[] = [];
  let reading: PartyReading = absentParty;
  return (row) => {
    const cardText = number(card(row));
    const accountText = number(account(row)) || (cardText === "" ? number(fallback(row)) : "");
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
    reading = readParty(last, numbers);
    return reading;
  };
}

/** A side about which a row says nothing. */
export const absentParty: PartyReading = {
  party: { card: "", account: "", subId: "", name: "", idNo: "", bank: "" },
  flags: 0,
};

/** The marks of a number of one side. */
export function faultFlags(fault: AccountNumber["fault"], side: "own" | "other"): number {
  switch (fault) {
    case "none":
      return 0;
    case "e-notation":
      return sideBits[side].eNotation;
    case "undecodable":
      return sideBits[side].undecodable;
    case "possibly-truncated":
      return truncatedBit;
    case "masked":
      return maskedBit;
  }
}

function numberFlags({ number, fault }: AccountNumber, side: "own" | "other", spoiled: ReadonlySet<string>): number {
  return fault === "possibly-truncated" && spoiled.has(number) ? sideBits[side].cut : faultFlags(fault, side);
}

interface NumberRules {
  readonly side: "own" | "other";
  /** Numbers that stand in cells of the type number, beyond what those hold. */
  readonly spoiled: ReadonlySet<string>;
  /** A number with fewer characters is masked. */
  readonly shortest: number;
}

function readParty(texts: readonly string[], { side, spoiled, shortest }: NumberRules): PartyReading {
  const [cardText = "", accountText = "", nameText = "", idNo = "", bankText = ""] = texts;
  const named = splitNamed(accountText);
  const card = readAccountNumber(cardText);
  const account = readAccountNumber(named.number);
  const name = nameText !== "" && nameText !== "/" ? nameOf(nameText) : named.name;
  const number = account.number === "" ? card.number : account.number;
  const cut = number !== "" && number.length < shortest ? maskedBit : 0;
  const flags =
    cut |
    numberFlags(card, side, spoiled) |
    numberFlags(account, side, spoiled) |
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

function withoutFiller(text: string): string {
  return isZeroFiller(text) ? "" : text;
}

function asItStands(text: string): string {
  return text;
}

function nothing(): string {
  return "";
}

const sideBits = {
  own: {
    eNotation: flagBit("own-number-in-e-notation"),
    undecodable: flagBit("own-number-undecodable"),
    cut: flagBit("own-number-possibly-truncated"),
  },
  other: {
    eNotation: flagBit("other-number-in-e-notation"),
    undecodable: flagBit("other-number-undecodable"),
    cut: flagBit("other-number-possibly-truncated"),
  },
} as const;
const truncatedBit = flagBit("number-possibly-truncated");
const maskedBit = flagBit("number-masked");
const digitsBit = flagBit("digits-in-name");
/** A bank that prints the last four digits has masked the rest. */
const shortestBankNumber = 6;
const onlyDigits = /^\d{4,}$/;
