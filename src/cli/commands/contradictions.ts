import { type CaseContradiction, caseContradictions } from "../../app/case-contradictions.ts";
import { runTrace } from "../../app/run-trace.ts";
import type { Language } from "../../errors/sluice-error.ts";
import { contradictionWords, rowRoleWords } from "../../tracing/finding-words.ts";
import type { Command } from "../command.ts";
import { moneyText } from "../format.ts";
import { renderTable } from "../render-table.ts";
import { say, type Text } from "../text.ts";
import { withAskedTrace } from "../trace-stored.ts";
import { withTracer } from "../with-tracer.ts";

export const contradictionsCommand: Command = {
  shape: {
    name: "contradictions",
    summary: {
      zh: "涉案账户的流水之间互相矛盾之处，附双方的原始行",
      en: "where statements contradict each other at the accounts that traced money reached, with both sides' rows",
    },
    forms: ["[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME]"],
    argument: null,
    options: ["data", "case", "all", "doctrine", "as-of"],
    notes: [],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const contradictions = await withAskedTrace(parsed, context, {
      doctrine: "tainted-first",
      ledger: "whole",
      work: async ({ stores, opened, request }) => {
        const traced = await withTracer(context, (tracer) => runTrace(opened, request, tracer));
        return caseContradictions(stores, opened, traced);
      },
    });
    const { terminal, language } = context;
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ contradictions })}\n`);
    terminal.out(render(contradictions, language));
  },
};

function render(contradictions: readonly CaseContradiction[], language: Language): string {
  const title = say(found, language, { count: contradictions.length });
  if (contradictions.length === 0) return `${title}\n`;
  const headings =
    language === "zh"
      ? ["矛盾", "账户", "户名", "交易编号", "行", "文件", "工作表", "行号", "所载金额"]
      : ["contradiction", "account", "holder", "transfer", "row", "file", "sheet", "row no.", "states"];
  const lines = contradictions.flatMap(({ kind, account, holder, transfer, rows }) =>
    rows.map((row, at) => [
      ...(at === 0 ? [say(contradictionWords[kind], language), account, holder, transfer] : ["", "", "", ""]),
      say(rowRoleWords[row.role], language),
      row.file,
      String(row.sheet),
      String(row.row),
      row.statedMinor === null ? "" : moneyText(row.statedMinor, account.split("#")[1] ?? "CNY"),
    ]),
  );
  const columns = headings.map((heading, at) => ({ heading, align: at > 5 ? ("right" as const) : ("left" as const) }));
  return `${title}\n${renderTable(columns, lines)}`;
}

const found: Text = {
  zh: "涉案账户的流水有 {count} 处矛盾",
  en: "{count} contradictions at the accounts that traced money reached",
};
