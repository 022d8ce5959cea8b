import { headingKey } from "../intake/heading-key.ts";
import type { OrderAnswer } from "../recovery/order.ts";

/** What a column of a bank's sheet of answers is for. */
export type AnswerField = "task" | "result" | "amount" | "balance" | "time" | "reason";

/** Headings as banks and the national platform write them. */
const headings: Readonly<Record<AnswerField, readonly string[]>> = {
  task: ["任务编号", "任务号", "任务流水号", "业务申请编号", "task number", "task"],
  result: ["结果", "反馈结果", "执行结果", "处理结果", "止付结果", "冻结结果", "result", "outcome"],
  amount: ["金额", "执行金额", "实际金额", "止付金额", "冻结金额", "实际止付金额", "实际冻结金额", "amount"],
  balance: ["余额", "账户余额", "可用余额", "balance", "stated balance"],
  time: ["时间", "执行时间", "止付时间", "冻结时间", "生效时间", "反馈时间", "time"],
  reason: ["原因", "失败原因", "拒绝原因", "备注", "说明", "reason"],
};

const fieldOfHeading: ReadonlyMap<string, AnswerField> = new Map(
  (Object.keys(headings) as AnswerField[]).flatMap((field) =>
    headings[field].map((heading) => [headingKey(heading), field] as const),
  ),
);

/** Words for results. What is not here is no answer that a program may guess. */
const results: Readonly<Record<OrderAnswer["outcome"], readonly string[]>> = {
  full: ["成功", "全额", "全部成功", "已止付", "已冻结", "已解除", "已查询", "已续冻", "full", "done", "success"],
  partial: ["部分", "部分成功", "部分止付", "部分冻结", "partial"],
  "too-late": ["过晚", "资金已转出", "已转出", "无余额", "too late", "too-late"],
  refused: ["失败", "拒绝", "退回", "refused", "failed"],
  queued: ["轮候", "轮候冻结", "queued"],
};

const outcomeOfWord: ReadonlyMap<string, OrderAnswer["outcome"]> = new Map(
  (Object.keys(results) as OrderAnswer["outcome"][]).flatMap((outcome) =>
    results[outcome].map((word) => [headingKey(word), outcome] as const),
  ),
);

/** The field of a heading; its unit in brackets was taken off. */
export function answerFieldOf(key: string): AnswerField | undefined {
  return fieldOfHeading.get(key);
}

/** What a result's word means; `undefined` for words that are not known. */
export function outcomeOf(word: string): OrderAnswer["outcome"] | undefined {
  return outcomeOfWord.get(headingKey(word));
}
