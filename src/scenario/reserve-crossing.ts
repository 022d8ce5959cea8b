import { alipay, type CityBank, tenpay } from "./city-banks.ts";
import type { CityAccount, Movement } from "./city-model.ts";

/** Under what name banks show each payment institution's reserve. */
export const reserveNames: ReadonlyMap<CityBank, string> = new Map([
  [tenpay, "财付通支付科技有限公司客户备付金"],
  [alipay, "支付宝（中国）网络技术有限公司客户备付金"],
]);

/** How a movement between a bank's account and a wallet stands in the bank's statement (T9): the wallet is not in it. */
export interface ReserveCrossing {
  readonly reserveName: string;
  /** The clearing serial: what the bank's row and the wallet's have in common. */
  readonly reference: string;
}

/** Whether an account is a payment institution's. */
export function isWallet({ bank }: Pick<CityAccount, "bank">): boolean {
  return reserveNames.has(bank);
}

/** The crossing of a movement that has a wallet on one side and a bank's account on the other. */
export function crossingOf({
  id,
  payer,
  payee,
}: Pick<Movement, "id" | "payer" | "payee">): ReserveCrossing | undefined {
  if (payer === null || payee === null || isWallet(payer) === isWallet(payee)) return undefined;
  const { bank } = isWallet(payer) ? payer : payee;
  return { reserveName: reserveNames.get(bank) ?? "", reference: `NUCC2025${String(id + 1).padStart(10, "0")}` };
}

/** The banks whose statements have a column for the clearing serial: a card elsewhere cannot be joined to a wallet. */
export const clearingIssuers: ReadonlySet<string> = new Set(["90", "91", "92", "97"]);
