import { doctrineText } from "./doctrine-text.ts";
import type { CaseChanges } from "../app/case-changes.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { Standing } from "../tracing/standings.ts";
import type { MoneyChange } from "../tracing/what-changed.ts";
import { keyText, moneyText } from "./format.ts";
import { exitKindText } from "./render-trace.ts";
import { say, type Text } from "./text.ts";

/** How many sentences are shown before `--json` is named. */
const mostSentences = 20;

/** What changed in a case, a sentence a movement: "甲's ¥30,000.00, lost sight of at card X, is now at card Y". */
export function renderChanges(found: CaseChanges, language: Language): string {
  const { caseName, doctrine, changes, newFiles } = found;
  const sums = byVictim(changes);
  const details = {
    name: caseName,
    doctrine: doctrineText(doctrine, language),
    files: newFiles.length,
    rest: sums.length - mostSentences,
  };
  const title = say(sums.length === 0 ? words.nothing : words.title, language, details);
  const sentences = sums.slice(0, mostSentences).map((change) => `  ${sentence(change, language)}\n`);
  const more = sums.length > mostSentences ? `${say(words.more, language, details)}\n` : "";
  return `${title}\n${tracedAgain(found, language)}${sentences.join("")}${more}`;
}

function tracedAgain({ again }: CaseChanges, language: Language): string {
  if (again === null || again.losses === 0) return "";
  const { losses, retraced, fromNothing } = again;
  const why = fromNothing === null ? words.spared : words.fromNothing;
  const reason = fromNothing === null ? "" : say(reasons[fromNothing], language);
  return `  ${say(words.again, language, { losses, retraced })}${say(why, language, { reason })}\n`;
}

function sentence({ victim, loss, amountMinor, currency, from, to }: MoneyChange, language: Language): string {
  return say(words.sentence, language, {
    victim: victim === "" ? loss : victim,
    amount: moneyText(amountMinor, currency),
    from: from === null ? say(words.notTraced, language) : placeText(before, from, language),
    to: to === null ? say(words.noLonger, language) : placeText(now, to, language),
  });
}

function placeText(texts: Readonly<Record<Standing["state"], Text>>, place: Standing, language: Language): string {
  const kind = place.kind === null ? "" : exitKindText(place.kind, language);
  return say(texts[place.state], language, { account: keyText(place.account), kind });
}

/** A victim's losses that moved between the same two places are one sentence. */
function byVictim(changes: readonly MoneyChange[]): readonly MoneyChange[] {
  const sums = new Map<string, MoneyChange>();
  for (const change of changes) {
    const name = JSON.stringify([change.victim === "" ? change.loss : change.victim, change.from, change.to]);
    sums.set(name, { ...change, amountMinor: (sums.get(name)?.amountMinor ?? 0) + change.amountMinor });
  }
  return [...sums.values()].sort((a, b) => b.amountMinor - a.amountMinor);
}

const before = {
  "at-rest": { zh: "在卡 {account}", en: "at rest at {account}" },
  "lost-sight": { zh: "在卡 {account} 断点", en: "lost sight of at {account}" },
  exited: { zh: "已由 {account} 离开（{kind}）", en: "gone at {account} ({kind})" },
  returned: { zh: "已返还到 {account}", en: "returned to {account}" },
  "written-off": { zh: "在 {account} 零星核销", en: "written off at {account}" },
} as const satisfies Readonly<Record<Standing["state"], Text>>;

const now = {
  "at-rest": { zh: "在卡 {account}", en: "is now at {account}" },
  "lost-sight": { zh: "在卡 {account} 断点（待调单）", en: "is now lost sight of at {account}" },
  exited: { zh: "已由 {account} 离开（{kind}）", en: "has left at {account} ({kind})" },
  returned: { zh: "已返还到 {account}", en: "was returned to {account}" },
  "written-off": { zh: "在 {account} 零星核销", en: "is now written off at {account}" },
} as const satisfies Readonly<Record<Standing["state"], Text>>;

const words = {
  title: {
    zh: "案件 {name}：与上次追踪相比（规则 {doctrine}，新增 {files} 个文件）",
    en: "Case {name}: compared with the last trace (doctrine {doctrine}, {files} new files)",
  },
  nothing: {
    zh: "案件 {name}：与上次追踪相比没有变化（规则 {doctrine}，新增 {files} 个文件）",
    en: "Case {name}: nothing changed since the last trace (doctrine {doctrine}, {files} new files)",
  },
  sentence: { zh: "{victim} 的 {amount}，此前{from}，现{to}", en: "{victim}'s {amount}, {from}, {to}" },
  notTraced: { zh: "未在追踪之中", en: "not traced before" },
  noLonger: { zh: "不再追踪", en: "is traced no longer" },
  again: { zh: "重新追踪 {retraced} / {losses} 笔损失", en: "{retraced} of {losses} losses traced again" },
  spared: { zh: "，其余不受影响", en: "; nothing has changed for the others" },
  fromNothing: { zh: "：全部从头追踪，因为{reason}", en: ": all of them from nothing, because {reason}" },
  more: { zh: "  …另有 {rest} 项，见 --json", en: "  … {rest} more, see --json" },
} as const satisfies Readonly<Record<string, Text>>;

const reasons: Readonly<Record<NonNullable<NonNullable<CaseChanges["again"]>["fromNothing"]>, Text>> = {
  "no-former-answer": {
    zh: "上次追踪的结果没有保存，或不是对导入前的账本所做",
    en: "the answer of the last trace is not kept, or was not of the ledger before",
  },
  memory: {
    zh: "新旧两份账本一起超出 SLUICE_MEMORY 所许可的内存",
    en: "the ledger as it was and as it is take more memory together than SLUICE_MEMORY allows",
  },
  options: { zh: "止追账户指向了别的账户", en: "the accounts at which the trace stops are others" },
  much: {
    zh: "新流水改变了四分之一以上的此前交易",
    en: "the new statement makes more than a quarter of the transfers that were there otherwise",
  },
};
