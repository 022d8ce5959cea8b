import { layoutText, rejectText } from "../app/reading-words.ts";
import type { FileImport, ImportReport, ReportedPlace, RowCounts } from "../app/import-report.ts";
import { isErrorCode } from "../errors/catalogue.ts";
import { explain, type Language } from "../errors/sluice-error.ts";
import type { ReadingError } from "../flows/file-reading.ts";
import { countText, moneyText } from "./format.ts";
import { renderDecisions } from "./render-decisions.ts";
import { renderMarks } from "./render-marks.ts";
import { renderTable } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** How many lines of a list are shown before `--json` is named. */
const longestList = 10;

/** What an import did, file by file. */
export function renderImport(report: ImportReport, language: Language): string {
  return fileTable(report.files, language) + renderImportSummary(report, language);
}

/** What an import did in all: rows, and what a person should look at. */
export function renderImportSummary(report: ImportReport, language: Language): string {
  return [
    report.dryRun ? `${say(words.dryRun, language)}\n` : "",
    `${say(words.files, language, { files: countText(report.files.length) })}\n`,
    rowSummary(report.totals, language),
    `${say(words.ledger, language, { ...countTexts(report.ledger) })}\n`,
    report.corrected === 0 ? "" : `${say(words.corrected, language, { count: countText(report.corrected) })}\n`,
    renderMarks(report, language),
    renderDecisions(report.files, language),
    unreadable(report.files, language),
    rejects(report, language),
    breaks(report, language),
    contradictions(report, language),
    ignored(report, language),
  ].join("");
}

function fileTable(files: readonly FileImport[], language: Language): string {
  const headings =
    language === "zh"
      ? ["文件", "结果", "版式", "编码", "表头行"]
      : ["file", "result", "layout", "encoding", "heading row"];
  const counted = language === "zh" ? ["行", "交易", "重复", "拒绝"] : ["rows", "transfers", "duplicates", "rejected"];
  const columns = [
    ...headings.map((heading) => ({ heading, align: "left" as const })),
    ...counted.map((heading) => ({ heading, align: "right" as const })),
  ];
  const rows = files.map(({ path, state, report, counts }) => [
    path,
    report.error === null ? say(states[state], language) : `${say(states[state], language)} ${report.error.code}`,
    [...new Set(report.sheets.map(({ layout }) => layout).filter((layout) => layout !== ""))]
      .map((layout) => layoutText(layout, language))
      .join(" "),
    report.encoding,
    report.sheets.flatMap(({ headerRow }) => (headerRow === 0 ? [] : [String(headerRow)])).join(" "),
    ...[counts.rows, counts.transfers, counts.duplicates, sum(counts.rejected)].map(countText),
  ]);
  return renderTable(columns, rows);
}

function rowSummary(totals: RowCounts, language: Language): string {
  const rejected = list(totals.rejected, (reason) => rejectText(reason, language));
  const others = list(totals.nonTransfers, (kind) => kindText(kind, language));
  return `${say(words.rows, language, {
    rows: countText(totals.rows),
    transfers: countText(totals.transfers),
    second: countText(totals.secondWitnesses),
    duplicates: countText(totals.duplicates),
    rejected: countText(sum(totals.rejected)) + (rejected === "" ? "" : ` (${rejected})`),
    others: countText(sum(totals.nonTransfers)) + (others === "" ? "" : ` (${others})`),
  })}\n`;
}

function unreadable(files: readonly FileImport[], language: Language): string {
  const failed = files.filter(({ report }) => report.error !== null);
  const lines = failed.map(
    ({ path, report }) => `  ${path}: ${report.error === null ? "" : errorText(report.error, language)}\n`,
  );
  return failed.length === 0 ? "" : `${say(words.unreadable, language, { count: failed.length })}\n${lines.join("")}`;
}

function errorText({ code, message, details }: ReadingError, language: Language): string {
  return `${code} ${isErrorCode(code) ? explain(code, details, language) : message}`;
}

function breaks({ balanceBreaks }: ImportReport, language: Language): string {
  if (balanceBreaks.length === 0) return "";
  const lines = balanceBreaks
    .slice(0, longestList)
    .map(
      ({ account, before, after, expectedMinor, statedMinor }) =>
        `  ${account}  ${placeText(before)} → ${placeText(after)}  ${moneyText(expectedMinor, currencyOf(account))} ≠ ${moneyText(statedMinor, currencyOf(account))}\n`,
    );
  const count = balanceBreaks.length;
  const caused = balanceBreaks.filter(({ rejectedBetween }) => rejectedBetween > 0).length;
  const cause = caused === 0 ? "" : `${say(words.caused, language, { caused, count })}\n`;
  return `${say(words.breaks, language, { count })}\n${cause}${lines.join("")}${more(count, language)}`;
}

