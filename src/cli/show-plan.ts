import { planTrace, type TracePlan } from "../app/plan-trace.ts";
import { SluiceError, type Language } from "../errors/sluice-error.ts";
import type { CommandContext } from "./command-context.ts";
import { dataFolderOf } from "./option-values.ts";
import type { ParsedArguments } from "./parse-arguments.ts";
import { say, type Text } from "./text.ts";
import { withStores } from "./with-stores.ts";

/** `sluice trace --plan`: how a trace of the data folder would be run, and why; nothing is traced. */
export async function showPlan(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  if (parsed.has("out")) throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--plan", second: "--out" });
  const { terminal, language, workplace } = context;
  const plan = await withStores(dataFolderOf(parsed, context), context, async ({ ledger }) =>
    planTrace(ledger, workplace.memoryBytes()),
  );
  terminal.out(parsed.has("json") ? `${JSON.stringify({ plan })}\n` : renderPlan(plan, language));
}

function renderPlan(plan: TracePlan, language: Language): string {
  const { rows, estimatedBytes, budgetBytes, legBudget } = plan;
  const words = {
    rows: String(rows),
    estimated: sizeText(estimatedBytes),
    budget: sizeText(budgetBytes),
    legs: String(legBudget),
  };
  const lines = plan.kind === "in-memory" ? [inMemory] : [hopByHop, plan.kept ? kept : notKept];
  return lines.map((line) => `${say(line, language, words)}\n`).join("");
}

function sizeText(bytes: number): string {
  if (bytes >= 2 ** 30) return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return bytes >= 2 ** 20 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 10).toFixed(1)} KiB`;
}

const inMemory: Text = {
  zh: "全部载入内存：{rows} 行约占 {estimated}，不超过内存预算 {budget}（SLUICE_MEMORY）",
  en: "All in memory: {rows} rows take about {estimated}, within the memory budget of {budget} (SLUICE_MEMORY)",
};

const hopByHop: Text = {
  zh: "逐跳追踪：{rows} 行约占 {estimated}，超过内存预算 {budget}（SLUICE_MEMORY）；每跳一次查询，至多取出 {legs} 条交易",
  en: "Hop by hop: {rows} rows would take about {estimated}, above the memory budget of {budget} (SLUICE_MEMORY); one round of queries a hop, at most {legs} transfers fetched",
};

const kept: Text = {
  zh: "账本库已按账户存好本账本，无需载入",
  en: "The store keeps this ledger by account: nothing has to be loaded",
};

const notKept: Text = {
  zh: "账本库尚未按账户存好本账本：首次追踪先推导一次并存好，这一次需要上述内存",
  en: "The store does not keep this ledger by account yet: the first trace derives it once, which takes that memory, and keeps it",
};
