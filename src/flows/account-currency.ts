import { CNY, type Currency, toCurrency } from "../money/currency.ts";

/** The currency of an account: what its key ends in, as in `6222…#USD`, else CNY. */
export function currencyOfKey(key: string): Currency {
  const named = /#([A-Z]{3})$/.exec(key)?.[1];
  return named === undefined ? CNY : toCurrency(named);
}
