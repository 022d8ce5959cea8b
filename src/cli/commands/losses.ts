import { recordLosses } from "../../app/record-losses.ts";
import { transferJson, unboundJson } from "../../app/trace-json.ts";
import type { Command } from "../command.ts";
import { accountText, countText, moneyText, timeText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import { renderTable } from "../render-table.ts";
import { renderUnbound } from "../render-trace.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";
import { readGivenFile } from "../read-given-file.ts";

export const lossesCommand: Command = {
  shape: {
    name: "losses",
    summary: {
      zh: "登记被害人的损失，并对上账本中的交易",
      en: "register the victims' losses and find their transfers",
    },
    forms: ["LOSSES.csv [--data DIR] [--case NAME]"],
    argument: {
      name: "LOSSES.csv",
      count: "one",
      summary: { zh: "损失表，UTF-8 或 GB18030 的 CSV", en: "the losses, CSV in UTF-8 or GB18030" },
    },
    options: ["data", "case"],
    notes: [
      {
        zh: "列：损失编号, 被害人, 付款账号, 时间, 金额, 金额误差, 时间误差分钟, 收款账号；或 损失编号, 被害人, 交易编号[, 金额]。",
        en: "Columns: loss, victim, account, time, amount, tolerance, time_tolerance_minutes, payee; or loss, victim, transfer[, amount].",
      },
    ],
  },
  folderUse: () => "writes",
  run: async (parsed, context) => {
    const path = context.pathOf(parsed.positionals[0] ?? "");
    const request = { path, caseName: parsed.value("case") ?? "default", bytes: await readGivenFile(path) };
    const report = await withStores(dataFolderOf(parsed, context), context, (stores) => recordLosses(stores, request));
    const { terminal, language } = context;
    if (parsed.has("json")) {
      const bound = report.bound.map(({ id, victim, transfer }) => ({ loss: id, victim, ...transferJson(transfer) }));
      const unbound = report.unbound.map(unboundJson);
      return terminal.out(`${JSON.stringify({ case: report.caseName, recorded: report.recorded, bound, unbound })}\n`);
    }
    const summary = {
      zh: "案件 {name}：登记 {recorded} 笔损失，{bound} 笔对上唯一交易，{unbound} 笔没有",
      en: "Case {name}: {recorded} losses registered, {bound} bound to one transfer, {unbound} not",
    };
    const { caseName: name, recorded, bound, unbound } = report;
    const counts = { name, recorded: countText(recorded), bound: bound.length, unbound: unbound.length };
    terminal.out(`${say(summary, language, counts)}\n`);
    const headings =
      language === "zh"
        ? ["损失", "被害人", "时间", "付款", "收款", "金额", "交易编号"]
        : ["loss", "victim", "time", "payer", "payee", "amount", "transfer"];
    const columns = headings.map((heading, index) => ({
      heading,
      align: index === 5 ? ("right" as const) : ("left" as const),
    }));
    if (bound.length > 0) {
      terminal.out(
        renderTable(
          columns,
          bound.map(({ id, victim, transfer }) => [
            id,
            victim,
            timeText(transfer),
            accountText(transfer.payer),
            accountText(transfer.payee),
            moneyText(transfer.amountMinor, transfer.payer.currency),
            transfer.id,
          ]),
        ),
      );
    }
    terminal.out(renderUnbound(unbound, language));
  },
};
