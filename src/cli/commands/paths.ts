import { findPaths, type PathsRequest, pathsJson } from "../../app/find-paths.ts";
import { openCaseLedger } from "../../app/good-faith.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import {
  allocatingDoctrineOf,
  dataFolderOf,
  firstInstantOf,
  instantOf,
  requiredValue,
  wholeNumberOf,
} from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderPaths } from "../render-paths.ts";
import { chooseClaims } from "../choose-case.ts";
import { readStops, warnOfUnknownStops } from "../trace-stored.ts";
import { withStores } from "../with-stores.ts";

/** As deep as the search allows; a path of money is rarely longer than ten. */
const deepest = 30;

export const pathsCommand: Command = {
  shape: {
    name: "paths",
    summary: {
      zh: "两个账户之间先后相接的资金路径：最早到达、笔数最少、金额最大",
      en: "paths between two accounts, each payment after the one before: earliest, shortest, those that carried most",
    },
    forms: [
      "--from ACCOUNT --to ACCOUNT [--data DIR] [--after TIME] [--before TIME] [--max-hops N] [--budget N] [--stops FILE] [--hub N] [--case NAME | --all] [--doctrine D]",
    ],
    argument: null,
    options: ["from", "to", "data", "after", "before", "max-hops", "budget", "stops", "hub", "case", "all", "doctrine"],
    notes: [
      {
        zh: "失败的交易、止追账户和资金末端不作中间环节；同一账户不走两次。给出 --case 或 --all 时附上每笔的涉案金额（默认 tainted-first）。--budget 为列出的条数（默认 10）。",
        en: "Failed transfers, stops and exits pass nothing on; no account is passed twice. With --case or --all each payment shows its traced amount (tainted-first unless asked). --budget: how many paths to list (default 10).",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    if (parsed.has("case") && parsed.has("all")) {
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--case", second: "--all" });
    }
    const request = requestOf(parsed);
    const stops = await readStops(parsed, context);
    const answer = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const isTraced = parsed.has("case") || parsed.has("all");
      const { claims, caseName } = isTraced ? await chooseClaims(stores, parsed) : { claims: null, caseName: null };
      const opened = await openCaseLedger(stores, caseName);
      warnOfUnknownStops(stops, opened, { parsed, context });
      const traced = claims === null ? null : { claims, doctrine: allocatingDoctrineOf(parsed, "tainted-first") };
      return findPaths(opened, { ...request, stops: stops.flatMap(({ names }) => names), traced });
    });
    show(renderPaths(answer, context.language), pathsJson(answer), { parsed, context });
  },
};

function show(
  text: string,
  json: Readonly<Record<string, unknown>>,
  { parsed, context }: { readonly parsed: ParsedArguments; readonly context: CommandContext },
): void {
  context.terminal.out(parsed.has("json") ? `${JSON.stringify(json)}\n` : text);
}

function requestOf(parsed: ParsedArguments): Omit<PathsRequest, "stops" | "traced"> {
  const from = requiredValue(parsed, "from", "paths");
  const to = requiredValue(parsed, "to", "paths");
  const maxHops = wholeNumberOf(parsed, "max-hops", 1) ?? 8;
  if (maxHops > deepest) {
    const seen = String(maxHops);
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--max-hops", seen, wanted: `1 … ${deepest}` });
  }
  return {
    from,
    to,
    maxHops,
    afterMs: firstInstantOf(parsed, "after"),
    beforeMs: instantOf(parsed, "before"),
    hubCounterparties: wholeNumberOf(parsed, "hub", 1) ?? null,
    limit: wholeNumberOf(parsed, "budget", 1) ?? 10,
  };
}
