import { changesOfCase } from "../../app/case-changes.ts";
import { changesJson } from "../../app/changes-json.ts";
import type { Command } from "../command.ts";
import { dataFolderOf } from "../option-values.ts";
import { renderChanges } from "../render-changes.ts";
import { say } from "../text.ts";
import { chooseClaims } from "../choose-case.ts";
import { withStores } from "../with-stores.ts";

export const changesCommand: Command = {
  shape: {
    name: "changes",
    summary: {
      zh: "自上次追踪以来新流水改变了什么：每名被害人的资金此前在哪、现在在哪",
      en: "what new statements changed since the last trace: where each victim's money was and is now",
    },
    forms: ["[--data DIR] [--case NAME]"],
    argument: null,
    options: ["data", "case"],
    notes: [
      {
        zh: "与上次追踪同样的规则和选项比较；导入时对每个追踪过的案件自动报告一次。银行反馈、善意登记、损失登记有变时同样可看。",
        en: "By the doctrine and options of the last trace; import tells it of every traced case by itself. Also of banks' answers, marks and claims.",
      },
      {
        zh: "只重新追踪变化所能影响的损失，并写明笔数；做不到时全部从头追踪并说明原因，结果相同。",
        en: "Only the losses that the change can reach are traced again, and it says how many; where that cannot be, all are, and it says why. The answer is the same.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const found = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { caseName } = await chooseClaims(stores, parsed);
      return changesOfCase(stores, caseName ?? "");
    });
    const { terminal, language } = context;
    if (parsed.has("json")) return terminal.out(`${JSON.stringify(found === null ? null : changesJson(found))}\n`);
    terminal.out(found === null ? `${say(nothingBefore, language)}\n` : renderChanges(found, language));
  },
};

const nothingBefore = {
  zh: "没有可比较的追踪：先用 sluice trace 追踪本案，导入新流水后再看",
  en: "Nothing to compare: trace the case with sluice trace, then import a new statement",
};
