import { doctrineText } from "../doctrine-text.ts";
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
  const { doctrine, asOfMs, stops, hubCounterparties, dustMinor, answers, goodFaith, files, version } = engine;
  const options = { asOfMs, stops, hubCounterparties, dustMinor, answers, goodFaith };
  const at = formatChinaTime(atMs, "second");
  return { trace: id, purpose, doctrine, at, by, version, options, inputs: files, answerSha256, losses: sums.losses };
}

function renderKept(kept: readonly KeptTrace[], language: Language): string {
  const headings =
    language === "zh"
      ? ["追踪", "用途", "规则", "不同的选项", "时间", "经手", "文件", "损失", "在卡"]
      : ["trace", "purpose", "doctrine", "options that differ", "at", "by", "files", "lost", "at rest"];
  const columns = headings.map((heading, at) => ({ heading, align: at > 5 ? ("right" as const) : ("left" as const) }));
  const differing = differingOptions(kept);
  const rows = kept.map(({ id, purpose, engine, atMs, by, sums }) => {
    const { doctrine, files } = engine;
    const [lost, atRest] = [sumText(sums, "lossMinor"), sumText(sums, "atRestMinor")];
    return [
      id,
      say(purposeNames[purpose], language),
      doctrineText(doctrine, language),
      optionsText(engine, differing, language),
      instantText(atMs),
      by,
      String(files.length),
      lost,
      atRest,
    ];
  });
  return renderTable(columns, rows);
}

type Engine = KeptTrace["engine"];

/** What a trace can be run by besides its doctrine and its files, as a person reads it; empty where nothing was asked. */
const optionTexts: Readonly<Record<string, (engine: Engine, language: Language) => string>> = {
  asOf: ({ asOfMs }, language) =>
    asOfMs === null ? "" : say({ zh: "截至 {at}", en: "as of {at}" }, language, { at: instantText(asOfMs) }),
  stops: ({ stops }, language) =>
    stops.length === 0 ? "" : say({ zh: "止追 {stops}", en: "stops {stops}" }, language, { stops: stops.join(" ") }),
  hub: ({ hubCounterparties }, language) => {
    const text = { zh: "对手数上限 {most}", en: "hub {most}" };
    return hubCounterparties === null ? "" : say(text, language, { most: hubCounterparties });
  },
  dust: ({ dustMinor }, language) =>
    dustMinor === null
      ? ""
      : say({ zh: "零星 {dust}", en: "dust {dust}" }, language, { dust: moneyText(dustMinor, "CNY") }),
  answers: ({ answers }, language) => {
    const told = answers.map(({ account, balanceMinor }) => `${account} ${moneyText(balanceMinor, "CNY")}`).join(" ");
    return answers.length === 0 ? "" : say({ zh: "银行反馈 {told}", en: "answers {told}" }, language, { told });
  },
  goodFaith: ({ goodFaith }, language) => {
    const marked = goodFaith.map(({ account }) => account).join(" ");
    return goodFaith.length === 0
      ? ""
      : say({ zh: "善意取得 {marked}", en: "good faith {marked}" }, language, { marked });
  },
};

/** The options in which some of the traces differ. */
function differingOptions(kept: readonly KeptTrace[]): readonly string[] {
  const valuesOf = (name: string): ReadonlySet<string> =>
    new Set(kept.map(({ engine }) => optionTexts[name]?.(engine, "en") ?? ""));
  return Object.keys(optionTexts).filter((name) => valuesOf(name).size > 1);
}

function optionsText(engine: Engine, names: readonly string[], language: Language): string {
  const none = say({ zh: "（默认）", en: "(defaults)" }, language);
  const texts = names.map((name) => optionTexts[name]?.(engine, language) ?? "").filter((text) => text !== "");
  return names.length === 0 ? "" : texts.join(language === "zh" ? "；" : "; ") || none;
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
