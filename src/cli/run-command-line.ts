import { SluiceError, type Language } from "../errors/sluice-error.ts";
import type { CommandContext } from "./command-context.ts";
import { commands } from "./commands.ts";
import { nearestName } from "./nearest-name.ts";
import { parseArguments } from "./parse-arguments.ts";
import { commandHelp, programHelp } from "./render-help.ts";
import { reportError } from "./report-error.ts";

/**
 * Runs one command line (without `node` and the script) and answers its exit code: 0 done, 1 it failed, 2 it was
 * asked wrongly. Never throws.
 */
export async function runCommandLine(words: readonly string[], context: CommandContext): Promise<0 | 1 | 2> {
  const format = words.includes("--json") ? "json" : "text";
  try {
    await dispatch(words, context);
    return 0;
  } catch (thrown) {
    const report = reportError(thrown, context.language, format);
    context.terminal.err(report.text);
    return report.exitCode;
  }
}

/** The language asked for by `--lang`, else by the locale, else Chinese. Bad values are refused when the command runs. */
export function languageOf(words: readonly string[], locale: string): Language {
  const asked = words.flatMap((word, index) =>
    word === "--lang" ? [words[index + 1] ?? ""] : word.startsWith("--lang=") ? [word.slice(7)] : [],
  )[0];
  if (asked === "zh" || asked === "en") return asked;
  return /^en/i.test(locale) ? "en" : "zh";
}

async function dispatch(words: readonly string[], context: CommandContext): Promise<void> {
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
  if (parsed.has("help")) return context.terminal.out(commandHelp(command.shape, context.language));
  await command.run(parsed, context);
}

/** `sluice --lang en import x` means `sluice import x --lang en`. */
function commandFirst(words: readonly string[]): readonly string[] {
  if (words[0] === "--lang") return [...words.slice(2), ...words.slice(0, 2)];
  return /^--(lang=|json$)/.test(words[0] ?? "") ? [...words.slice(1), ...words.slice(0, 1)] : words;
}

function help(words: readonly string[], context: CommandContext): void {
  const shapes = commands.map((command) => command.shape);
  const name = words.find((word) => !word.startsWith("-") && word !== "zh" && word !== "en");
  if (name === undefined) return context.terminal.out(programHelp(shapes, context.language));
  const shape = shapes.find((candidate) => candidate.name === name);
  if (shape === undefined) throw unknownCommand(name);
  context.terminal.out(commandHelp(shape, context.language));
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
