import type { CommandContext } from "./command-context.ts";
import type { ParsedArguments } from "./parse-arguments.ts";
import { say, type Text } from "./text.ts";

/** What is warned of, and the texts that its words name. */
export interface Warning {
  readonly code: string;
  readonly text: Text;
  readonly details: Readonly<Record<string, string>>;
}

/** A warning goes beside the answer, on standard error; for a script as one object a line. */
export function warn(
  { code, text, details }: Warning,
  { parsed, context }: { readonly parsed: ParsedArguments; readonly context: CommandContext },
): void {
  const message = say(text, context.language, details);
  const warning = { warning: { code, message, details } };
  context.terminal.err(`${parsed.has("json") ? JSON.stringify(warning) : message}\n`);
}
