import { balanceJson, engineJson, freezeListJson, requestsJson, type TraceJson } from "../../app/trace-json.ts";
import type { Language } from "../../errors/sluice-error.ts";
import type { TraceView } from "../../tracing/trace-view.ts";
import type { Command } from "../command.ts";
import { wholeNumberOf } from "../option-values.ts";
import { renderBalance, renderFreezeList, renderRequests, renderUnbound } from "../render-trace.ts";
import type { Text } from "../text.ts";
import { keptJson } from "../keep-asked-trace.ts";
import { traceDataFolder } from "../trace-stored.ts";

/** The three lists of a case; each traces by `tainted-first`, the widest search, unless told otherwise. */
export const caseListCommands: readonly Command[] = [
  caseList({
    name: "freeze-list",
    summary: { zh: "建议冻结的账户，按涉案在卡金额排序", en: "the accounts to freeze, by traced money at rest" },
    json: freezeListJson,
    render: (view, budget, language) =>
      renderFreezeList(view.freezeList.slice(0, budget), view.freezeList.length, language),
  }),
  caseList({
    name: "requests",
    summary: { zh: "调单清单：下一步向哪家银行调取哪个账户的流水", en: "the statements to ask the banks for next" },
    json: requestsJson,
    render: (view, budget, language) => renderRequests(view.requests.slice(0, budget), view.requests.length, language),
  }),
  caseList({
    name: "balance",
    summary: {
      zh: "资金平衡表：每笔损失 = 在卡 + 末端 + 断点 + 返还 + 核销",
      en: "the balance sheet: each loss, to the minor unit",
    },
    json: balanceJson,
    render: (view, _budget, language) => renderBalance(view, language) + renderUnbound(view.unbound, language),
  }),
];

interface CaseList {
  readonly name: "freeze-list" | "requests" | "balance";
  readonly summary: Text;
  readonly json: (view: TraceView) => TraceJson;
  readonly render: (view: TraceView, budget: number, language: Language) => string;
}

function caseList({ name, summary, json, render }: CaseList): Command {
  return {
    shape: {
      name,
      summary,
      forms: [
        "[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME] [--stops FILE] [--hub N] [--dust YUAN] [--budget N]",
      ],
      argument: null,
      options: ["data", "case", "all", "doctrine", "as-of", "stops", "hub", "dust", "budget"],
      notes: [
        {
          zh: "未指定规则时用本案锁定的查找规则（sluice doctrine），未锁定时用 tainted-first（查找范围最宽）。",
          en: "Without --doctrine: the doctrine that the case is locked to (sluice doctrine), else tainted-first, the widest search.",
        },
      ],
    },
    folderUse: () => "reads",
    run: async (parsed, context) => {
      const budget = wholeNumberOf(parsed, "budget", 1) ?? Number.MAX_SAFE_INTEGER;
      const { view, kept } = await traceDataFolder(parsed, context, "tainted-first");
      const { terminal, language } = context;
      if (!parsed.has("json")) return terminal.out(render(view, budget, language));
      const cut = { ...view, freezeList: view.freezeList.slice(0, budget), requests: view.requests.slice(0, budget) };
      const of = { freezeList: view.freezeList.length, requests: view.requests.length };
      terminal.out(`${JSON.stringify({ ...json(cut), of, engine: engineJson(view), ...keptJson(kept) })}\n`);
    },
  };
}
