import { SluiceError } from "../../errors/sluice-error.ts";
import { standardResponseMs } from "../../tracing/freeze-decision.ts";
import type { Command } from "../command.ts";
import { dataFolderOf, requiredValue, wholeNumberOf } from "../option-values.ts";
import { renderTable } from "../render-table.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";

const standardMinutes = standardResponseMs / 60_000;

export const banksCommand: Command = {
  shape: {
    name: "banks",
    summary: {
      zh: "各银行从收到止付冻结指令到生效的时间",
      en: "how long each bank takes from a freeze order to its effect",
    },
    forms: ["[--data DIR]", "set --bank NAME --response MINUTES [--data DIR]", "remove --bank NAME [--data DIR]"],
    argument: {
      name: "set|remove",
      count: "at-most-one",
      summary: { zh: "设定或删除；不写则列出", en: "set or remove one; list them without it" },
    },
    options: ["data", "bank", "response"],
    notes: [
      {
        zh: "没有设定的银行按 30 分钟计（本系统的默认值）；名称是账本中行名的一段，最长的优先。",
        en: "Banks without one count 30 minutes (our default); a name is a part of the bank's name in the ledger, the longest wins.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals.length === 0 ? "reads" : "writes"),
  run: async (parsed, context) => {
    const { terminal, language } = context;
    const [action] = parsed.positionals;
    const responses = await withStores(dataFolderOf(parsed, context), context, async ({ orders }) => {
      if (action !== undefined) {
        const bank = requiredValue(parsed, "bank", "banks");
        const minutes = action === "set" ? Number(requiredValue(parsed, "response", "banks")) : null;
        if (minutes !== null) wholeNumberOf(parsed, "response", 0);
        if (action !== "set" && action !== "remove") throw badAction(action);
        const known = (await orders.records()).responses.map((response) => response.bank);
        if (minutes === null && !known.includes(bank)) {
          const wanted = known.join(" | ") || "sluice banks";
          throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--bank", seen: bank, wanted });
        }
        await orders.update((records) => {
          const others = records.responses.filter((response) => response.bank !== bank);
          return { ...records, responses: minutes === null ? others : [...others, { bank, minutes }] };
        });
      }
      return (await orders.records()).responses;
    });
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ standardMinutes, responses })}\n`);
    const headings = language === "zh" ? ["银行", "生效用时（分钟）"] : ["bank", "minutes to effect"];
    const columns = headings.map((heading, index) => ({
      heading,
      align: index === 1 ? ("right" as const) : ("left" as const),
    }));
    const rows = responses.map(({ bank, minutes }) => [bank, String(minutes)]);
    const others = say({ zh: "（其余银行，默认）", en: "(all others, default)" }, language);
    terminal.out(renderTable(columns, [...rows, [others, String(standardMinutes)]]));
  },
};

function badAction(seen: string): SluiceError {
  return new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "set|remove", seen, wanted: "set | remove" });
}
