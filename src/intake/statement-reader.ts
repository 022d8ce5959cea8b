import { type Channel, type Direction, flagBit, type MovementKind, type RowStatus, type StatementRow } from "../flows/statement-row.ts";
import { CNY, type Currency } from "../money/currency.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { type AmountReading, amountReader, type Rejection } from "./amount-reader.ts";
import { stripCell } from "./cells/clean-text.ts";
import { movementKind, saysReversal } from "./cells/movement-kind.ts";
import { readCurrency } from "./cells/read-currency.ts";
import { readStatus } from "./cells/read-status.ts";
import { type Cells, firstFilled, type ReadText, textReader } from "./column-reader.ts";
import { correctionReader } from "./correction-reader.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";
import { momentReader } from "./moment-reader.ts";
import { sidesReader } from "./sides-reader.ts";
import type { StatementSheet } from "./statement-sheet.ts";

/** Reads a row of cells; a row that cannot be read is a rejection with its reason. */
export type ReadStatementRow = (row: Cells, rowNumber: number) => StatementRow | Rejection;

/** Compiles a sheet's mapping into a reader of its rows. */
export function statementReader(sheet: StatementSheet): ReadStatementRow {
  const { map, rules } = sheet;
  const moment = momentReader(map, sheet.date1904);
  const currencyOf = currencyReader(sheet);
  const amount = amountReader(map, rules, sheet.sample);
  const words = wordsReader(sheet);
  const sides = sidesReader(sheet);
  const status = statusReader(map, rules);
  const correction = correctionReader(map);
  const reversal = { summary: remembering(saysReversal), type: remembering(saysReversal), remark: remembering(saysReversal) };
  return (row, rowNumber) => {
    const at = moment(row);
    if ("reason" in at) return at;
    const currency = currencyOf(row);
    if (currency === undefined) return { reason: "currency-unknown", field: "currency" };
    const money = amount(row, currency);
    if ("reason" in money) return money;
    const text = words(row);
    const direction = directionOf(money, rules, text.transactionType);
    const { own, other, ownBalance, otherBalance, direction: side } = sides(row, direction.direction, currency);
    const outcome = status(row);
    const corrected = correction(row);
    const flags =
      own.flags |
      other.flags |
      direction.flags |
      outcome.flags |
      (at.rolledForward ? rolledBit : 0) |
      (reversal.summary(text.summary) || reversal.type(text.transactionType) || reversal.remark(text.remark) ? reversalBit : 0) |
      (ownBalance.readable ? 0 : balanceBit) |
      (otherBalance.readable ? 0 : otherBalanceBit) |
      (corrected === null ? 0 : correctedBit);
    const hasCounterparty = other.party.account !== "" || other.party.card !== "";
    const read: StatementRow = {
      place: { sheet: sheet.sheet, row: rowNumber },
      own: own.party,
      other: other.party,
      timeText: at.text,
      atMs: at.atMs,
      precision: at.precision,
      amountMinor: toMinorUnits(money.amountMinor),
      direction: side,
      currency,
      ownBalanceMinor: ownBalance.minor,
      otherBalanceMinor: otherBalance.minor,
      status: outcome.status,
      movement: movementOf(text, hasCounterparty),
      serial: text.serial,
      orderNo: text.orderNo,
      logNo: text.logNo,
      voucherNo: text.voucherNo,
      reversesSerial: text.reversesSerial,
      summary: text.summary,
      remark: text.remark,
      transactionType: text.transactionType,
      cashFlag: text.cashFlag,
      channel: text.channel,
      flags,
    };
    return corrected === null ? read : { ...read, correctionOf: corrected };
  };
}

function movementOf(text: RowWords, hasCounterparty: boolean): MovementKind {
  const { cashFlag, summary, transactionType } = text;
  return movementKind({ cashFlag, summary, transactionType, merchant: text.channel.merchant, hasCounterparty });
}

/** Columns repeat their values: the last answer is kept. */
function remembering(ask: (text: string) => boolean): (text: string) => boolean {
  let lastText = "";
  let last = ask("");
  return (text) => {
    if (text !== lastText) {
      lastText = text;
      last = ask(text);
    }
    return last;
  };
}

