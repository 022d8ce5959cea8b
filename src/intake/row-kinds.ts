import type { SetAsideKind } from "../flows/file-reading.ts";
import { cleanText } from "./cells/clean-text.ts";
import { isHeadingRow } from "./find-heading.ts";

/** Whether every cell is blank. */
export function isBlankRow(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === "");
}

/** Whether the bank answered instead of giving data. */
export function isFeedback(text: string): boolean {
  return feedbackWords.test(text) || noTransactions.test(text);
}

/**
 * What a row is that could not be read as a transfer and states neither a time nor an amount, or sums up others.
 * @returns `undefined` when it should have been a transfer.
 */
export function nonTransferKind(row: readonly string[], stated: "nothing" | "something"): SetAsideKind | undefined {
  if (isBlankRow(row)) return "blank";
  if (isHeadingRow(row)) return "heading";
  const texts = row.map(cleanText).filter((text) => text !== "");
  if (totalWords.test(texts[0] ?? "")) return "total";
  if (texts.every((text) => labelled.test(text))) return "title";
  if (stated === "something") return undefined;
  if (texts.length <= 4 && texts.some(isFeedback)) return "feedback";
  return texts.length <= 2 ? "title" : undefined;
}

const feedbackWords =
  /^(?:查询失败|无记录|无此记录|查无|无交易|没有交易|无明细|无数据|未查到|未查询到|没有查询到|账户不存在|账号不存在|卡号不存在|无此账[户号]|反馈失败|暂无)/;
/** `该账户在查询时间段内无交易`: a whole sentence about the account or the period. */
const noTransactions =
  /^(?:该|此|本|您|查询|客户|账[户号]|卡号|时间|期间|当前)[^:：]{0,40}(?:无交易|无明细|查无|无记录|没有交易|没有记录|未查到|未查询到)[^:：]{0,12}$/;
const labelled = /^[\p{Script=Han}A-Za-z\s/]{1,20}[:：]/u;
const totalWords =
  /^(?:人民币|本页|当页|借方|贷方|收入|支出|本期)?(?:合计|总计|小计|累计|汇总|总额)|^共\s*\d+\s*[笔条]|^total/i;
