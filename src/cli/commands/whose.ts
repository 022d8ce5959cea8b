import { toldAnswers } from "../../app/bank-answers.ts";
import { askWhose, type WhoseRequest, whoseJson } from "../../app/ask-whose.ts";
import { openCaseLedger } from "../../app/good-faith.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { dataFolderOf, instantOf, requiredValue, wholeNumberOf, yuanOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderWhose } from "../render-whose.ts";
import { chooseClaims } from "../choose-case.ts";
import { readStops, warnOfUnknownStops } from "../trace-stored.ts";
import { withStores } from "../with-stores.ts";

export const whoseCommand: Command = {
  shape: {
    name: "whose",
    summary: {
      zh: "反向追踪：某账户的余额或某笔交易是谁的钱，按损失和五种规则列出",
      en: "backward: whose money an account holds or a transfer moved, by loss under five doctrines",
    },
    forms: [
      "--account ACCOUNT [--at TIME] [--data DIR] [--case NAME | --all] [--stops FILE] [--hub N] [--dust YUAN]",
      "--transfer ID [--data DIR] [--case NAME | --all] [--stops FILE] [--hub N] [--dust YUAN]",
    ],
    argument: null,
    options: ["account", "at", "transfer", "data", "case", "all", "stops", "hub", "dust"],
    notes: [
      {
        zh: "与正向追踪的结论一致，分毫不差；各列合计等于全部金额。",
        en: "What forward traces say of the place, to the minor unit; each column sums to the whole.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    if (parsed.has("case") && parsed.has("all")) {
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--case", second: "--all" });
    }
    const place = placeOf(parsed);
    const stops = await readStops(parsed, context);
    const options = {
      place,
      asOfMs: instantOf(parsed, "at"),
      stops: stops.flatMap(({ names }) => names),
      hubCounterparties: wholeNumberOf(parsed, "hub", 1) ?? null,
      dustMinor: yuanOf(parsed, "dust"),
    };
    const answer = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const chosen = await chooseClaims(stores, parsed);
      const opened = await openCaseLedger(stores, chosen.caseName);
      warnOfUnknownStops(stops, opened, { parsed, context });
      const answers = await toldAnswers(stores);
      return askWhose(opened, { ...options, ...chosen, answers });
    });
    const { terminal, language } = context;
    terminal.out(parsed.has("json") ? `${JSON.stringify(whoseJson(answer))}\n` : renderWhose(answer, language));
  },
};

/** @throws SluiceError COMMAND_OPTIONS_CLASH, COMMAND_OPTION_MISSING */
function placeOf(parsed: ParsedArguments): WhoseRequest["place"] {
  const transfer = parsed.value("transfer");
  if (transfer === undefined) return { account: requiredValue(parsed, "account", "whose") };
  for (const other of ["account", "at"] as const) {
    if (parsed.has(other))
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--transfer", second: `--${other}` });
  }
  return { transfer };
}
