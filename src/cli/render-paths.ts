import type { FoundPaths, PathStep, PathView } from "../app/find-paths.ts";
import type { Language } from "../errors/sluice-error.ts";
import { accountText, countText, moneyText, timeText } from "./format.ts";
import { say, type Text } from "./text.ts";

/** The best paths, then those that carried most. */
export function renderPaths(answer: FoundPaths, language: Language): string {
  const ends = { from: accountText(answer.from), to: accountText(answer.to) };
  if (answer.earliest === null) return `${say(words.none, language, ends)}\n`;
  const best: readonly (readonly [Text, PathView | null])[] = [
    [words.earliest, answer.earliest],
    [words.fewest, answer.fewest],
    [words.widest, answer.widest],
  ];
  const counts = { shown: answer.paths.length, found: countText(answer.found) };
  return [
    `${say(words.title, language, ends)}\n`,
    ...best.map(([heading, path]) => (path === null ? "" : pathText(say(heading, language), path, language))),
    `${say(answer.isComplete ? words.listed : words.cut, language, counts)}\n`,
    ...answer.paths.map((path, place) => pathText(`${place + 1}.`, path, language)),
  ].join("");
}

function pathText(heading: string, { steps, widthMinor, tracedMinor }: PathView, language: Language): string {
  const currency = steps[0]?.transfer.payer.currency ?? "CNY";
  const details = {
    hops: steps.length,
    width: moneyText(widthMinor, currency),
    traced: tracedMinor === null ? "" : moneyText(tracedMinor, currency),
  };
  const summary = say(tracedMinor === null ? words.summary : words.tracedSummary, language, details);
  return `${heading} ${summary}\n${steps.map((step) => `   ${stepText(step, language)}\n`).join("")}`;
}

function stepText({ transfer, tracedMinor, dwellMs }: PathStep, language: Language): string {
  const { payer, payee, amountMinor, id } = transfer;
  const parts = [
    timeText(transfer),
    `${accountText(payer)} → ${accountText(payee)}`,
    moneyText(amountMinor, payer.currency),
    tracedMinor === null ? "" : say(words.traced, language, { amount: moneyText(tracedMinor, payer.currency) }),
    dwellMs === null ? "" : say(words.dwell, language, { time: spanText(dwellMs, language) }),
    id,
  ];
  return parts.filter((part) => part !== "").join("  ");
}

/** `3 d 4 h`, `12 min`, `40 s`: the two largest units. */
function spanText(ms: number, language: Language): string {
  const seconds = Math.floor(ms / 1000);
  const units = language === "zh" ? ["天", "小时", "分", "秒"] : [" d", " h", " min", " s"];
  const counts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return `0${units[3] ?? ""}`;
  return counts
    .map((count, unit) => (count > 0 && unit >= first && unit <= first + 1 ? `${count}${units[unit] ?? ""}` : ""))
    .filter((text) => text !== "")
    .join(" ");
}

const words = {
  none: {
    zh: "在所给时间和笔数之内，没有从 {from} 到 {to} 的路径",
    en: "No path leads from {from} to {to} within the times and hops given",
  },
  title: { zh: "从 {from} 到 {to}", en: "From {from} to {to}" },
  earliest: { zh: "最早到达：", en: "Earliest arrival:" },
  fewest: { zh: "笔数最少：", en: "Fewest payments:" },
  widest: { zh: "金额最大：", en: "Widest:" },
  summary: { zh: "{hops} 笔，最小一笔 {width}", en: "{hops} payments, the smallest {width}" },
  tracedSummary: {
    zh: "{hops} 笔，最小一笔 {width}，涉案至多 {traced}",
    en: "{hops} payments, the smallest {width}, traced at most {traced}",
  },
  traced: { zh: "涉案 {amount}", en: "traced {amount}" },
  dwell: { zh: "停留 {time}", en: "after {time}" },
  listed: {
    zh: "按金额列出 {found} 条路径中的 {shown} 条：",
    en: "{shown} of {found} paths, those that carried most first:",
  },
  cut: {
    zh: "搜索到上限为止找到 {found} 条路径（可能还有），按金额列出 {shown} 条；可用 --after、--before、--max-hops 收窄：",
    en: "{shown} of {found} paths found before the search reached its bounds (there may be more; narrow it by --after, --before, --max-hops), those that carried most first:",
  },
} as const satisfies Readonly<Record<string, Text>>;
