import type { AccountCells } from "../contract/account-cells.ts";
import type { Listed } from "../contract/case-view.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { AccountView } from "../tracing/account-view.ts";
import { shownNumber } from "./money-map-view.ts";

/** The cells by which every list names an account. */
export function accountCells(account: AccountView): AccountCells {
  const { key, holder, bank, currency } = account;
  return { account: key, number: shownNumber(account), holder, bank, currency };
}

/** An instant to the second, China time. */
export function secondText(atMs: number): string {
  return formatChinaTime(atMs, "second");
}

/** Lists of a page are cut here, and say so: nobody reads further down, the exports hold all. */
const longestList = 5_000;

/** A list cut at what a page shows; only the rows that stay are made. */
export function listed<Entry, Row>(entries: readonly Entry[], rowOf: (entry: Entry) => Row): Listed<Row> {
  return { rows: entries.slice(0, longestList).map(rowOf), total: entries.length };
}
