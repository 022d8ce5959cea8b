import type { FileImport } from "../app/import-report.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { ColumnDecision } from "../flows/file-reading.ts";
import { say, type Text } from "./text.ts";

/** How many files are told of before `--json` is named. */
const mostFiles = 10;

/** What was decided about a file by likeness or as a second choice, and its notes: what a person should look at. */
export function renderDecisions(files: readonly FileImport[], language: Language): string {
  const told = files
    .filter(({ state }) => state !== "same-content")
    .map(({ path, report }) => ({
      path,
      lines: [
        ...new Set([
          ...report.sheets.flatMap(({ columns }) => columns.filter(isDoubtful).map((one) => columnText(one, language))),
          ...report.notes,
        ]),
      ],
    }))
    .filter(({ lines }) => lines.length > 0);
  if (told.length === 0) return "";
  const shown = told.slice(0, mostFiles).map(({ path, lines }) => `  ${path}: ${lines.join("; ")}\n`);
  const rest = told.length - shown.length;
  const more = rest === 0 ? "" : `${say(words.more, language, { rest })}\n`;
  return `${say(words.title, language, { count: told.length })}\n${shown.join("")}${more}`;
}

function isDoubtful({ how }: ColumnDecision): boolean {
  return how === "similar" || how === "second-choice";
}

function columnText({ heading, field, how, why }: ColumnDecision, language: Language): string {
  const text = how === "similar" ? words.similar : words.secondChoice;
  return say(text, language, { heading, field, why });
}

const words = {
  title: {
    zh: "读法请核对（{count} 个文件；可用 --map 或 --layout 改正）：",
    en: "Readings to check ({count} files; --map or --layout overrule them):",
  },
  similar: { zh: "“{heading}”按相似读作 {field}（{why}）", en: '"{heading}" read as {field} by likeness ({why})' },
  secondChoice: {
    zh: "“{heading}”为 {field} 的次选列（{why}）",
    en: '"{heading}" is a second choice for {field} ({why})',
  },
  more: { zh: "  …另有 {rest} 个文件，见 --json", en: "  … {rest} more files, see --json" },
} as const satisfies Readonly<Record<string, Text>>;
