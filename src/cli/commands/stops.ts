import { caseStops, type CaseStops } from "../../app/case-stops.ts";
import { runTrace } from "../../app/run-trace.ts";
import type { Language } from "../../errors/sluice-error.ts";
import { formatChinaTime } from "../../flows/china-time.ts";
import type { Command } from "../command.ts";
import { instantText, moneyText } from "../format.ts";
import { renderTable } from "../render-table.ts";
import { exitKindText } from "../render-trace.ts";
import { endReasonWords } from "../../tracing/finding-words.ts";
import { say, type Text } from "../text.ts";
import { withAskedTrace } from "../trace-stored.ts";
import { withTracer } from "../with-tracer.ts";

export const stopsCommand: Command = {
  shape: {
    name: "stops",
    summary: {
      zh: "追踪在哪里止住：止追账户及原因、零星核销、断点",
      en: "where a trace stopped and why: stops, dust written off, money lost sight of",
    },
    forms: ["[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME] [--stops FILE] [--hub N] [--dust YUAN]"],
    argument: null,
    options: ["data", "case", "all", "doctrine", "as-of", "stops", "hub", "dust"],
    notes: [],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const lists = await withAskedTrace(parsed, context, {
      doctrine: "tainted-first",
      ledger: "whole",
      work: async ({ opened, request }) => {
        const { view } = await withTracer(context, (tracer) => runTrace(opened, request, tracer));
        return caseStops(opened, view);
      },
    });
    const { terminal, language } = context;
    if (!parsed.has("json")) return terminal.out(render(lists, language));
    const [writtenOff, lostSight] = [lists.writtenOff.map(sinceJson), lists.lostSight.map(sinceJson)];
    terminal.out(`${JSON.stringify({ ...lists, writtenOff, lostSight })}\n`);
  },
};

function sinceJson({ sinceMs, ...line }: CaseStops["writtenOff"][number]): object {
  return { ...line, since: formatChinaTime(sinceMs, "second") };
}

function render({ stops, writtenOff, lostSight }: CaseStops, language: Language): string {
  const word = (text: Text): string => say(text, language);
  const table = (headings: readonly Text[], rows: readonly (readonly string[])[]): string =>
    renderTable(
      headings.map((heading) => ({ heading: word(heading), align: heading === words.amount ? "right" : "left" })),
      rows,
    );
  const reached = stops.filter(({ amountMinor }) => amountMinor > 0).toSorted((a, b) => b.amountMinor - a.amountMinor);
  const untouched = stops.length - reached.length;
  return [
    `${say(words.stops, language, { count: stops.length })}\n`,
    table(
      [words.account, words.holder, words.why, words.kind, words.counterparties, words.amount],
      reached.map(({ account, holder, why, kind, counterparties, amountMinor, currency }) => [
        account,
        holder,
        word(endReasonWords[why]),
        exitKindText(kind, language),
        counterparties === null ? "" : String(counterparties),
        moneyText(amountMinor, currency),
      ]),
    ),
    untouched === 0 ? "" : `${say(words.untouched, language, { count: untouched })}\n`,
    `\n${say(words.writtenOff, language, { count: writtenOff.length })}\n`,
    table(
      [words.account, words.loss, words.since, words.amount],
      writtenOff.map(({ account, loss, sinceMs, amountMinor, currency }) => [
        account,
        loss,
        instantText(sinceMs),
        moneyText(amountMinor, currency),
      ]),
    ),
    `\n${say(words.lostSight, language, { count: lostSight.length })}\n`,
    table(
      [words.account, words.loss, words.since, words.why, words.amount],
      lostSight.map(({ account, loss, sinceMs, why, amountMinor, currency }) => [
        account,
        loss,
        instantText(sinceMs),
        word(endReasonWords[why]),
        moneyText(amountMinor, currency),
      ]),
    ),
  ].join("");
}

const words = {
  stops: { zh: "止追账户 {count} 个", en: "{count} stops" },
  untouched: {
    zh: "另有 {count} 个止追账户没有收到涉案资金，全部见 --json",
    en: "{count} more stops took no traced money, all with --json",
  },
  writtenOff: { zh: "零星核销 {count} 笔", en: "{count} lots written off as dust" },
  lostSight: { zh: "断点 {count} 处", en: "Money lost sight of at {count} places" },
  account: { zh: "账户", en: "account" },
  holder: { zh: "户名", en: "holder" },
  why: { zh: "原因", en: "why" },
  kind: { zh: "末端类型", en: "exit kind" },
  counterparties: { zh: "对手数", en: "counterparties" },
  amount: { zh: "金额", en: "amount" },
  loss: { zh: "损失", en: "loss" },
  since: { zh: "起", en: "since" },
} as const;
