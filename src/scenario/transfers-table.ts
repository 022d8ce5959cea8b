import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { CityAccount, Movement } from "./city-model.ts";

const headings = "id,at,payer,payee,amount,status,reverses,reference,payer_balance,payee_balance,purpose";

const rowsAtOnce = 1_000;

/** Every movement of the city in its true order, in the columns of the storeless trace, with what it was for: UTF-8. */
export function transfersTable(movements: readonly Movement[]): Uint8Array {
  const parts = [Buffer.from(`${headings}\n`, "utf8")];
  for (let from = 0; from < movements.length; from += rowsAtOnce) {
    const rows = movements.slice(from, from + rowsAtOnce).map(row);
    parts.push(Buffer.from(`${rows.join("\n")}\n`, "utf8"));
  }
  return Buffer.concat(parts);
}

function row(movement: Movement): string {
  const { id, atMs, payer, payee, amountMinor, purpose, reversesId } = movement;
  return [
    `T${id}`,
    formatChinaTime(atMs, "second"),
    payer === null ? `@${purpose}` : keyOf(payer),
    payee === null ? `@${purpose}` : keyOf(payee),
    formatDecimal(amountMinor, CNY),
    purpose === "failed-attempt" ? "failed" : "ok",
    reversesId === null ? "" : `T${reversesId}`,
    movement.payerSerial,
    payer === null ? "" : formatDecimal(movement.payerBalanceMinor, CNY),
    payee === null ? "" : formatDecimal(movement.payeeBalanceMinor, CNY),
    purpose,
  ].join(",");
}

function keyOf(account: CityAccount): string {
  return account.card || account.number;
}
