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
  const losses = truth.frauds.flatMap((fraud) => fraud.losses);
  const rows = losses.map((loss, index) => (index % 4 === 3 ? fromMemory(loss) : fromStatement(loss)));
  return `\ufeff${[headings, ...rows.map((cells) => cells.join(","))].join("\r\n")}\r\n`;
}

function fromStatement(loss: LossTruth): string[] {
  return [...claim(loss, loss.atMs), "0.00", "0", loss.payeeAccount];
}

function fromMemory(loss: LossTruth): string[] {
  const fiveMinutes = 300_000;
  return [...claim(loss, Math.round(loss.atMs / fiveMinutes) * fiveMinutes), "0.00", "5", ""];
}

function claim({ loss, victim, victimAccount, amountMinor }: LossTruth, atMs: number): string[] {
  const amount = formatDecimal(toMinorUnits(amountMinor), CNY);
  return [loss, victim, victimAccount, formatChinaTime(atMs, "second"), amount];
}