function rejects({ rejectedRows }: ImportReport, language: Language): string {
  if (rejectedRows.length === 0) return "";
  const lines = rejectedRows
    .slice(0, 3)
    .map(
      (row) =>
        `  ${placeText(row)}  ${[row.field, rejectText(row.reason, language)].filter((part) => part !== "").join(": ")}\n`,
    );
  return `${say(words.rejects, language)}\n${lines.join("")}`;
}

function contradictions({ contradictions: found }: ImportReport, language: Language): string {
  if (found.length === 0) return "";
  const lines = found
    .slice(0, longestList)
    .map(({ account, transferId, shownBy }) => `  ${account}  ${transferId}  ${placeText(shownBy)}\n`);
  const count = found.length;
  return `${say(words.contradictions, language, { count })}\n${lines.join("")}${more(count, language)}`;
}

function ignored({ ignored: found }: ImportReport, language: Language): string {
  if (found.length === 0) return "";
  const lines = found.slice(0, longestList).map(({ path, reason }) => `  ${path}: ${reason}\n`);
  return `${say(words.ignored, language, { count: found.length })}\n${lines.join("")}${more(found.length, language)}`;
}

function more(count: number, language: Language): string {
  const text = { zh: "  …另有 {rest} 项，见 --json", en: "  … {rest} more, see --json" };
  return count > longestList ? `${say(text, language, { rest: count - longestList })}\n` : "";
}

function placeText({ path, sheet, row }: ReportedPlace): string {
  return `${path}:${sheet > 0 ? `${sheet + 1}:` : ""}${row}`;
}

function currencyOf(accountKey: string): string {
  return accountKey.split("#")[1] ?? "CNY";
}

function sum(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);
}

function list(counts: Readonly<Partial<Record<string, number>>>, nameOf: (code: string) => string): string {
  return Object.entries(counts)
    .map(([code, count]) => `${nameOf(code)} ${countText(count ?? 0)}`)
    .join(", ");
}

/** What a row is that is no transfer. */
const kinds: Readonly<Record<string, Text>> = {
  blank: { zh: "空行", en: "blank" },
  title: { zh: "标题说明", en: "title" },
  heading: { zh: "表头", en: "heading" },
  total: { zh: "合计", en: "total" },
  feedback: { zh: "反馈说明", en: "feedback" },
  record: { zh: "资料记录", en: "record" },
};

function kindText(kind: string, language: Language): string {
  const text = kinds[kind];
  return text === undefined ? kind : say(text, language);
}

function countTexts(counts: ImportReport["ledger"]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, countText(count)]));
}

const states: Readonly<Record<FileImport["state"], Text>> = {
  imported: { zh: "已导入", en: "imported" },
  replaced: { zh: "重新读取", en: "replaced" },
  "already-imported": { zh: "此前已导入", en: "already imported" },
  "same-content": { zh: "与他文件相同", en: "same content" },
  "partly-read": { zh: "只读入一部分", en: "read in part" },
  unreadable: { zh: "无法读取", en: "unreadable" },
};

const words = {
  dryRun: { zh: "试运行：未写入任何数据", en: "Dry run: nothing was written" },
  files: { zh: "本次共 {files} 个文件", en: "{files} files in this import" },
  rows: {
    zh: "共 {rows} 行 = 交易 {transfers} + 对方见证 {second} + 重复 {duplicates} + 拒绝 {rejected} + 非交易 {others}",
    en: "{rows} rows = transfers {transfers} + second witnesses {second} + duplicates {duplicates} + rejected {rejected} + non-transfers {others}",
  },
  ledger: {
    zh: "账本现有：{files} 个文件，{transfers} 笔交易，{accounts} 个账户",
    en: "The ledger holds {files} files, {transfers} transfers, {accounts} accounts",
  },
  unreadable: { zh: "读取有误的文件（{count}）：", en: "Files with errors ({count}):" },
  corrected: {
    zh: "此前被拒绝的行中，{count} 行现已由改正后的行代替",
    en: "{count} rows rejected before are corrected now",
  },
  breaks: {
    zh: "余额不连续（{count} 处，可能缺页）：",
    en: "Balances that do not follow ({count}; a page may be missing):",
  },
  caused: {
    zh: "  其中 {caused} / {count} 处两行之间有被拒绝的行，很可能即其原因",
    en: "  {caused} of {count} have a rejected row between the two: its likely cause",
  },
  rejects: {
    zh: "被拒绝的行，最先几行如下（sluice export rejected --out DIR 导出全部）：",
    en: "Rejected rows, the first of them (sluice export rejected --out DIR writes all):",
  },
  contradictions: {
    zh: "对方流水有而本方流水缺的交易（{count} 笔）：",
    en: "Transfers that a counterparty shows and the account's own statement lacks ({count}):",
  },
  ignored: { zh: "忽略的非数据文件（{count}）：", en: "Ignored, no data ({count}):" },
} as const satisfies Readonly<Record<string, Text>>;
