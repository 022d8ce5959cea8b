import type { Language } from "../errors/sluice-error.ts";
import { innocentWords, percentText, refusalWords, roleWords } from "../tracing/order-words.ts";
import type { FreezeView, TraceView } from "../tracing/trace-view.ts";
import { accountText, instantText, moneyText, timeText } from "./format.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** The best `budget` accounts to freeze, with why, and what to look at twice. */
export function renderFreezeList(view: TraceView, budget: number, language: Language): string {
  if (view.engine.doctrine === "poison") return `\n${say(noAmounts, language)}\n`;
  const entries = view.freezeList.slice(0, budget);
  const title = say(heading, language, {
    shown: entries.length,
    total: view.freezeList.length,
    sum: sumText(entries, ({ atRestMinor }) => atRestMinor),
    expected: sumText(entries, ({ expectedMinor }) => expectedMinor),
    sent: view.ordersSentMs === null ? "–" : instantText(view.ordersSentMs),
  });
  const rows = entries.map((entry) => [
    String(entry.rank),
    accountText(entry.account),
    entry.account.holder,
    entry.account.bank,
    moneyText(entry.atRestMinor, entry.account.currency) + rangeText(entry) + (entry.lastSeen ? " *" : ""),
    percentText(entry.chancePpm),
    moneyText(entry.expectedMinor, entry.account.currency),
    say(roleWords[entry.role], language),
    String(entry.hop),
    instantText(entry.sinceMs),
    instantText(entry.seenMs),
    receiptText(entry),
  ]);
  const below = refusedBelow(view.freezeList.slice(budget), language);
  return `\n${title}\n${renderTable(columnsIn(language), rows)}${notes(entries, language)}${below}`;
}

const heading: Text = {
  zh: "建议冻结（列出 {shown} / {total} 户，所列涉案在卡合计 {sum}，{sent} 发出指令预计可止 {expected}）",
  en: "Freeze list ({shown} of {total} accounts; those listed hold {sum}; orders sent {sent} can be expected to hold {expected})",
};

const noAmounts: Text = {
  zh: "poison 规则只标出资金可能到达的账户，不分配金额，因此没有建议冻结的清单；请用其他规则追踪",
  en: "poison marks the accounts that money can have reached and allocates no amounts, so there is no freeze list; trace by another doctrine",
};

function columnsIn(language: Language): readonly TableColumn[] {
  const headings: readonly (readonly [TableColumn["align"], string, string])[] = [
    ["right", "序", "#"],
    ["left", "账户", "account"],
    ["left", "户名", "holder"],
    ["left", "开户行", "bank"],
    ["right", "涉案在卡", "traced at rest"],
    ["right", "尚在几率", "chance"],
    ["right", "预计可止", "expected"],
    ["left", "角色", "role"],
    ["right", "级", "hop"],
    ["left", "到账时间", "since"],
    ["left", "最后所见", "last seen"],
    ["left", "依据（收款 付款方 金额）", "receipt (time, payer, amount)"],
  ];
  return headings.map(([align, zh, en]) => ({ heading: language === "zh" ? zh : en, align }));
}

function notes(entries: readonly FreezeView[], language: Language): string {
  const lines: string[] = [];
  for (const { rank, looksInnocent, answer, account } of entries) {
    if (looksInnocent !== null)
      lines.push(`#${rank} ${innocentWords(looksInnocent)[language]}${say(lookAgain, language)}`);
    if (answer === null) continue;
    const at = instantText(answer.atMs);
    const balance = moneyText(answer.balanceMinor ?? 0, account.currency);
    const why = answer.refusal === null ? "" : refusalWords[answer.refusal][language];
    lines.push(`#${rank} ${say(answer.refusal === null ? told : refused, language, { at, balance, why })}`);
  }
  if (entries.some(({ lastSeen }) => lastSeen)) lines.push(say(lastSeenNote, language));
  if (entries.some(({ range }) => range !== null)) lines.push(say(rangeNote, language));
  return lines.map((line) => `${line}\n`).join("");
}

/** Refused orders stand last, so that a budget cuts them off; what rests there is told all the same. */
function refusedBelow(cut: readonly FreezeView[], language: Language): string {
  const lines = cut.flatMap(({ rank, account, atRestMinor, answer }) => {
    if (answer === null || answer.refusal === null) return [];
    const [at, why] = [instantText(answer.atMs), refusalWords[answer.refusal][language]];
    const amount = moneyText(atRestMinor, account.currency);
    return [`#${rank} ${accountText(account)} ${amount} ${say(refused, language, { at, why })}\n`];
  });
  return lines.length === 0 ? "" : `${lines.join("")}${say(sendAgain, language)}\n`;
}

const lookAgain: Text = { zh: "，请复核", en: "; look again" };
const told: Text = { zh: "银行 {at} 反馈余额 {balance}", en: "the bank told a balance of {balance} at {at}" };
const refused: Text = { zh: "银行 {at} 拒绝：{why}", en: "the bank refused at {at}: {why}" };
const sendAgain: Text = {
  zh: "被拒绝的账户预计可止记为 0、排在最后，钱可能仍在：要素不符的，改正后重发；用 sluice answers remove 撤回该反馈即恢复排位",
  en: "Refused accounts expect 0 and stand last; the money may still be there: mend what differed and send again; sluice answers remove takes the answer back and ranks the account as before",
};
const lastSeenNote: Text = {
  zh: "* 该账户流水止于截至时间之前，余额为最后所见，请补调流水",
  en: "* the statement ends before the as-of time: last seen, ask for the rest",
};
const rangeNote: Text = {
  zh: "[ ] 同时发生的行顺序不明：试过的各种顺序中最小与最大的金额",
  en: "[ ] rows of one time stand in no known order: the smallest and the largest amount tried",
};

function rangeText({ range, account }: FreezeView): string {
  if (range === null) return "";
  return ` [${moneyText(range.lowMinor, account.currency)} – ${moneyText(range.highMinor, account.currency)}]`;
}

function receiptText({ receipt }: FreezeView): string {
  if (receipt === null) return "";
  const { transfer, serial } = receipt;
  const amount = moneyText(transfer.amountMinor, transfer.payer.currency);
  return [timeText(transfer), accountText(transfer.payer), amount, serial].filter((part) => part !== "").join(" ");
}

function sumText(entries: readonly FreezeView[], amountOf: (entry: FreezeView) => number): string {
  const sums = new Map<string, number>();
  for (const entry of entries) {
    const { currency } = entry.account;
    sums.set(currency, (sums.get(currency) ?? 0) + amountOf(entry));
  }
  return [...sums].map(([currency, sum]) => moneyText(sum, currency)).join(" + ") || moneyText(0, "CNY");
}
