import { balanceJson, engineJson, freezeListJson, requestsJson, type TraceJson } from "../../app/trace-json.ts";
import type { Language } from "../../errors/sluice-error.ts";
import type { TraceView } from "../../tracing/trace-view.ts";
import { noteRequests } from "../../app/note-requests.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { dataFolderOf, wholeNumberOf } from "../option-values.ts";
import { optionSpec } from "../options.ts";
import { renderBalance, renderRequests, renderUnbound } from "../render-trace.ts";
import { renderFreezeList } from "../render-freeze-list.ts";
import { say, type Text } from "../text.ts";
import { keptJson } from "../keep-asked-trace.ts";
import { traceDataFolder } from "../trace-stored.ts";
import { withStores } from "../with-stores.ts";

/** The three lists of a case; each traces by `tainted-first`, the widest search, unless told otherwise. */
export const caseListCommands: readonly Command[] = [
  caseList({
    name: "freeze-list",
    summary: {
      zh: "建议冻结的账户，按预计可止金额排序：涉案在卡金额 × 指令生效时尚在的几率",
      en: "the accounts to freeze, by what an order can be expected to hold: traced money at rest × the chance that it stays",
    },
    json: freezeListJson,
    render: renderFreezeList,
    more: ["budget", "now"],
  }),
  caseList({
    name: "requests",
    summary: { zh: "调单清单：下一步向哪家银行调取哪个账户的流水", en: "the statements to ask the banks for next" },
    json: requestsJson,
    render: (view, budget, language) => renderRequests(view.requests.slice(0, budget), view.requests.length, language),
    more: ["budget", "now", "sent"],
  }),
  caseList({
    name: "balance",
    summary: {
      zh: "资金平衡表：每笔损失 = 在卡 + 末端 + 断点 + 返还 + 核销",
      en: "the balance sheet: each loss, to the minor unit",
    },
    json: balanceJson,
    render: (view, _budget, language) => renderBalance(view, language) + renderUnbound(view.unbound, language),
    more: [],
  }),
];

type ListOption = "budget" | "now" | "sent";

interface CaseList {
  readonly name: "freeze-list" | "requests" | "balance";
  readonly summary: Text;
  readonly json: (view: TraceView) => TraceJson;
  readonly render: (view: TraceView, budget: number, language: Language) => string;
  /** Options that this list takes besides. */
  readonly more: readonly ListOption[];
}

function caseList({ name, summary, json, render, more }: CaseList): Command {
  return {
    shape: {
      name,
      summary,
      forms: [
        "[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME] [--stops FILE] [--hub N] [--dust YUAN]" +
          more.map(optionForm).join(""),
      ],
      argument: null,
      options: ["data", "case", "all", "doctrine", "as-of", "stops", "hub", "dust", ...more],
      notes: [
        {
          zh: "未指定规则时用本案锁定的查找规则（sluice doctrine），未锁定时用 tainted-first（查找范围最宽）。",
          en: "Without --doctrine: the doctrine that the case is locked to (sluice doctrine), else tainted-first, the widest search.",
        },
      ],
    },
    folderUse: (parsed) => (parsed.has("sent") ? "writes" : "reads"),
    run: async (parsed, context) => {
      const budget = wholeNumberOf(parsed, "budget", 1) ?? Number.MAX_SAFE_INTEGER;
      const { view, kept } = await traceDataFolder(parsed, context, { doctrine: "tainted-first", findings: "unasked" });
      if (parsed.has("sent"))
        await noteSentRequests(parsed, context, { ...view, requests: view.requests.slice(0, budget) });
      const { terminal, language } = context;
      if (!parsed.has("json")) {
        terminal.out(render(view, budget, language));
        if (parsed.has("sent")) terminal.out(sentLine(Math.min(budget, view.requests.length), language));
        return;
      }
      const cut = { ...view, freezeList: view.freezeList.slice(0, budget), requests: view.requests.slice(0, budget) };
      const of = { freezeList: view.freezeList.length, requests: view.requests.length };
      terminal.out(`${JSON.stringify({ ...json(cut), of, engine: engineJson(view), ...keptJson(kept) })}\n`);
    },
  };
}

function optionForm(option: ListOption): string {
  const { placeholder } = optionSpec(option);
  return placeholder === null ? ` [--${option}]` : ` [--${option} ${placeholder}]`;
}

function sentLine(count: number, language: Language): string {
  return `${say({ zh: "已将所列 {count} 项记为发出", en: "Noted as sent: the {count} listed" }, language, { count })}\n`;
}

async function noteSentRequests(parsed: ParsedArguments, context: CommandContext, view: TraceView): Promise<void> {
  await withStores(dataFolderOf(parsed, context), context, (stores) => noteRequests(stores, view));
}
