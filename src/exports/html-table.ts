import { toCurrency } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { AmountRange } from "../tracing/amount-range.ts";
import type { AccountView } from "../tracing/account-view.ts";
import { xmlText } from "./xml-text.ts";

/** A heading that begins with `#` stands above amounts. */
export function tableHead(headings: readonly string[]): string {
  const cells = headings.map((heading) =>
    heading.startsWith("#") ? `<th class="money">${heading.slice(1)}</th>` : `<th>${heading}</th>`,
  );
  return `<table><thead><tr>${cells.join("")}</tr></thead><tbody>\n`;
}

/** A row of texts and, behind them, amounts. */
export function tableRow(texts: readonly string[], amounts: readonly string[], className: string): string {
  return `<tr class="${className}">${texts.map(cell).join("")}${amounts.map(moneyCell).join("")}</tr>\n`;
}

/** A cell of text. */
export function cell(value: string): string {
  return `<td>${xmlText(value)}</td>`;
}

/** A cell of an amount. */
export function moneyCell(value: string): string {
  return `<td class="money">${xmlText(value)}</td>`;
}

/** An account's number in groups of four, or its key. */
export function accountText({ key, number }: AccountView): string {
  if (key.startsWith("@")) return key;
  return /^\d+$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, "$1 ") : number;
}

/** The smallest and the largest amount tried. */
export function rangeText({ lowMinor, highMinor }: AmountRange, currency: string): string {
  return `[${moneyText(lowMinor, currency)} – ${moneyText(highMinor, currency)}]`;
}

/** An amount with its currency. */
export function moneyText(amountMinor: number, currency: string): string {
  const code = toCurrency(currency);
  return `${code === "CNY" ? "¥" : `${code} `}${formatGrouped(toMinorUnits(amountMinor), code)}`;
}
