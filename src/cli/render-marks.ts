import type { ImportReport } from "../app/import-report.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { RowMark } from "../flows/file-reading.ts";
import { countText } from "./format.ts";
import { say, type Text } from "./text.ts";

/** Files whose marks are told one by one. */
const mostFiles = 10;

/** How many rows carry which mark: of all files in one line, then file by file where there are several. */
export function renderMarks({ files, flags }: ImportReport, language: Language): string {
  const all = marksText(flags, language);
  if (all === "") return "";
  const marked = files.filter(({ report }) => Object.keys(report.flags).length > 0);
  const lines = marked.length < 2 ? [] : marked.slice(0, mostFiles);
  const rest = marked.length - mostFiles;
  return [
    `${say({ zh: "行标记：{marks}", en: "Marks on rows: {marks}" }, language, { marks: all })}\n`,
    ...lines.map(({ path, report }) => `  ${path}: ${marksText(report.flags, language)}\n`),
    rest > 0 ? `${say(moreFiles, language, { rest })}\n` : "",
  ].join("");
}

const moreFiles: Text = { zh: "  …另有 {rest} 个文件，见 --json", en: "  … {rest} more files, see --json" };

function marksText(flags: ImportReport["flags"], language: Language): string {
  const counts: Readonly<Partial<Record<string, number>>> = flags;
  return Object.entries(names)
    .map(([mark, text]) => ({ text, count: counts[mark] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ text, count }) => `${say(text, language)} ${countText(count)}`)
    .join(language === "zh" ? "，" : ", ");
}

const names: Readonly<Record<RowMark, Text>> = {
  "own-number-in-e-notation": { zh: "本方账号为科学计数", en: "own number in E-notation" },
  "other-number-in-e-notation": { zh: "对方账号为科学计数", en: "other number in E-notation" },
  "own-number-possibly-truncated": { zh: "本方账号被表格软件截断", en: "own number cut by a spreadsheet" },
  "other-number-possibly-truncated": { zh: "对方账号被表格软件截断", en: "other number cut by a spreadsheet" },
  "own-number-undecodable": { zh: "本方账号含乱码", en: "own number with undecodable bytes" },
  "other-number-undecodable": { zh: "对方账号含乱码", en: "other number with undecodable bytes" },
  "number-possibly-truncated": { zh: "账号可能被截断", en: "number possibly truncated" },
  "number-masked": { zh: "账号有遮盖", en: "masked number" },
  "digits-in-name": { zh: "户名为数字", en: "digits for a name" },
  "sign-and-flag-disagree": { zh: "正负号与收付标志矛盾", en: "sign and flag disagree" },
  "direction-from-column": { zh: "方向由金额所在列得出", en: "direction from the column" },
  "direction-from-sign": { zh: "方向由正负号得出", en: "direction from the sign" },
  "direction-from-type": { zh: "方向由交易类型得出", en: "direction from the type" },
  "zero-amount": { zh: "金额为零", en: "zero amount" },
  "reversal-wording": { zh: "冲正字样", en: "reversal wording" },
  "own-from-preamble": { zh: "本方账号取自表头上方", en: "own account from above the headings" },
  "own-from-file-name": { zh: "本方账号取自文件名", en: "own account from the file's name" },
  "own-unstated": { zh: "本方账号未载明", en: "own account unstated" },
  "balance-unreadable": { zh: "余额无法读取", en: "unreadable balance" },
  "other-balance-unreadable": { zh: "对方余额无法读取", en: "unreadable other balance" },
  "status-code-unknown": { zh: "交易结果代码未知", en: "unknown status code" },
  "time-rolled-forward": { zh: "24:00 计入次日", en: "24:00 read as the next day" },
  "day-precision": { zh: "时间只到日", en: "time to the day only" },
  "corrected-row": { zh: "改正后的行", en: "corrected row" },
};
