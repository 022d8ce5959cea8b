import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { StatementLine } from "./account-statements.ts";
import { crossingOf, isWallet } from "./reserve-crossing.ts";

/**
 * A row of 财付通 TenpayTrades: 27 columns by position, amounts in 分. Of the user's own card the row has the number and the
 * clearing serial on the user's side, of another's card on the other's.
 */
export function tenpayCells(line: StatementLine): string[] {
  const { movement, own, side, atMs } = line;
  const at = line.fault === "bad-time" ? "2025-13-45 99:99:99" : formatChinaTime(atMs, "second");
  const amount = line.fault === "bad-amount" ? "金额有误" : String(movement.amountMinor);
  const card = cardOf(line);
  const party = partyOf(line);
  const cells = Array<string>(27).fill("");
  cells[0] = own.number;
  cells[1] = `1000${line.serial}`;
  cells[3] = own.holder.name;
  cells[4] = side === "out" ? "出" : "入";
  cells[5] = movement.trace.transactionType;
  cells[6] = movement.trace.summary;
  cells[7] = at;
  cells[8] = amount;
  cells[9] = String(line.balanceMinor);
  cells[14] = party?.number ?? "";
  cells[15] = party?.name ?? "";
  if (card !== undefined) {
    if (card.whose === "other") cells[15] ||= card.name;
    cells[card.whose === "own" ? 10 : 16] = card.number;
    cells[card.whose === "own" ? 11 : 18] = card.reference;
  }
  cells[23] = side === "out" ? at : "";
  cells[24] = side === "out" ? amount : "";
  return cells;
}

/** A row of 支付宝 账户明细 as returned to police: of a card it has nothing but the clearing serial. */
export function alipayCells(line: StatementLine): string[] {
  const { movement, own, side, atMs } = line;
  const at = line.fault === "bad-time" ? "2025-13-45 99:99:99" : formatChinaTime(atMs, "second");
  const amount = line.fault === "bad-amount" ? "金额有误" : formatDecimal(movement.amountMinor, CNY);
  const party = partyOf(line);
  return [
    `2025${line.serial}\t`,
    `T${line.serial}\t`,
    at,
    at,
    at,
    "手机",
    movement.trace.transactionType,
    `${own.number}(${own.holder.name})`,
    party === undefined ? "" : `${party.number}(${party.name})`,
    movement.trace.summary,
    amount,
    side === "out" ? "支出" : "收入",
    "交易成功",
    "余额",
    cardOf(line)?.reference ?? "",
    movement.trace.remark,
    own.holder.idNo,
  ];
}

/** The wallet that a wallet's row names as its other side: where a card paid for a wallet, that wallet. */
export function partyOf({ movement, own, other }: StatementLine): { number: string; name: string } | undefined {
  const through = movement.throughWallet;
  const party = through !== null && through !== own ? through : other;
  if (party === null) return undefined;
  if (isWallet(party) || crossingOf(movement) === undefined) return { number: party.number, name: party.holder.name };
  return undefined;
}

/** The bank card of a wallet's row that crosses the reserve, and whose it is. */
export function cardOf({
  movement,
  own,
}: StatementLine): { number: string; name: string; whose: "own" | "other"; reference: string } | undefined {
  const crossing = crossingOf(movement);
  const card = [movement.payer, movement.payee].find((account) => account !== null && !isWallet(account));
  if (crossing === undefined || card === undefined || card === null) return undefined;
  const whose = card.holder === own.holder ? "own" : "other";
  return { number: card.card, name: card.holder.name, whose, reference: crossing.reference };
}
