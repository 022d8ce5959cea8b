import { ledgerNames } from "../../app/describe-trace.ts";
import { findTransfer } from "../../app/find-account.ts";
import { openLedger } from "../../app/open-ledger.ts";
import { openTransfer } from "../../app/transfer-detail.ts";
import type { SourceRow, TransferDetail } from "../../contract/transfers.ts";
import type { Language } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { moneyText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import { renderTable } from "../render-table.ts";
import { say, type Text } from "../text.ts";
import { withStores } from "../with-stores.ts";

export const showCommand: Command = {
  shape: {
    name: "show",
    summary: {
      zh: "一笔交易背后的全部原始行：文件、工作表、行号和原样单元格",
      en: "the banks' rows behind a transfer: file, sheet, row, and the cells as they stand",
    },
    forms: ["TRANSFER [--data DIR]"],
    argument: {
      name: "TRANSFER",
      count: "one",
      summary: { zh: "交易编号，如 3f9a01c2d4e5-0-17", en: "a transfer's id, such as 3f9a01c2d4e5-0-17" },
    },
    options: ["data"],
    notes: [],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const { terminal, language, workplace } = context;
    const detail = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const opened = await openLedger(stores);
      const transfer = ledgerNames(opened).transfer(findTransfer(opened, parsed.positionals[0] ?? ""));
      return openTransfer(stores, workplace.workerEntry, { opened, transfer });
    });
    if (parsed.has("json")) return terminal.out(`${JSON.stringify(detail)}\n`);
    terminal.out(renderDetail(detail, language));
    for (const row of detail.rows) terminal.out(`\n${renderRow(row, language)}`);
  },
};

function renderDetail(
  { id, at, payer, payee, amountMinor, currency, rows }: TransferDetail,
  language: Language,
): string {
  const details = { id, at, payer: payer.number, payee: payee.number, rows: rows.length };
  return `${say(transferLine, language, { ...details, amount: moneyText(amountMinor, currency) })}\n`;
}

function renderRow(row: SourceRow, language: Language): string {
  const place = { file: row.file, sheet: row.sheet, name: row.sheetName, row: row.row };
  const head = say(rowLine, language, { ...place, what: say(outcomeNames[row.outcome], language) });
  const reason = row.unreadable === null ? "" : `${row.unreadable[language]}\n`;
  const cells = row.original?.cells ?? row.cells;
  const headings = language === "zh" ? ["表头", "原样内容"] : ["heading", "as it stands"];
  const table = renderTable(
    headings.map((heading) => ({ heading, align: "left" as const })),
    cells.filter(({ text }) => text !== "").map(({ heading, text }) => [heading, text]),
  );
  return `${head}\n${reason}${table}`;
}

const transferLine: Text = {
  zh: "交易 {id}：{at}，{payer} → {payee}，{amount}，{rows} 行佐证",
  en: "Transfer {id}: {at}, {payer} → {payee}, {amount}, witnessed by {rows} rows",
};

const rowLine: Text = {
  zh: "{file} 第 {sheet} 个工作表 {name} 第 {row} 行（{what}）",
  en: "{file} sheet {sheet} {name} row {row} ({what})",
};

const outcomeNames: Readonly<Record<SourceRow["outcome"], Text>> = {
  transfer: { zh: "首要佐证", en: "first witness" },
  "second-witness": { zh: "对方佐证", en: "the other side's witness" },
  "wallet-witness": { zh: "钱包佐证", en: "the wallet's witness" },
  duplicate: { zh: "重复", en: "repetition" },
  "rejected-direction": { zh: "收付方向不明", en: "direction unknown" },
  "rejected-no-account": { zh: "无账号", en: "no account" },
};
