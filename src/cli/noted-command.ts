import type { NotedCommand } from "../app/workplace.ts";
import type { Command } from "./command.ts";
import type { ParsedArguments } from "./parse-arguments.ts";

/**
 * A command as the log of what was done names it: which, for what case, over what, and with which options. Of an option only
 * its name: what stands behind it may be nobody's business. Long numbers stand as their last four digits.
 */
export function notedCommand({ shape }: Command, parsed: ParsedArguments): NotedCommand {
  return {
    command: shape.name,
    caseName: shape.options.includes("case") ? (parsed.value("case") ?? "") : "",
    over: parsed.positionals.slice(0, most).map(withoutNumbers),
    options: shape.options.filter((option) => parsed.has(option)),
  };
}

/** Files and words told of one command. */
const most = 10;

function withoutNumbers(text: string): string {
  return text.slice(0, 200).replaceAll(/\d{8,}/g, (digits) => `…${digits.slice(-4)}`);
}
