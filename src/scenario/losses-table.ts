import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { CityTruth, LossTruth } from "./city-truth.ts";

const headings = "损失编号,被害人,付款账号,时间,金额,金额误差,时间误差分钟,收款账号";

/**
 * The victims' losses of all frauds as an officer takes them down, for the `losses` command: most from the victim's own
 * statement, every fourth from memory (to the five minutes, without the payee).
 */
export function lossesTable(truth: CityTruth): string {
  const rows = truth.frauds.flatMap((fraud) => fraud.losses).map((loss, index) => row(loss, index % 4 === 3));
  return `\ufeff${[headings, ...rows.map((cells) => cells.join(","))].join("\r\n")}\r\n`;
}

function row(loss: LossTruth, fromMemory: boolean): string[] {
  const { victim, victimAccount, payeeAccount, atMs, amountMinor } = loss;
  const fiveMinutes = 300_000;
  const at = fromMemory ? Math.round(atMs / fiveMinutes) * fiveMinutes : atMs;
  const amount = formatDecimal(toMinorUnits(amountMinor), CNY);
  const tail = fromMemory ? ["0.00", "5", ""] : ["0.00", "0", payeeAccount];
  return [loss.loss, victim, victimAccount, formatChinaTime(at, "second"), amount, ...tail];
}
