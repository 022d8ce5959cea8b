import { auditHead, readKeptHead, verifyAudit } from "../../app/audit-log.ts";
import { retainLog } from "../../app/retain-log.ts";
import { verificationView } from "../../app/audit-view.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { dataFolderOf } from "../option-values.ts";
import { readGivenFile } from "../read-given-file.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";

export const auditCommand: Command = {
  shape: {
    name: "audit",
    summary: {
      zh: "操作日志：核验是否被删改，取出签名的链头另行保存",
      en: "the log of what was done: verify that nothing was changed, take its signed head to keep elsewhere",
    },
    forms: ["verify [--expect FILE] [--data DIR]", "head [--data DIR]", "retain [--dry-run] [--data DIR]"],
    argument: {
      name: "verify|head|retain",
      count: "one",
      summary: {
        zh: "核验，打印链头，或移除期满记录",
        en: "verify it, print its head, or remove entries past their time",
      },
    },
    options: ["data", "expect", "dry-run"],
    notes: [
      {
        zh: "retain 按“log-retention”规则移除期满的查看、查询、导出、登录记录；决定类记录不移除。",
        en: "retain removes openings, searches, exports and sign-ins past the time of the rule log-retention; what was decided stays.",
      },
      {
        zh: "把 head 的输出存到能写数据目录的人写不到的地方；verify --expect 该文件，可发现被整体改写或截短的日志。退出码：0 完好，1 有删改。",
        en: "Keep what head prints where nobody who writes the data folder can write; verify --expect FILE then shows a log that was rewritten or cut as a whole. Exit code: 0 whole, 1 changed.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals[0] === "retain" && !parsed.has("dry-run") ? "writes" : "reads"),
  run: async (parsed, context) => {
    const { terminal, language } = context;
    const [action = ""] = parsed.positionals;
    if (action !== "verify" && action !== "head" && action !== "retain")
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", {
        option: "audit",
        seen: action,
        wanted: "verify | head | retain",
      });
    const path = parsed.value("expect");
    const kept = path === undefined ? undefined : readKeptHead(path, await readGivenFile(context.pathOf(path)));
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { records, key } = await stores.openRecords();
      if (action === "head") {
        const head = await auditHead(records, key);
        if (head === undefined) throw new SluiceError("AUDIT_EMPTY");
        return terminal.out(`${JSON.stringify(head)}\n`);
      }
      if (action === "retain") {
        const told = await retainLog(records, key, parsed.has("dry-run") ? "dry" : "for good");
        if (parsed.has("json")) return terminal.out(`${JSON.stringify(told)}\n`);
        for (const { rule, entries } of told.removed) terminal.out(`${rule}: ${entries}\n`);
        const { needed, sealedTo } = told;
        return terminal.out(`${say(parsed.has("dry-run") ? wouldRetain : retained, language, { needed, sealedTo })}\n`);
      }
      const { findings, findingsInAll, ...counts } = verificationView(await verifyAudit(records, kept));
      if (parsed.has("json")) terminal.out(`${JSON.stringify({ ...counts, findings, findingsInAll })}\n`);
      else {
        for (const finding of findings) terminal.out(`${finding[language]}\n`);
        if (findingsInAll === 0) terminal.out(`${say(whole, language, counts)}\n`);
      }
      if (findingsInAll > 0) throw new SluiceError("AUDIT_CHANGED", { count: findingsInAll });
    });
  },
};

const retained = {
  zh: "以上期满记录已移除，封存与签名链头保留，仍可核验；{needed} 条因案件未办结或待复核而保留（核验至第 {sealedTo} 条）",
  en: "removed as listed; their seals and a signed checkpoint stay, and the log verifies. {needed} stay for open cases or reviews (looked at up to place {sealedTo})",
};

const wouldRetain = {
  zh: "以上期满记录将被移除（未写入）；{needed} 条因案件未办结或待复核而保留（核验至第 {sealedTo} 条）",
  en: "would be removed as listed (nothing was written). {needed} stay for open cases or reviews (looked at up to place {sealedTo})",
};

const whole = {
  zh: "完好：{sealed} 条记录逐条相符，{heads} 个签名链头无误，{unsealed} 条待封存，{retired} 条已按规定期满移除",
  en: "whole: {sealed} entries as they were sealed, {heads} signed heads valid, {unsealed} waiting for their seal, {retired} removed by retention",
};
