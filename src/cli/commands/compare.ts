import { type ComparedTrace, compareTraces } from "../../tracing/compare-traces.ts";
import { FolderWriter } from "../../app/write-files.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import { type Doctrine, doctrines, toDoctrine } from "../../tracing/doctrine.ts";
import { chooseCase } from "../choose-case.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { dataFolderOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderComparison } from "../render-comparison.ts";
import { traceBySeveral } from "../keep-asked-trace.ts";
import { type OpenStores, withStores } from "../with-stores.ts";

export const compareCommand: Command = {
  shape: {
    name: "compare",
    summary: {
      zh: "几种规则（或几次已存追踪）的结果并列：每名被害人、每个账户差多少",
      en: "traces side by side: what differs for each victim and each account",
    },
    forms: [
      "[--data DIR] [--case NAME] --doctrines D,D,… [--out DIR]",
      "[--data DIR] [--case NAME] --traces ID,ID,… [--out DIR]",
    ],
    argument: null,
    options: ["data", "case", "doctrines", "traces", "out"],
    notes: [
      {
        zh: "--traces 比较 sluice traces 列出的已存结果，账本增加流水前后的也可以比较。",
        en: "--traces compares answers that sluice traces lists, those from before further statements included.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    if (parsed.has("doctrines") && parsed.has("traces")) {
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--doctrines", second: "--traces" });
    }
    if (!parsed.has("doctrines") && !parsed.has("traces")) {
      throw new SluiceError("COMMAND_OPTION_MISSING", { command: "compare", option: "--doctrines" });
    }
    const traces = await withStores(dataFolderOf(parsed, context), context, (stores) =>
      parsed.has("traces") ? storedTraces(stores, parsed) : freshTraces(stores, parsed, context),
    );
    const comparison = compareTraces(traces);
    const out = parsed.value("out");
    const files = new FolderWriter(context.pathOf(out ?? "."), context.signal);
    if (out !== undefined) {
      const { exportComparison } = await import("../../app/export-comparison.ts");
      await exportComparison(comparison, files);
    }
    const { terminal, language } = context;
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ ...comparison, written: files.written })}\n`);
    terminal.out(renderComparison(comparison, language));
    for (const path of files.written) terminal.out(`${path}\n`);
  },
};

function namesOf(parsed: ParsedArguments, option: "doctrines" | "traces"): readonly string[] {
  const names = (parsed.value(option) ?? "").split(/[,，]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

async function freshTraces(
  stores: OpenStores,
  parsed: ParsedArguments,
  context: CommandContext,
): Promise<readonly ComparedTrace[]> {
  const wanted = namesOf(parsed, "doctrines").map((name): Doctrine => {
    const doctrine = toDoctrine(name);
    if (doctrine !== undefined && doctrine !== "poison") return doctrine;
    const known = doctrines.filter((one) => one !== "poison").join(" | ");
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--doctrines", seen: name, wanted: known });
  });
  const caseName = await chooseCase(stores, parsed);
  const claims = await stores.losses.claims(caseName);
  const kept = await traceBySeveral(stores, { caseName, claims, doctrines: wanted }, context);
  return kept.map(({ engine, sums }) => ({ name: engine.doctrine, sums }));
}

async function storedTraces(stores: OpenStores, parsed: ParsedArguments): Promise<readonly ComparedTrace[]> {
  const caseName = await chooseCase(stores, parsed);
  const kept = await stores.traces.traces(caseName);
  return namesOf(parsed, "traces").map((id) => {
    const trace = kept.find((one) => one.id === id);
    if (trace !== undefined) return { name: `${trace.engine.doctrine} ${id}`, sums: trace.sums };
    throw new SluiceError("CASE_TRACE_UNKNOWN", { seen: id, known: kept.map((one) => one.id).join(", ") || "–" });
  });
}
