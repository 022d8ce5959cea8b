import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { StatementLine } from "./account-statements.ts";

/** A row of 财付通 TenpayTrades: 27 columns by position, amounts in 分. */
export function tenpayCells(line: StatementLine): string[] {
  const { movement, own, other, side, atMs } = line;
  const at = line.fault === "bad-time" ? "2025-13-45 99:99:99" : formatChinaTime(atMs, "second");
  const amount = line.fault === "bad-amount" ? "金额有误" : String(movement.amountMinor);
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
  cells[14] = other?.number ?? "";
  cells[15] = other?.holder.name ?? "";
  cells[23] = side === "out" ? at : "";
  cells[24] = side === "out" ? amount : "";
  return cells;
}

/** A row of 支付宝 账户明细 as returned to police. */
export function alipayCells(line: StatementLine): string[] {
  const { movement, own, other, side, atMs } = line;
  const at = line.fault === "bad-time" ? "2025-13-45 99:99:99" : formatChinaTime(atMs, "second");
  const amount = line.fault === "bad-amount" ? "金额有误" : formatDecimal(movement.amountMinor, CNY);
  return [
    `2025${line.serial}\t`,
    `T${line.serial}\t`,
    at,
    at,
    at,
    "手机",
    movement.trace.transactionType,
    `${own.number}(${own.holder.name})`,
    other === null ? "" : `${other.number}(${other.holder.name})`,
    movement.trace.summary,
    amount,
    side === "out" ? "支出" : "收入",
    "交易成功",
    "余额",
    "",
    movement.trace.remark,
    own.holder.idNo,
  ];
}
