import type { CommandContext } from "./command-context.ts";
import type { CommandShape } from "./command-shape.ts";
import type { ParsedArguments } from "./parse-arguments.ts";

/**
 * What a command does with the data folder: `no` nothing; `reads` and `writes` run in the server when one holds the folder,
 * and of those that write one runs at a time; `holds` serves it, and `fills` puts something into a new one that brings its own
 * log: both are refused while a server holds it.
 */
export type FolderUse = "no" | "reads" | "writes" | "holds" | "fills";

/** A command: what it looks like and what it does. It throws SluiceError when it cannot. */
export interface Command {
  readonly shape: CommandShape;
  folderUse(parsed: ParsedArguments): FolderUse;
  run(parsed: ParsedArguments, context: CommandContext): Promise<void>;
}
