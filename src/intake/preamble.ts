import { cleanText, foldWidth } from "./cells/clean-text.ts";
import { readCurrency } from "./cells/read-currency.ts";
import { readTime } from "./cells/read-time.ts";
import type { Currency } from "../money/currency.ts";

/** What the lines above the headings say about the statement as a whole. Empty strings where nothing is said. */
export interface Preamble {
  readonly number: string;
  readonly name: string;
  readonly bank: string;
  readonly currency: Currency | null;
  readonly period: { readonly fromMs: number; readonly toMs: number } | null;
}

/** Reads `卡号: …`, `账 号：…`, `支付宝账户：…`, `微信昵称：[…]`, `姓名：…`, `币种：…`, `起始时间：[…] 终止时间：[…]`. */
export function readPreamble(rows: readonly (readonly string[])[]): Preamble {
  const said = new Map<string, string>();
  for (const row of rows) collect(row, said);
  const first = (...labels: string[]): string =>
    labels.map((label) => said.get(label) ?? "").find((v) => v !== "") ?? "";
  const nickname = first("微信昵称");
  const [number = ""] = first(...numberLabels).split(/\s/);
  return {
    number: number !== "" ? number : nickname === "" ? "" : `微信:${nickname}`,
    name: first("户名", "姓名", "客户姓名", "客户名称", "账户名称", "微信昵称"),
    bank: first("开户行", "开户银行", "开户机构"),
    currency: said.has("币种") ? (readCurrency(first("币种")) ?? null) : null,
    period: period(first("起始时间", "起始日期", "开始日期"), first("终止时间", "截止日期", "结束日期", "终止日期")),
  };
}

/** The longest run of 12 to 19 digits in a file's name that stands alone and is no date: a card or account. */
export function numberInName(fileName: string): string {
  const runs = fileName.match(/(?<!\d)\d{12,19}(?!\d)/g) ?? [];
  const numbers = runs.filter(
    (run) => !/^20\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])([01]\d|2[0-3])?[0-5]?/.test(run) || run.length > 14,
  );
  return numbers.sort((a, b) => b.length - a.length)[0] ?? "";
}

function collect(row: readonly string[], said: Map<string, string>): void {
  for (const [at, cell] of row.entries()) {
    const text = foldWidth(cleanText(cell));
    const bare = text.replace(/\s/g, "");
    if (numberLabels.includes(bare)) note(said, bare, cleanText(row[at + 1] ?? ""));
    for (const [, label = "", value = ""] of text.matchAll(labelled)) {
      const plain = value.replace(/^\[(.*)\]$/, "$1").trim();
      note(said, label.replace(/[\sA-Za-z.]/g, "").replace(/^\/+|\/+$/g, ""), plain || cleanText(row[at + 1] ?? ""));
    }
  }
}

/** The first statement counts. */
function note(said: Map<string, string>, label: string, value: string): void {
  if (value !== "" && !said.has(label)) said.set(label, value);
}

function period(from: string, to: string): Preamble["period"] {
  const serials = { date1904: false, serials: "plausible" } as const;
  const [start, end] = [readTime(from, serials), readTime(to, serials)];
  if (start === undefined || end === undefined) return null;
  return { fromMs: start.atMs, toMs: end.precision === "day" ? end.atMs + 86_399_999 : end.atMs };
}

/** A label in Chinese, with or without its English: `账 号:`, `账号/卡号Account/Card No:`. */
const labelled = /([\p{Script=Han}][\p{Script=Han}\sA-Za-z./]{1,30}):\s*(\[[^\]]*\]|[^\s:][^\s]*)?/gu;
const numberLabels: readonly string[] =
  "卡号 账号 帐号 账号/卡号 卡号/账号 账户 账户号 银行卡号 查询卡号 查询账号 客户账号 本方账号 借记卡号 支付宝账户 支付宝账号 京东账号名 微信号".split(
    " ",
  );
