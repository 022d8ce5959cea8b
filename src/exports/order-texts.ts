import { formatChinaTime } from "../flows/china-time.ts";
import { refusalWords } from "../tracing/order-words.ts";
import type { AnswerView } from "../tracing/trace-view.ts";
import { moneyText } from "./html-table.ts";

/** Both languages, Chinese first. */
export function bothWords({ zh, en }: { readonly zh: string; readonly en: string }): string {
  return `${zh} ${en}`;
}

/** What a bank answered; empty when it did not. */
export function answerText(answer: AnswerView | null, currency: string): string {
  if (answer === null) return "";
  const at = formatChinaTime(answer.atMs, "second");
  if (answer.refusal !== null) return `${at} 拒绝 refused: ${bothWords(refusalWords[answer.refusal])}`;
  return `${at} 余额 balance ${moneyText(answer.balanceMinor ?? 0, currency)}`;
}
