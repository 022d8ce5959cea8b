import { type Direction, flagBit } from "../flows/statement-row.ts";
import type { Currency } from "../money/currency.ts";
import { readAccountNumber } from "./cells/read-account-number.ts";
import { balanceReader, type StatedBalance } from "./balance-reader.ts";
import { type Cells, textReader } from "./column-reader.ts";
import { walletCardReader } from "./wallet-card.ts";
import { partyReader, type PartyFields, type PartyReading, type ReadParty } from "./party-reader.ts";
import type { StatementSheet } from "./statement-sheet.ts";

/** Both sides of a row, seen from the own account. */
export interface SidesReading {
  readonly own: PartyReading;
  readonly other: PartyReading;
  readonly ownBalance: StatedBalance;
  readonly otherBalance: StatedBalance;
  readonly direction: Direction;
  /** Whether money goes between a wallet and the bank card bound to it. */
  readonly isCardMove: boolean;
}

/** Reads both sides of a row whose amount says `direction`. */
export type ReadSides = (row: Cells, direction: Direction, currency: Currency) => SidesReading;

/** The reader of a sheet's sides: own and counterparty, or payer and payee. */
export function sidesReader(sheet: StatementSheet): ReadSides {
  return sheet.rules.sides === "absolute" ? absoluteSides(sheet) : ownSides(sheet);
}

function ownSides({ map, rules, ownDefault, spoiled }: StatementSheet): ReadSides {
  const own = withDefault(partyReader(map, ownFields, spoiled), ownDefault);
  const other = partyReader(map, map.column.has("otherFallback") ? walletFields : otherFields, spoiled);
  const ownBalance = balanceReader(map, rules, "balance");
  const otherBalance = balanceReader(map, rules, "otherBalance");
  const card = walletCardReader(map);
  return (row, direction, currency) => ({
    own: own(row),
    ...card(row, other(row)),
    ownBalance: ownBalance(row, currency),
    otherBalance: otherBalance(row, currency),
    direction,
  });
}

/**
 * Payer and payee are absolute: the own side is the payee on 入, else the side that is the queried subject, else the
 * payer, marked as not stated.
 */
function absoluteSides(sheet: StatementSheet): ReadSides {
  const { map, rules, spoiled } = sheet;
  // Who also names bank cards is an institution, and fills its empty columns as banks do.
  const zeros = map.column.has("payerFallback") || map.column.has("payeeFallback") ? "filler" : "number";
  const payer = partyReader(map, { ...payerFields, zeros }, spoiled);
  const payee = partyReader(map, { ...payeeFields, zeros }, spoiled);
  const subject = textReader(map, "subject");
  const always = inEveryRow(sheet.sample, payer, payee) || sheet.ownDefault.party.account;
  const balance = balanceReader(map, rules, "balance");
  const [payerBalance, payeeBalance] = [
    balanceReader(map, rules, "payerBalance"),
    balanceReader(map, rules, "payeeBalance"),
  ];
  return (row, direction, currency) => {
    const [from, to] = [payer(row), payee(row)];
    const asked = readAccountNumber(subject(row)).number;
    const side = direction !== "unknown" ? direction : sideOfSubject([asked, always], from, to);
    const stated = balance(row, currency);
    const [fromBalance, toBalance] = [payerBalance(row, currency), payeeBalance(row, currency)];
    if (side === "in")
      return {
        own: to,
        other: from,
        ownBalance: filled(toBalance, stated),
        otherBalance: fromBalance,
        direction: "in",
        isCardMove: false,
      };
    const own = side === "unknown" ? { party: from.party, flags: from.flags | unstatedBit } : from;
    return {
      own,
      other: to,
      ownBalance: filled(fromBalance, stated),
      otherBalance: toBalance,
      direction: "out",
      isCardMove: false,
    };
  };
}

function sideOfSubject(subjects: readonly string[], payer: PartyReading, payee: PartyReading): Direction {
  for (const subject of subjects) {
    if (subject === "") continue;
    if (isNumberOf(subject, payer)) return "out";
    if (isNumberOf(subject, payee)) return "in";
  }
  return "unknown";
}

function isNumberOf(number: string, { party }: PartyReading): boolean {
  return number === party.account || number === party.card;
}

/** The one account that is payer or payee of every row of the sample; empty when there is none or only one row. */
function inEveryRow(sample: readonly Cells[], payer: ReadParty, payee: ReadParty): string {
  if (sample.length < 3) return "";
  let common: readonly string[] | null = null;
  for (const row of sample) {
    const here = [payer(row).party.account, payee(row).party.account].filter((number) => number !== "");
    common = common === null ? here : common.filter((number) => here.includes(number));
  }
  return common?.length === 1 ? (common[0] ?? "") : "";
}

function filled(own: StatedBalance, stated: StatedBalance): StatedBalance {
  return own.minor === null && own.readable ? stated : own;
}

/** Rows that name no own account belong to the account that the file names; the bank may stand in its name only. */
function withDefault(read: ReadParty, usual: PartyReading): ReadParty {
  let last: PartyReading | undefined;
  let merged: PartyReading = usual;
  return (row) => {
    const reading = read(row);
    const { party } = reading;
    const named = party.card !== "" || party.account !== "";
    if (named && (party.bank !== "" || usual.party.bank === "")) return reading;
    if (reading === last) return merged;
    last = reading;
    if (named) {
      merged = { party: { ...party, bank: usual.party.bank }, flags: reading.flags };
      return merged;
    }
    merged = {
      party: {
        ...usual.party,
        name: party.name === "" ? usual.party.name : party.name,
        idNo: party.idNo,
        bank: party.bank === "" ? usual.party.bank : party.bank,
      },
      flags: reading.flags | usual.flags,
    };
    return merged;
  };
}

const ownFields: PartyFields = {
  card: "ownCard",
  account: "ownAccount",
  fallback: null,
  name: "ownName",
  idNo: "ownIdNo",
  bank: "ownBank",
  zeros: "filler",
  side: "own",
};
const otherFields: PartyFields = {
  card: "otherCard",
  account: "otherNumber",
  fallback: null,
  name: "otherName",
  idNo: "otherIdNo",
  bank: "otherBank",
  zeros: "filler",
  side: "other",
};
const walletFields: PartyFields = { ...otherFields, fallback: "otherFallback" };
const payerFields: PartyFields = {
  card: null,
  account: "payer",
  fallback: "payerFallback",
  name: "payerName",
  idNo: null,
  bank: "payerBank",
  zeros: "number",
  side: "own",
};
const payeeFields: PartyFields = {
  ...payerFields,
  account: "payee",
  fallback: "payeeFallback",
  name: "payeeName",
  bank: "payeeBank",
  side: "other",
};
const unstatedBit = flagBit("own-unstated");
