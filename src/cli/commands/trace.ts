import { tracePlainFiles, type PlainTraceFiles } from "../../app/trace-plain-files.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { doctrineOf } from "../option-values.ts";
import type { OptionName } from "../options.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { readGivenFile } from "../read-given-file.ts";
import { showPlan } from "../show-plan.ts";
import { traceStored } from "../trace-stored.ts";

export const traceCommand: Command = {
  shape: {
    name: "trace",
    summary: { zh: "追踪被害人资金的去向", en: "trace where the victims' money went" },
    forms: [
      "[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME] [--stops FILE] [--hub N] [--dust YUAN] [--plan | --out DIR]",
      "--transfers FILE --losses FILE [--stops FILE] [--openings FILE] --doctrine D",
    ],
    argument: null,
    options: [
      "data",
      "case",
      "all",
      "doctrine",
      "as-of",
      "stops",
      "hub",
      "dust",
      "plan",
      "out",
      "transfers",
      "losses",
      "openings",
    ],
    notes: [
      {
        zh: "第二种形式不使用数据目录：读入 UTF-8 CSV，输出一个 JSON 对象，格式见 docs/cli.md。",
        en: "The second form needs no data folder: plain UTF-8 CSV in, one JSON object out; docs/cli.md has the fields.",
      },
    ],
  },
  folderUse: (parsed) => (isStoreless(parsed) ? "no" : "reads"),
  run: async (parsed, context) => {
    if (isStoreless(parsed)) return traceFiles(parsed, context);
    if (parsed.has("plan")) return showPlan(parsed, context);
    await traceStored(parsed, context);
  },
};

function isStoreless(parsed: ParsedArguments): boolean {
  return parsed.has("transfers") || parsed.has("losses") || parsed.has("openings");
}

/** Options that mean nothing without a data folder. */
const storedOnly: readonly OptionName[] = ["data", "case", "all", "as-of", "hub", "dust", "plan", "out"];

async function traceFiles(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  for (const option of storedOnly) {
    if (parsed.has(option)) {
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--transfers", second: `--${option}` });
    }
  }
  const doctrine = doctrineOf(parsed, { requiredBy: "trace" });
  const files: PlainTraceFiles = {
    transfers: await required(parsed, "transfers"),
    losses: await required(parsed, "losses"),
    ...(parsed.has("stops") ? { stops: await required(parsed, "stops") } : {}),
    ...(parsed.has("openings") ? { openings: await required(parsed, "openings") } : {}),
  };
  const output = tracePlainFiles(files, doctrine, context.workplace.version);
  context.terminal.out(`${JSON.stringify(output)}\n`);
}

async function required(parsed: ParsedArguments, option: OptionName): Promise<PlainTraceFiles["transfers"]> {
  const path = parsed.value(option);
  if (path === undefined) throw new SluiceError("COMMAND_OPTION_MISSING", { command: "trace", option: `--${option}` });
  return { name: path, bytes: await readGivenFile(path) };
}
