import { doctrineText } from "./doctrine-text.ts";
import { comparedSums, type TraceComparison } from "../tracing/compare-traces.ts";
import type { Language } from "../errors/sluice-error.ts";
import { moneyText } from "./format.ts";
import { renderTable } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** So many accounts are printed; `--json` and the workbook have all. */
const listed = 30;

/** Traces side by side: for each victim's loss what differs, then the accounts, those that differ most first. */
export function renderComparison(comparison: TraceComparison, language: Language): string {
  const { traces, losses, accounts } = comparison;
  const lossRows = losses.flatMap(({ loss, victim, currency, amounts, spreadMinor }) =>
    comparedSums
      .filter((sum) => amounts.some((one) => (one?.[sum] ?? 0) !== 0))
      .map((sum) => [
        loss,
        victim,
        say(sumNames[sum], language, {}),
        ...amounts.map((one) => (one === null ? "–" : moneyText(one[sum], currency))),
        moneyText(spreadMinor[sum], currency),
      ]),
  );
  const accountRows = accounts
    .slice(0, listed)
    .map(({ account, holder, currency, atRestMinor, spreadMinor }) => [
      account,
      holder,
      ...atRestMinor.map((amount) => moneyText(amount, currency)),
      moneyText(spreadMinor, currency),
    ]);
  const table = (first: readonly Text[], rows: readonly (readonly string[])[]): string => {
    const texts = first.map((text) => ({ heading: say(text, language, {}), align: "left" as const }));
    const amounts = [...traces.map((name) => nameText(name, language)), say(words.spread, language, {})];
    return renderTable([...texts, ...amounts.map((heading) => ({ heading, align: "right" as const }))], rows);
  };
  const of = { shown: accountRows.length, total: accounts.length };
  return [
    table([words.loss, words.victim, words.sum], lossRows),
    `\n${say(words.accounts, language, of)}\n`,
    table([words.account, words.holder], accountRows),
  ].join("");
}

/** A trace is named by its doctrine, and by its id where it was kept before. */
function nameText(name: string, language: Language): string {
  const [doctrine = "", ...id] = name.split(" ");
  return [doctrineText(doctrine, language), ...id].join(" ");
}

const words = {
  loss: { zh: "损失", en: "loss" },
  victim: { zh: "被害人", en: "victim" },
  sum: { zh: "项目", en: "amount" },
  spread: { zh: "差额", en: "spread" },
  account: { zh: "账户", en: "account" },
  holder: { zh: "户名", en: "holder" },
  accounts: { zh: "各账户涉案在卡（列出 {shown} / {total}）", en: "At rest by account ({shown} of {total})" },
} as const;

const sumNames: Readonly<Record<(typeof comparedSums)[number], Text>> = {
  atRestMinor: { zh: "卡内资金", en: "at rest" },
  exitedMinor: { zh: "资金末端", en: "exited" },
  lostSightMinor: { zh: "断点（待调单）", en: "lost sight of" },
  returnedMinor: { zh: "已返还", en: "returned" },
};
