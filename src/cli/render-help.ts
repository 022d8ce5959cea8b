import type { Language } from "../errors/sluice-error.ts";
import { type CommandShape, usageOf } from "./command-shape.ts";
import { padDisplay, displayWidth } from "./display-width.ts";
import { commonOptions, type OptionName, optionSpec } from "./options.ts";
import { say, type Text } from "./text.ts";

const words = {
  title: {
    zh: "Sluice 断流：从银行流水到资金图、冻结建议和调单清单",
    en: "Sluice: from bank exports to the money map, the freeze list and the next statement requests",
  },
  usage: { zh: "用法", en: "Usage" },
  commands: { zh: "命令", en: "Commands" },
  options: { zh: "选项", en: "Options" },
  more: {
    zh: "每个命令都可加 --help 查看说明。退出码：0 成功，1 执行失败，2 用法有误。",
    en: "Every command has --help. Exit codes: 0 done, 1 it failed, 2 it was asked wrongly.",
  },
} satisfies Record<string, Text>;

/** The help of the program: every command with its one line. */
export function programHelp(shapes: readonly CommandShape[], language: Language): string {
  const rows = shapes.map((shape): [string, string] => [shape.name, say(shape.summary, language)]);
  return [
    say(words.title, language),
    "",
    `${say(words.usage, language)}: sluice COMMAND …`,
    "",
    `${say(words.commands, language)}:`,
    ...twoColumns(rows),
    "",
    say(words.more, language),
    "",
  ].join("\n");
}

/** The help of one command. */
export function commandHelp(shape: CommandShape, language: Language): string {
  const rows = [...shape.options, ...commonOptions].map((name): [string, string] => [
    optionLabel(name),
    say(optionSpec(name).summary, language),
  ]);
  const argument =
    shape.argument === null ? [] : [[shape.argument.name, say(shape.argument.summary, language)] as const];
  return [
    say(shape.summary, language),
    "",
    `${say(words.usage, language)}:`,
    ...usageOf(shape).map((line) => `  ${line}`),
    "",
    `${say(words.options, language)}:`,
    ...twoColumns([...argument, ...rows]),
    ...shape.notes.flatMap((note) => ["", say(note, language)]),
    "",
  ].join("\n");
}

function optionLabel(name: OptionName): string {
  const { placeholder } = optionSpec(name);
  return placeholder === null ? `--${name}` : `--${name} ${placeholder}`;
}

function twoColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([label]) => displayWidth(label)));
  return rows.map(([label, text]) => `  ${padDisplay(label, width, "right")}  ${text}`);
}
