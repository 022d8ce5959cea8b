import type { CommandContext } from "./command-context.ts";
import type { CommandShape } from "./command-shape.ts";
import type { ParsedArguments } from "./parse-arguments.ts";

/** A command: what it looks like and what it does. It throws SluiceError when it cannot. */
export interface Command {
  readonly shape: CommandShape;
  run(parsed: ParsedArguments, context: CommandContext): Promise<void>;
}
