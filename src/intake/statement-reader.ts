import { type Direction, flagBit, type SourcePlace, type StatementRow } from "../flows/statement-row.ts";
import { CNY, type Currency } from "../money/currency.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { type AmountReading, amountReader, type Rejection } from "./amount-reader.ts";
import { movementKind } from "./cells/movement-kind.ts";
import { readCurrency } from "./cells/read-currency.ts";
import { type Cells, textReader } from "./column-reader.ts";
import { correctionReader } from "./correction-reader.ts";
import type { StatementRules } from "./layout.ts";
import { type MomentReading, momentReader } from "./moment-reader.ts";
import { redLetterReader } from "./red-letter.ts";
import { type RowWords, wordsReader } from "./row-words.ts";
import { type SidesReading, sidesReader } from "./sides-reader.ts";
import type { StatementSheet } from "./statement-sheet.ts";
import { type StatusReading, statusReader } from "./status-reader.ts";

/** Reads a row of cells; a row that cannot be read is a rejection with its reason. */
export type ReadStatementRow = (row: Cells, rowNumber: number) => StatementRow | Rejection;

/** Compiles a sheet's mapping into a reader of its rows. */
export function statementReader(sheet: StatementSheet): ReadStatementRow {
  const { map, rules } = sheet;
  const moment = momentReader(map, sheet.date1904);
  const currencyOf = currencyReader(sheet);
  const amount = amountReader(map, rules, sheet.sample);
  const wordsOf = wordsReader(sheet);
  const sidesOf = sidesReader(sheet);
  const status = statusReader(map, rules);
  const correction = correctionReader(map);
  const turned = redLetterReader(sheet, amount);
  return (row, rowNumber) => {
    const at = moment(row);
    if ("reason" in at) return at;
    const currency = currencyOf(row);
    if (currency === undefined) return { reason: "currency-unknown", field: "currency" };
    const money = amount(row, currency);
    if ("reason" in money) return money;
    const words = wordsOf(row);
    const directed = directionOf(money, rules, words.transactionType);
    const sides = sidesOf(row, directed.direction, currency);
    const place = { sheet: sheet.sheet, row: rowNumber };
    const { direction, flags } = turned(row, { money: directed, sides, wordFlags: words.flags });
    const known = { ...directed, direction: directionOfZero(direction, directed), flags };
    const read = assemble({ place, at, currency, money: known, words, sides, outcome: status(row) });
    const correctionOf = correction(row);
    return correctionOf === null ? read : { ...read, flags: read.flags | correctedBit, correctionOf };
  };
}

/** Everything that was read of one row. */
interface RowParts {
  readonly place: SourcePlace;
  readonly at: MomentReading;
  readonly currency: Currency;
  readonly money: AmountReading;
  readonly words: RowWords;
  readonly sides: SidesReading;
  readonly outcome: StatusReading;
}

function assemble({ place, at, currency, money, words, sides, outcome }: RowParts): StatementRow {
  const { own, other, ownBalance, otherBalance } = sides;
  const { serial, orderNo, logNo, voucherNo, reversesSerial, summary, remark, transactionType, cashFlag, channel } =
    words;
  const hasCounterparty = other.party.account !== "" || other.party.card !== "";
  const balances = (ownBalance.readable ? 0 : balanceBit) | (otherBalance.readable ? 0 : otherBalanceBit);
  const rolled = at.rolledForward ? rolledBit : 0;
  return {
    place,
    own: own.party,
    other: other.party,
    timeText: at.text,
    atMs: at.atMs,
    precision: at.precision,
    amountMinor: toMinorUnits(money.amountMinor),
    direction: money.direction,
    currency,
    ownBalanceMinor: ownBalance.minor,
    otherBalanceMinor: otherBalance.minor,
    status: outcome.status,
    movement: sides.isCardMove
      ? "transfer"
      : movementKind({ cashFlag, summary, transactionType, merchant: channel.merchant, hasCounterparty }),
    serial,
    orderNo,
    logNo,
    voucherNo,
    reversesSerial,
    summary,
    remark,
    transactionType,
    cashFlag,
    channel,
    flags: own.flags | other.flags | money.flags | outcome.flags | words.flags | balances | rolled,
  };
}

/** A layout may fix the direction, or know it from a wallet's transaction type where the flag says "neither". */
function directionOf(money: AmountReading, rules: StatementRules, transactionType: string): AmountReading {
  if (rules.direction !== "unknown") return { ...money, direction: rules.direction };
  if (money.direction !== "unknown") return money;
  const byType = rules.typeDirections.find(([type]) => type.test(transactionType));
  if (byType === undefined || byType[1] === "unknown") return money;
  return { ...money, direction: byType[1], flags: money.flags | fromTypeBit };
}

/** Nothing moved, so no balance can tell: a probe or a refused attempt is the account's own. */
function directionOfZero(direction: Direction, { amountMinor }: AmountReading): Direction {
  return direction === "unknown" && amountMinor === 0 ? "out" : direction;
}

function currencyReader(sheet: StatementSheet): (row: Cells) => Currency | undefined {
  const text = textReader(sheet.map, "currency");
  const usual = sheet.currency ?? CNY;
  let lastText = "";
  let last: Currency | undefined = usual;
  return (row) => {
    const value = text(row);
    if (value === lastText) return last;
    lastText = value;
    last = value === "" || value === "/" ? usual : readCurrency(value);
    return last;
  };
}

const rolledBit = flagBit("time-rolled-forward");
const balanceBit = flagBit("balance-unreadable");
const otherBalanceBit = flagBit("other-balance-unreadable");
const correctedBit = flagBit("corrected-row");
const fromTypeBit = flagBit("direction-from-type");
