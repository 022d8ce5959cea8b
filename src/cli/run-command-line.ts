import { existsSync } from "node:fs";
import { SluiceError, type Language } from "../errors/sluice-error.ts";
import type { CommandContext } from "./command-context.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { forwardCommand } from "./forward-command.ts";
import type { NotedCommand } from "../app/workplace.ts";
import { notedCommand } from "./noted-command.ts";
import { nearestName } from "./nearest-name.ts";
import { dataFolderOf } from "./option-values.ts";
import { type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { commandHelp, programHelp } from "./render-help.ts";
import { reportError } from "./report-error.ts";
import { say } from "./text.ts";
import type { Turns } from "../app/turns.ts";

/**
 * Runs one command line (without `node` and the script) and answers its exit code: 0 done, 1 it failed, 2 it was
 * asked wrongly. What needs a data folder that a server holds is sent to that server. Never throws.
 */
export async function runCommandLine(words: readonly string[], context: CommandContext): Promise<0 | 1 | 2> {
  return guarded(words, context, async ({ command, parsed }) => {
    const use = command.folderUse(parsed);
    const folder = dataFolderOf(parsed, context);
    const door = use === "no" ? undefined : await context.workplace.findServer(folder);
    if (door !== undefined && (use === "holds" || use === "fills")) {
      throw new SluiceError("COMMAND_SERVED_ALREADY", { folder, address: door.address });
    }
    const exitCode = door === undefined ? undefined : await forwardCommand(words, context, door);
    if (exitCode !== undefined) return exitCode;
    const note = async (): Promise<void> => {
      if (use === "no" || (use === "reads" && !existsSync(folder))) return;
      await context.workplace.noteCommand(folder, notedCommand(command, parsed));
    };
    if (use !== "fills") await note();
    await command.run(parsed, context);
    // The records had to be empty until now, and their log came with them.
    if (use === "fills") await note();
    return 0;
  });
}

/** What a server carries commands out with. */
export interface CommandService {
  readonly turns: Turns;
  /** Writes a command to the log of what was done: before it is carried out. */
  readonly log: (noted: NotedCommand) => Promise<void>;
}

/**
 * Runs one command line as the server that holds the data folder: commands that write wait for their turn, and what does
 * not need the folder is refused. Otherwise as `runCommandLine`.
 */
export async function serveCommandLine(
  words: readonly string[],
  context: CommandContext,
  { turns, log }: CommandService,
): Promise<0 | 1 | 2> {
  return guarded(words, context, async ({ command, parsed }) => {
    const use = command.folderUse(parsed);
    switch (use) {
      case "no":
      case "holds":
      case "fills":
        throw new SluiceError("COMMAND_NOT_BY_SERVER", { command: command.shape.name });
      case "reads":
      case "writes":
        await log(notedCommand(command, parsed));
        if (use === "writes") return inTurn(turns, context, () => command.run(parsed, context));
        await command.run(parsed, context);
        return 0;
    }
  });
}

async function inTurn(turns: Turns, context: CommandContext, work: () => Promise<void>): Promise<0> {
  const { terminal, language, signal } = context;
  const waiting = { zh: "等待服务器上的另一条命令完成…", en: "Waiting for another command on the server…" };
  if (turns.taken) terminal.err(`${say(waiting, language)}\n`);
  const pass = await turns.take(signal);
  try {
    await work();
    return 0;
  } finally {
    pass();
  }
}

async function guarded(
  words: readonly string[],
  context: CommandContext,
  work: (called: CalledCommand) => Promise<0 | 1 | 2>,
): Promise<0 | 1 | 2> {
  try {
    const called = readCommand(words, context);
    return called === undefined ? 0 : await work(called);
  } catch (thrown) {
    const report = reportError(thrown, context.language, context.format);
    context.terminal.err(report.text);
    return report.exitCode;
  }
}

/** How errors are told. */
export function formatOf(words: readonly string[]): "text" | "json" {
  return words.includes("--json") ? "json" : "text";
}

/** The language asked for by `--lang`, else by the locale, else Chinese. Bad values are refused when the command runs. */
export function languageOf(words: readonly string[], locale: string): Language {
  const asked = words.flatMap((word, index) =>
    word === "--lang" ? [words[index + 1] ?? ""] : word.startsWith("--lang=") ? [word.slice(7)] : [],
  )[0];
  if (asked === "zh" || asked === "en") return asked;
  return /^en/i.test(locale) ? "en" : "zh";
}

interface CalledCommand {
  readonly command: Command;
  readonly parsed: ParsedArguments;
}

/** The command called; `undefined` when only help was wanted, which is printed. */
function readCommand(words: readonly string[], context: CommandContext): CalledCommand | undefined {
  const [first = "help", ...rest] = commandFirst(words);
  if (["help", "--help", "-h", "--lang", "--json"].includes(first) || first.startsWith("--lang=")) {
    return help(rest, context);
  }
  const name = first === "--version" || first === "-v" ? "version" : first;
  const command = commands.find((candidate) => candidate.shape.name === name);
  if (command === undefined) throw unknownCommand(first);
  const parsed = parseArguments(command.shape, rest);
  const lang = parsed.value("lang");
  if (lang !== undefined && lang !== "zh" && lang !== "en") {
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--lang", seen: lang, wanted: "zh | en" });
  }
  if (!parsed.has("help")) return { command, parsed };
  context.terminal.out(commandHelp(command.shape, context.language));
  return undefined;
}

/** `sluice --lang en import x` means `sluice import x --lang en`. */
function commandFirst(words: readonly string[]): readonly string[] {
  if (words[0] === "--lang") return [...words.slice(2), ...words.slice(0, 2)];
  return /^--(lang=|json$)/.test(words[0] ?? "") ? [...words.slice(1), ...words.slice(0, 1)] : words;
}

function help(words: readonly string[], { terminal, language }: CommandContext): undefined {
  const shapes = commands.map((command) => command.shape);
  const name = words.find((word) => !word.startsWith("-") && word !== "zh" && word !== "en");
  const shape = shapes.find((candidate) => candidate.name === name);
  if (name !== undefined && shape === undefined) throw unknownCommand(name);
  terminal.out(shape === undefined ? programHelp(shapes, language) : commandHelp(shape, language));
}

function unknownCommand(seen: string): SluiceError {
  const known = commands.map((command) => command.shape.name);
  const nearest = nearestName(seen, known);
  return new SluiceError("COMMAND_UNKNOWN", {
    seen,
    nearest: nearest === undefined ? "" : ` (${nearest}?)`,
    known: known.join(", "),
  });
}
