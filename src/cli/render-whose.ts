import { doctrineText } from "./doctrine-text.ts";
import { sharesSideBySide, type WhoseAnswer } from "../app/ask-whose.ts";
import type { Language } from "../errors/sluice-error.ts";
import { allocatingDoctrines } from "../tracing/doctrine.ts";
import { accountText, countText, instantText, moneyText, timeText } from "./format.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { say } from "./text.ts";

/** How many losses are shown before `--json` is named. */
const mostLosses = 40;

/** Whose money it is: a line a loss, a column a doctrine, the rest and the whole below. */
export function renderWhose(answer: WhoseAnswer, language: Language): string {
  const { account, transfer, asOfMs, wholeMinor, byDoctrine, victimOf } = answer;
  const money = (amountMinor: number): string => moneyText(amountMinor, account.currency);
  const shares = sharesSideBySide(answer);
  const details = {
    account: `${accountText(account)}${account.holder === "" ? "" : ` ${account.holder}`}`,
    at: asOfMs === null ? say(words.end, language) : instantText(asOfMs),
    whole: money(wholeMinor),
    transfer: transfer === null ? "" : `${timeText(transfer)} ${transfer.id}`,
    payee: transfer === null ? "" : accountText(transfer.payee),
    fed: countText(answer.canHaveFed),
    losses: countText(answer.losses),
    shown: Math.min(mostLosses, shares.length),
    count: shares.length,
    unbound: answer.unbound,
  };
  const columns: readonly TableColumn[] = [
    { heading: language === "zh" ? "损失" : "loss", align: "left" },
    { heading: language === "zh" ? "被害人" : "victim", align: "left" },
    ...allocatingDoctrines.map((doctrine) => ({ heading: doctrineText(doctrine, language), align: "right" as const })),
  ];
  const rows = shares
    .slice(0, mostLosses)
    .map(({ id, amountMinor }) => [
      id,
      victimOf.get(id) ?? "",
      ...allocatingDoctrines.map((doctrine) => money(amountMinor[doctrine])),
    ]);
  const rest = [say(words.rest, language), "", ...allocatingDoctrines.map((one) => money(byDoctrine[one].otherMinor))];
  const sum = [say(words.sum, language), "", ...allocatingDoctrines.map(() => money(wholeMinor))];
  return [
    `${say(transfer === null ? words.ofAccount : words.ofTransfer, language, details)}\n`,
    renderTable(columns, [...rows, rest, sum]),
    shares.length > mostLosses ? `${say(words.cut, language, details)}\n` : "",
    `${say(words.fed, language, details)}\n`,
    ...answer.told.map(({ id, atMs, balanceMinor }) => {
      const bank = { id, at: instantText(atMs), balance: money(balanceMinor ?? 0) };
      return `${say(words.told, language, bank)}\n`;
    }),
    answer.unbound === 0 ? "" : `${say(words.unbound, language, details)}\n`,
  ].join("");
}

const words = {
  ofAccount: {
    zh: "账户 {account} 在{at}持有 {whole}，其中：",
    en: "Account {account} held {whole} at {at}, of which:",
  },
  ofTransfer: {
    zh: "交易 {transfer}：{account} → {payee}，{whole}，其中：",
    en: "Transfer {transfer}: {account} → {payee}, {whole}, of which:",
  },
  end: { zh: "账本末尾", en: "the ledger's end" },
  rest: { zh: "非被害人资金", en: "no victim's" },
  sum: { zh: "合计", en: "whole" },
  cut: {
    zh: "列出 {count} 笔损失中的 {shown} 笔，全部见 --json",
    en: "{shown} of {count} losses shown, all with --json",
  },
  fed: {
    zh: "{losses} 笔损失中有 {fed} 笔的资金在时间上可能到达此处",
    en: "Of {losses} losses, the money of {fed} can have come here by time",
  },
  told: {
    zh: "银行反馈 {id}（{at}）：余额 {balance}。以此为准（T17）：超出的资金此前已离开本账户，去向不明，计为断点",
    en: "Bank's answer {id} ({at}): balance {balance}. It binds (T17): money above it had left by then, unseen, and is lost sight of",
  },
  unbound: {
    zh: "另有 {unbound} 笔损失未对上交易，未计入",
    en: "{unbound} more losses fit no one transfer and have no part",
  },
} as const;
