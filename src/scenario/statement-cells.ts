import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { StatementLine } from "./account-statements.ts";
import type { BankStyle } from "./city-banks.ts";
import type { CityAccount } from "./city-model.ts";
import { crossingOf } from "./reserve-crossing.ts";
import { statementHeadings } from "./statement-headings.ts";
import { timeText } from "./time-text.ts";

/** Writes a line as the row of cells of its bank's layout, dirt included. */
export function statementCells(style: BankStyle): (line: StatementLine) => string[] {
  const readers = statementHeadings[style.layout].map((heading) => cellReaders[heading] ?? empty);
  return (line) => readers.map((read) => read(line, style));
}

type CellReader = (line: StatementLine, style: BankStyle) => string;

const empty: CellReader = (_, style) => style.missing;
const ownCard: CellReader = ({ own }, style) => (own.card || own.number) + style.numberTail;
const ownAccount: CellReader = ({ own }, style) => own.number + subAccount(own, style) + style.numberTail;
const ownName: CellReader = ({ own }, style) => (style.ownNames === "shown" ? own.holder.name : style.missing);
const ownId: CellReader = ({ own }, style) => (style.ownNames === "shown" && own.holder.idNo) || style.missing;
const otherNumber: CellReader = (line, style) => present(counterpartyNumber(line, style), style);
const otherName: CellReader = (line, style) => present(padded(counterpartyName(line), line), style);
const otherBank: CellReader = (line, style) =>
  present(crossingOf(line.movement) === undefined ? (line.other?.bank.name ?? "") : "", style);
const clearing: CellReader = ({ movement }, style) => present(crossingOf(movement)?.reference ?? "", style);
const whole: CellReader = (line, style) =>
  line.fault === "bad-time" ? "2025-13-45 99:99:99" : timeText(line.atMs, style.time).whole;
const date: CellReader = (line, style) =>
  line.fault === "bad-time" ? "2025/13/45" : timeText(line.atMs, style.time).date;
const time: CellReader = (line, style) => timeText(line.atMs, style.time).time;
const amount: CellReader = (line, style) =>
  line.fault === "bad-amount" ? "金额有误" : money(signedFor(line, style), style);
const balance: CellReader = (line, style) => money(toMinorUnits(line.balanceMinor), style);
const direction: CellReader = (line, style) =>
  line.fault === "blank-direction" ? "" : style.direction[line.side === "out" ? 0 : 1];
const summary: CellReader = ({ movement }, style) => present(movement.trace.summary, style);
const remark: CellReader = ({ movement }, style) => present(movement.trace.remark, style);
const transactionType: CellReader = ({ movement }, style) => present(movement.trace.transactionType, style);
const success: CellReader = ({ movement }) => (movement.purpose === "failed-attempt" ? "失败" : "成功");
const serial: CellReader = (line, style) => line.serial + style.numberTail;
const branch: CellReader = ({ own }) => `${own.bank.name}示例支行`;

/** By heading, over all bank layouts; a heading that is not here is a column the banks leave empty. */
const cellReaders: Readonly<Record<string, CellReader>> = {
  交易卡号: ownCard,
  交易账卡号: ownCard,
  查询账号: ownAccount,
  交易账号: ownAccount,
  账号: ownAccount,
  账户开户名称: ownName,
  交易方户名: ownName,
  交易户名: ownName,
  客户名称: ownName,
  开户人证件号码: ownId,
  交易方证件号码: ownId,
  交易证件号码: ownId,
  交易证件号: ownId,
  交易方开户行: ({ own }) => own.bank.name,
  账户性质: ({ own }) => (own.card === "" ? "对公" : "个人"),
  交易时间: (line, style) => (style.time.startsWith("two-columns") ? time(line, style) : whole(line, style)),
  交易日期: date,
  记账日期: date,
  记账时间: time,
  交易金额: amount,
  金额: amount,
  交易余额: balance,
  余额: balance,
  联机余额: balance,
  收付标志: direction,
  借贷标志: direction,
  "交易方向(D:借|C:贷)": direction,
  交易对手账卡号: otherNumber,
  对方账号卡号: otherNumber,
  对方帐号: otherNumber,
  "对方卡号/账号": otherNumber,
  对手卡号: (line, style) => (line.other?.card ? otherNumber(line, style) : style.missing),
  对手账号: (line, style) => (line.other?.card ? style.missing : otherNumber(line, style)),
  对手户名: otherName,
  对方账号姓名: otherName,
  对方客户名称: otherName,
  对方账户名: otherName,
  对手开户银行: otherBank,
  对方开户行: otherBank,
  现金标志: ({ movement }) => (movement.purpose === "cash" ? "现金" : "转账"),
  摘要说明: summary,
  交易摘要: summary,
  交易名称: summary,
  交易类型: transactionType,
  渠道: () => "网上银行",
  交易币种: (_, style) => (style.layout === "variant-c" ? "CNY" : "人民币"),
  币别: () => "人民币",
  交易网点名称: branch,
  网点名称: branch,
  交易网点代码: ({ own }) => `99${own.bank.issuer}0001`,
  交易发生地: () => "示例市",
  交易是否成功: success,
  交易结果: success,
  终端号: ({ movement }, style) => present(movement.trace.terminal, style),
  IP地址: ({ movement }, style) => present(movement.trace.ip, style),
  MAC地址: ({ movement }, style) => present(movement.trace.mac, style),
  交易流水号: serial,
  日志号: clearing,
  商户流水号: clearing,
  商户名称: ({ movement }, style) => present(movement.trace.merchant, style),
  商户号: ({ movement }, style) => present(movement.trace.merchantNo, style),
  备注: remark,
  附言: remark,
  数据来源: () => "查控平台",
};

function present(text: string, style: BankStyle): string {
  return text === "" ? style.missing : text;
}

/** Some customers of the first bank keep a sub-account, which it writes behind the account number. */
function subAccount(own: CityAccount, style: BankStyle): string {
  return style.layout === "variant-a" && own.index % 11 === 0 ? "_1" : "";
}

/**
 * A shop whose own statement is not held is named, not numbered: card schemes give the bank no account of it. Nor is a
 * wallet: the bank sees its institution's reserve.
 */
function counterpartyNumber(line: StatementLine, style: BankStyle): string {
  const { other, movement } = line;
  if (other === null || crossingOf(movement) !== undefined) return "";
  if (movement.trace.merchant !== "" && !other.statementHeld) return "";
  const byCard = style.counterpartyBy === "card" || !other.statementHeld;
  const number = byCard ? other.card || other.number : other.number;
  if (line.fault === "e-notation") return `${number.charAt(0)}.${number.slice(1, 6)}E+${number.length - 1}`;
  return number + style.numberTail;
}

function counterpartyName({ other, movement }: StatementLine): string {
  const crossing = crossingOf(movement);
  if (crossing !== undefined) return crossing.reserveName;
  return other?.holder.name ?? movement.trace.merchant;
}

/** One name in forty carries no-break spaces, as exports from web pages do. */
function padded(name: string, line: StatementLine): string {
  return name !== "" && line.movement.id % 40 === 7 ? `\u00a0${name}\u00a0` : name;
}

function signedFor(line: StatementLine, style: BankStyle): MinorUnits {
  const negative = style.layout === "bank-slip" && line.side === "out";
  return negative ? toMinorUnits(0 - line.movement.amountMinor) : line.movement.amountMinor;
}

function money(amountMinor: MinorUnits, style: BankStyle): string {
  const text = formatDecimal(amountMinor, CNY);
  return style.amounts === "thousands" ? text.replace(/\B(?=(\d{3})+\.)/g, ",") : text;
}
