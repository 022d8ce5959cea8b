import type { Language } from "../errors/sluice-error.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { accountText, moneyText, timeText } from "./format.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** Lines shown of a list; `--json` and the exports hold all. */
const mostLines = 20;

/** Holders at whom the trace stopped since they acquired in good faith (T20); empty when there are none. */
export function renderGoodFaith({ goodFaith }: TraceView, language: Language): string {
  if (goodFaith.length === 0) return "";
  const title = say({ zh: "善意取得（追踪到此为止）", en: "Acquired in good faith (the trace stops there)" }, language);
  const columns = [
    left({ zh: "账户", en: "account" }, language),
    left({ zh: "户名", en: "holder" }, language),
    right({ zh: "涉案金额", en: "traced" }, language),
    left({ zh: "民警", en: "officer" }, language),
    left({ zh: "证据", en: "evidence" }, language),
  ];
  const rows = goodFaith.map(({ account, amountMinor, officer, evidence }) => [
    accountText(account),
    account.holder,
    moneyText(amountMinor, account.currency),
    officer,
    evidence,
  ]);
  return `\n${title}\n${renderTable(columns, rows)}`;
}

/** Interest that traced money bore, beside the balance sheet and in none of its sums (T20). */
export function renderInterest({ interest, interestNotDivided }: TraceView, language: Language): string {
  if (interest.length + interestNotDivided.length === 0) return "";
  const title = say({ zh: "孳息（不计入平衡表）", en: "Interest (not in the balance sheet)" }, language);
  const columns = [
    left({ zh: "时间", en: "time" }, language),
    left({ zh: "账户", en: "account" }, language),
    left({ zh: "损失", en: "loss" }, language),
    right({ zh: "应属", en: "due" }, language),
    right({ zh: "整笔利息", en: "whole interest" }, language),
  ];
  const rows = interest
    .slice(0, mostLines)
    .map(({ transfer, account, loss, amountMinor }) => [
      timeText(transfer),
      accountText(account),
      loss.id,
      moneyText(amountMinor, account.currency),
      moneyText(transfer.amountMinor, account.currency),
    ]);
  const more =
    interest.length > mostLines ? `${say(moreText, language, { count: interest.length - mostLines })}\n` : "";
  const undivided = interestNotDivided.length;
  const rest = undivided > 0 ? `${say(undividedText, language, { count: undivided })}\n` : "";
  return `\n${title}\n${renderTable(columns, rows)}${more}${rest}`;
}

const moreText: Text = { zh: "…另有 {count} 行，见 --json 或 --out", en: "… {count} more, see --json or --out" };
const undividedText: Text = {
  zh: "另有 {count} 笔利息超出计算量，未划分",
  en: "{count} more interest payments were beyond the budget and are not divided",
};

function left(heading: Text, language: Language): TableColumn {
  return { heading: say(heading, language), align: "left" };
}

function right(heading: Text, language: Language): TableColumn {
  return { heading: say(heading, language), align: "right" };
}
