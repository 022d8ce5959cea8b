import type { Language } from "../errors/sluice-error.ts";
import type { FigureList } from "../tracing/trace-figures.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { RangeView, TieView } from "../tracing/beside-view.ts";
import { accountText, countText, moneyText, timeText } from "./format.ts";
import { renderTable } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** Lines shown of a list; `--json` and the exports hold all. */
const mostLines = 20;

/** Where the order of tied rows was guessed and changes an amount (T7); empty where it changes none. */
export function renderOrders({ orders }: TraceView, language: Language): string {
  const { sensitive, notTried, ranges } = orders;
  if (sensitive.length + notTried.length === 0) return "";
  const title = say(
    {
      zh: "顺序敏感（同时发生的行顺序不明：试了 {searched} 处，{sensitive} 处影响金额，{notTried} 处未试）",
      en: "Order-sensitive (rows of one time in no known order: {searched} places tried, {sensitive} change amounts, {notTried} not tried)",
    },
    language,
    {
      searched: countText(orders.searched),
      sensitive: countText(sensitive.length),
      notTried: countText(notTried.length),
    },
  );
  const shown = ranges.filter(({ list }) => list !== "flow");
  const tables = [
    tieTable([...sensitive, ...notTried], language),
    ...(shown.length > 0 ? [rangeTable(shown, language)] : []),
  ];
  return `\n${title}\n${tables.join("\n")}\n${togetherText(orders, language)}\n`;
}

/** Whether the ranges hold for all places at once. */
function togetherText({ together }: TraceView["orders"], language: Language): string {
  if (together === null) {
    const text: Text = {
      zh: "注意：以上最小、最大金额是一次只改变一处顺序所得，多处同时改变未试，实际范围可能更大。",
      en: "Note: the smallest and largest amounts are of one place changed at a time; several changed at once were not tried and may go further.",
    };
    return say(text, language);
  }
  const text: Text = {
    zh: "各处顺序的所有组合都已试过：可能的 {tried} 种，不可能的 {impossible} 种。",
    en: "Every combination of the orders of all places was tried: {tried} possible, {impossible} not possible.",
  };
  const { ordersTried, ordersImpossible } = together;
  return say(text, language, { tried: countText(ordersTried), impossible: countText(ordersImpossible) });
}

function tieTable(ties: readonly TieView[], language: Language): string {
  const columns = [
    { heading: say({ zh: "账户", en: "account" }, language), align: "left" as const },
    { heading: say({ zh: "户名", en: "holder" }, language), align: "left" as const },
    { heading: say({ zh: "时间", en: "time" }, language), align: "left" as const },
    { heading: say({ zh: "行数", en: "rows" }, language), align: "right" as const },
    { heading: say({ zh: "试法", en: "searched" }, language), align: "left" as const },
    { heading: say({ zh: "试过的顺序", en: "orders tried" }, language), align: "right" as const },
    { heading: say({ zh: "不可能的顺序", en: "not possible" }, language), align: "right" as const },
  ];
  const rows = ties
    .slice(0, mostLines)
    .map(({ account, transfers, search, ordersTried, ordersImpossible }) => [
      accountText(account),
      account.holder,
      transfers[0] === undefined ? "" : timeText(transfers[0]),
      countText(transfers.length),
      say(searchNames[search], language),
      countText(ordersTried),
      countText(ordersImpossible),
    ]);
  return renderTable(columns, [...rows, ...moreRow(ties.length, language)]);
}

function rangeTable(ranges: readonly RangeView[], language: Language): string {
  const columns = [
    { heading: say({ zh: "金额", en: "figure" }, language), align: "left" as const },
    { heading: say({ zh: "账户", en: "account" }, language), align: "left" as const },
    { heading: say({ zh: "损失", en: "loss" }, language), align: "left" as const },
    { heading: say({ zh: "本次", en: "here" }, language), align: "right" as const },
    { heading: say({ zh: "试过的最小", en: "smallest tried" }, language), align: "right" as const },
    { heading: say({ zh: "试过的最大", en: "largest tried" }, language), align: "right" as const },
  ];
  const all = say({ zh: "全部", en: "all" }, language);
  const rows = ranges.slice(0, mostLines).map(({ list, account, loss, ...range }) => {
    const currency = account?.currency ?? loss?.transfer.payer.currency ?? "CNY";
    return [
      say(listNames[list], language),
      account === null ? all : accountText(account),
      loss?.id ?? all,
      ...[range.amountMinor, range.lowMinor, range.highMinor].map((amount) => moneyText(amount, currency)),
    ];
  });
  return renderTable(columns, [...rows, ...moreRow(ranges.length, language)]);
}

function moreRow(total: number, language: Language): readonly (readonly string[])[] {
  if (total <= mostLines) return [];
  const more: Text = { zh: "…另有 {count} 行，见 --json 或 --out", en: "… {count} more, see --json or --out" };
  return [[say(more, language, { count: total - mostLines })]];
}

const searchNames: Readonly<Record<TieView["search"], Text>> = {
  "all-orders": { zh: "全部顺序", en: "all orders" },
  sample: { zh: "两端与抽样", en: "both extremes and a sample" },
  "not-tried": { zh: "未试", en: "not tried" },
};

const listNames: Readonly<Record<FigureList, Text>> = {
  "at-rest": { zh: "卡内资金", en: "at rest" },
  exited: { zh: "资金末端", en: "exited" },
  "lost-sight": { zh: "断点", en: "lost sight of" },
  returned: { zh: "已返还", en: "returned" },
  "written-off": { zh: "零星核销", en: "written off" },
  flow: { zh: "资金流", en: "flow" },
};
