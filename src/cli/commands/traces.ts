import type { KeptTrace } from "../../app/keep-trace.ts";
import type { Language } from "../../errors/sluice-error.ts";
import { formatChinaTime } from "../../flows/china-time.ts";
import { chooseCase } from "../choose-case.ts";
import type { Command } from "../command.ts";
import { instantText, moneyText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import { purposeNames } from "../purpose-names.ts";
import { renderTable } from "../render-table.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";

export const tracesCommand: Command = {
  shape: {
    name: "traces",
    summary: { zh: "列出本案做过的追踪，并存不删", en: "list the traces that were run for a case; all stay" },
    forms: ["[--data DIR] [--case NAME]"],
    argument: null,
    options: ["data", "case"],
    notes: [],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const kept = await withStores(dataFolderOf(parsed, context), context, async (stores) =>
      stores.traces.traces(await chooseCase(stores, parsed)),
    );
    const { terminal, language } = context;
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ traces: kept.map(keptFields) })}\n`);
    terminal.out(renderKept(kept, language));
  },
};

function keptFields({ id, purpose, atMs, by, engine, answerSha256, sums }: KeptTrace): object {
  const { doctrine, asOfMs, stops, hubCounterparties, dustMinor, files, version } = engine;
  const options = { asOfMs, stops, hubCounterparties, dustMinor };
  const at = formatChinaTime(atMs, "second");
  return { trace: id, purpose, doctrine, at, by, version, options, inputs: files, answerSha256, losses: sums.losses };
}

function renderKept(kept: readonly KeptTrace[], language: Language): string {
  const headings =
    language === "zh"
      ? ["追踪", "用途", "规则", "时间", "经手", "文件", "损失", "在卡"]
      : ["trace", "purpose", "doctrine", "at", "by", "files", "lost", "at rest"];
  const columns = headings.map((heading, at) => ({ heading, align: at > 4 ? ("right" as const) : ("left" as const) }));
  const rows = kept.map(({ id, purpose, engine, atMs, by, sums }) => {
    const { doctrine, files } = engine;
    const [lost, atRest] = [sumText(sums, "lossMinor"), sumText(sums, "atRestMinor")];
    return [
      id,
      say(purposeNames[purpose], language),
      doctrine,
      instantText(atMs),
      by,
      String(files.length),
      lost,
      atRest,
    ];
  });
  return renderTable(columns, rows);
}

/** The amount over all losses, by currency. */
function sumText({ losses }: KeptTrace["sums"], amount: "lossMinor" | "atRestMinor"): string {
  return [...new Set(losses.map(({ currency }) => currency))]
    .map((currency) => {
      const own = losses.filter((one) => one.currency === currency);
      return moneyText(
        own.reduce((sum, one) => sum + one[amount], 0),
        currency,
      );
    })
    .join(" + ");
}
