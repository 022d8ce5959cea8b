import { CNY, type Currency, toCurrency } from "../../money/currency.ts";
import { foldWidth } from "./clean-text.ts";

/** The ISO code behind a currency's name, number or code; `undefined` when none is known. Blank is yuan. */
export function readCurrency(text: string): Currency | undefined {
  if (text === "") return CNY;
  const folded = foldWidth(text).trim().toUpperCase();
  const named = codeOf.get(folded);
  if (named !== undefined) return named;
  return isoCodes.has(folded) ? toCurrency(folded) : undefined;
}

const names: Readonly<Record<string, string>> = {
  CNY: "CNY RMB CNH 人民币 人民币元 元 156 01 001 CNY人民币 人民币(CNY) 人民币/CNY ¥ RMB人民币",
  USD: "USD 美元 840 14 014 $ 美金 US$",
  HKD: "HKD 港币 港元 344 13 013 HK$",
  EUR: "EUR 欧元 978 38 038 €",
  GBP: "GBP 英镑 826 12 012 £",
  JPY: "JPY 日元 日圆 392 27 027",
  AUD: "AUD 澳元 澳大利亚元 036 29 029",
  CAD: "CAD 加元 加拿大元 124 28 028",
  CHF: "CHF 瑞士法郎 756 15 015",
  SGD: "SGD 新加坡元 新元 702 18 018",
  KRW: "KRW 韩元 韩国元 410",
  MOP: "MOP 澳门元 澳门币 446 81 081",
  TWD: "TWD 新台币 台币 901",
  THB: "THB 泰铢 764 84 084",
  RUB: "RUB 卢布 643",
  NZD: "NZD 新西兰元 554 87 087",
  MYR: "MYR 林吉特 马来西亚林吉特 458",
  VND: "VND 越南盾 704",
};
const isoCodes: ReadonlySet<string> = new Set(
  "SEK NOK DKK PHP IDR INR AED SAR KWD BHD OMR JOD TND TRY ZAR BRL MXN PLN HUF CZK ILS KZT MMK KHR LAK BND".split(" "),
);
const codeOf: ReadonlyMap<string, Currency> = new Map(
  Object.entries(names).flatMap(([code, words]) =>
    words.split(" ").map((word): [string, Currency] => [word, toCurrency(code)]),
  ),
);
