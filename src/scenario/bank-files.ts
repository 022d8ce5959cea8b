import { formatChinaTime } from "../flows/china-time.ts";
import type { AccountStatement, StatementLine } from "./account-statements.ts";
import type { BankStyle, CityBank } from "./city-banks.ts";
import { answerDate, type CityFile } from "./city-file.ts";
import type { CitySize } from "./city-scale.ts";
import { cityStartMs, dayMs } from "./daily-life.ts";
import { encodeTable, extensionOf } from "./encode-table.ts";
import { statementCells } from "./statement-cells.ts";
import { statementHeadings } from "./statement-headings.ts";
import { syntheticCard } from "./synthetic-numbers.ts";

/** The banks whose first file is sent again in part: a supplement that repeats the last third of the period. */
const sendsSupplement: ReadonlySet<string> = new Set(["90", "91"]);

/** The transaction files of one bank, its statements dealt out over `fileCount` files. */
export function bankFiles(bank: CityBank, statements: readonly AccountStatement[], size: CitySize): CityFile[] {
  const style = bank.style;
  if (style === null || statements.length === 0) return [];
  // A bank slip names its account above the table, so it holds one account.
  const fileCount = style.layout === "bank-slip" ? statements.length : filesOf(bank, size);
  const chunks: AccountStatement[][] = Array.from({ length: fileCount }, () => []);
  statements.forEach((statement, index) => {
    chunks[index % fileCount]?.push(statement);
  });
  const filled = chunks.filter((chunk) => chunk.length > 0);
  const files = filled.map((chunk, index) =>
    statementFile({ bank, style, size }, chunk, `_${String(index + 1).padStart(2, "0")}`),
  );
  const first = filled[0];
  if (first !== undefined && sendsSupplement.has(bank.issuer)) {
    const fromMs = cityStartMs + Math.floor((size.days * 2) / 3) * dayMs;
    const late = first.map((each) => ({ ...each, lines: linesSince(each.lines, fromMs) }));
    files.push(statementFile({ bank, style, size }, late, "_补充"));
  }
  return files;
}

/** From the first line at or after `fromMs` whose direction does not hang on the line before it. */
function linesSince(lines: readonly StatementLine[], fromMs: number): StatementLine[] {
  const start = lines.findIndex((line) => line.atMs >= fromMs && line.fault === "none");
  return start < 0 ? [] : lines.slice(start);
}

interface Sender {
  readonly bank: CityBank;
  readonly style: BankStyle;
  readonly size: CitySize;
}

function filesOf(bank: CityBank, size: CitySize): number {
  return size.filesPerBank[Number(bank.issuer) - 90] ?? 1;
}

function statementFile(sender: Sender, statements: readonly AccountStatement[], tail: string): CityFile {
  const { bank, style } = sender;
  const lines = statements.flatMap((statement) =>
    style.order === "oldest-first" ? statement.lines : statement.lines.toReversed(),
  );
  const titles = preamble(sender, statements);
  const feedback = feedbackRows(style);
  const totals = style.footer === "none" ? [] : [[`合计：共${lines.length}笔`]];
  const toCells = statementCells(style);
  const rows = [...titles, statementHeadings[style.layout], ...lines.map(toCells), ...feedback, ...totals];
  return {
    path: `${bank.name}_${tableName(style)}_${answerDate}${tail}.${extensionOf[style.form]}`,
    layout: style.layout,
    bytes: encodeTable(rows, style.form),
    lines,
    feedback: feedback.length,
    records: 0,
    titles: titles.length,
    totals: totals.length,
  };
}

/** What banks call the table in file names; all are real. */
function tableName(style: BankStyle): string {
  if (style.layout === "variant-b") return "【交易明细】";
  if (style.layout === "variant-c") return "账户交易明细";
  if (style.layout === "queried-account" || style.layout === "bank-slip") return "交易流水";
  return "交易明细信息";
}

/** Lines above the heading row. They state whose statement follows where the layout itself does not. */
function preamble({ bank, style, size }: Sender, statements: readonly AccountStatement[]): string[][] {
  const account = statements[0]?.account;
  const from = formatChinaTime(cityStartMs, "day");
  const to = formatChinaTime(cityStartMs + (size.days - 1) * dayMs, "day");
  const own = style.layout === "bank-slip" ? `账号：${account?.number ?? ""}` : `账户数：${statements.length}`;
  const lines = [
    `${bank.name}交易流水查询结果`,
    own,
    `查询期间：${from} 至 ${to}`,
    "查询机关：示例市公安局",
    "单位：元",
  ];
  return lines.slice(0, style.preambleLines).map((line) => [line]);
}

/** A card that the bank does not know: its answer stands in the transaction table and is no transaction. */
function feedbackRows(style: BankStyle): string[][] {
  const headings = statementHeadings[style.layout];
  const reason = headings.indexOf("查询反馈结果原因");
  if (reason < 0) return [];
  const row = headings.map(() => "");
  row[0] = syntheticCard("99", 1);
  row[reason] = "无此记录";
  return [row];
}

/** Whether a line can be read as a transaction. */
export function isReadable(line: StatementLine): boolean {
  return line.fault !== "bad-amount" && line.fault !== "bad-time";
}
