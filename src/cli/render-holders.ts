import type { Language } from "../errors/sluice-error.ts";
import type { HolderAmounts } from "../tracing/holder-amounts.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { accountText, moneyText } from "./format.ts";
import { renderTable } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** Holders of several accounts: the doctrine per holder beside the accounts' figures; empty when there are none. */
export function renderHolders({ holders }: TraceView, language: Language): string {
  if (holders.length === 0) return "";
  const columns = headings.map(([heading, align]) => ({ heading: say(heading, language), align }));
  const rows = holders.flatMap(({ holder, idNo, currency, accounts, lines }) =>
    lines.map(({ loss, byAccounts, byHolder }, place) => [
      place === 0 ? `${holder} ${idNo}` : "",
      place === 0 ? accounts.map(accountText).join(", ") : "",
      loss.id,
      ...cells(byAccounts, currency),
      ...cells(byHolder, currency),
    ]),
  );
  return `\n${say(title, language)}\n${renderTable(columns, rows)}`;
}

function cells({ atRestMinor, lostSightMinor, paidOnMinor }: HolderAmounts, currency: string): readonly string[] {
  return [atRestMinor, lostSightMinor, paidOnMinor].map((amount) => moneyText(amount, currency));
}

const title: Text = {
  zh: "按持有人（同一证件号的多个账户合为一户计算，仅供参考，不与账户金额相加）",
  en: "Per holder (accounts of one id number taken as one; advisory, never added to the accounts' figures)",
};

const headings: readonly (readonly [Text, "left" | "right"])[] = [
  [{ zh: "持有人", en: "holder" }, "left"],
  [{ zh: "账户", en: "accounts" }, "left"],
  [{ zh: "损失", en: "loss" }, "left"],
  [{ zh: "按账户：在卡", en: "by account: at rest" }, "right"],
  [{ zh: "断点", en: "lost sight of" }, "right"],
  [{ zh: "转出", en: "paid on" }, "right"],
  [{ zh: "按持有人：在卡", en: "by holder: at rest" }, "right"],
  [{ zh: "断点", en: "lost sight of" }, "right"],
  [{ zh: "转出", en: "paid on" }, "right"],
];