/** A layout may fix the direction, or know it from a wallet's transaction type where the flag says "neither". */
function directionOf(
  money: AmountReading,
  rules: StatementRules,
  transactionType: string,
): { direction: Direction; flags: number } {
  if (rules.direction !== "unknown") return { direction: rules.direction, flags: money.flags };
  if (money.direction !== "unknown") return money;
  const byType = rules.typeDirections.find(([type]) => type.test(transactionType));
  if (byType === undefined || byType[1] === "unknown") return money;
  return { direction: byType[1], flags: money.flags | fromTypeBit };
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

interface StatusReading {
  readonly status: RowStatus;
  readonly flags: number;
}

function statusReader(map: ColumnMap, rules: StatementRules): (row: Cells) => StatusReading {
  const text = textReader(map, "status");
  const flag = map.column.get("direction");
  const blank: StatusReading = { status: rules.blankStatus, flags: 0 };
  const cache = new Map<string, StatusReading>();
  return (row) => {
    const value = text(row);
    if (value === "" || value === "/") return blank;
    const neither = rules.neitherStatusWords[value];
    if (neither !== undefined && flag !== undefined && neitherFlags.has(stripCell(row[flag] ?? "")))
      return { status: neither, flags: 0 };
    const cached = cache.get(value);
    if (cached !== undefined) return cached;
    const status = readStatus(value, rules.statusWords);
    const reading = status === undefined ? unknownCode : { status, flags: 0 };
    if (cache.size < 1_000) cache.set(value, reading);
    return reading;
  };
}

interface RowWords {
  readonly serial: string;
  readonly orderNo: string;
  readonly logNo: string;
  readonly voucherNo: string;
  readonly reversesSerial: string;
  readonly summary: string;
  readonly remark: string;
  readonly transactionType: string;
  readonly cashFlag: string;
  readonly channel: Channel;
}

/** The texts of a row that need no parsing. In plain transfers the id is the serial, the reference another number. */
function wordsReader({ map, rules }: StatementSheet): (row: Cells) => RowWords {
  const byId = map.column.has("id") && rules.sides === "absolute";
  const serial = textReader(map, byId ? "id" : "serial");
  const orderNo = byId ? firstFilled(map, "serial", "orderNo") : textReader(map, "orderNo");
  const [logNo, voucherNo] = [textReader(map, "logNo"), firstFilled(map, "voucherNo", "slipNo")];
  const [reverses, summary, type] = [
    textReader(map, "reverses"),
    textReader(map, "summary"),
    textReader(map, "transactionType"),
  ];
  const [cashFlag, remark, channel] = [textReader(map, "cashFlag"), remarkReader(map, rules), channelReader(map)];
  return (row) => ({
    serial: withoutSlash(serial(row)),
    orderNo: withoutSlash(orderNo(row)),
    logNo: logNo(row),
    voucherNo: voucherNo(row),
    reversesSerial: reverses(row),
    summary: withoutSlash(summary(row)),
    remark: remark(row),
    transactionType: type(row),
    cashFlag: cashFlag(row),
    channel: channel(row),
  });
}

function channelReader(map: ColumnMap): (row: Cells) => Channel {
  const [ip, mac, terminal] = [textReader(map, "ip"), textReader(map, "mac"), firstFilled(map, "terminal", "channel")];
  const [place, branch, branchCode] = [
    textReader(map, "place"),
    textReader(map, "branch"),
    textReader(map, "branchCode"),
  ];
  const [teller, merchant, merchantNo] = [
    textReader(map, "teller"),
    textReader(map, "merchant"),
    textReader(map, "merchantNo"),
  ];
  return (row) => ({
    ip: ip(row),
    mac: mac(row),
    terminal: terminal(row),
    place: place(row),
    branch: branch(row),
    branchCode: branchCode(row),
    teller: teller(row),
    merchant: merchant(row),
    merchantNo: merchantNo(row),
  });
}

/** The remark, and behind it the columns that have no field but must not be lost. */
function remarkReader(map: ColumnMap, rules: StatementRules): ReadText {
  const remark = textReader(map, "remark");
  const kept = map.decisions.filter((one) => rules.keepInRemark.includes(one.heading.trim()));
  if (kept.length === 0) return (row) => withoutSlash(remark(row));
  return (row) => {
    const parts = [withoutSlash(remark(row))];
    for (const { column, heading } of kept) {
      const value = withoutSlash(stripCell(row[column] ?? ""));
      if (value !== "") parts.push(`${heading.trim()}: ${value}`);
    }
    return parts.filter((part) => part !== "").join("; ");
  };
}

/** Wallets write `/` for "none". */
function withoutSlash(text: string): string {
  return text === "/" ? "" : text;
}

const unknownCode: StatusReading = { status: "unknown", flags: flagBit("status-code-unknown") };
const neitherFlags: ReadonlySet<string> = new Set(["/", "不计收支", "中性", "中性交易", "其他"]);
const rolledBit = flagBit("time-rolled-forward");
const reversalBit = flagBit("reversal-wording");
const balanceBit = flagBit("balance-unreadable");
const otherBalanceBit = flagBit("other-balance-unreadable");
const correctedBit = flagBit("corrected-row");
const fromTypeBit = flagBit("direction-from-type");
