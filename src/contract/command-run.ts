import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** A command line that a running server is to carry out with its open stores. */
export interface CommandRequest {
  /** The words after `sluice`. */
  readonly words: readonly string[];
  /** The folder from which relative paths are meant: absolute. */
  readonly folder: string;
  /** The person's name at the operating system, for the log of what was done. */
  readonly user: string;
  readonly language: "zh" | "en";
  /** Whether a person watches standard error, and standard output. */
  readonly interactive: boolean;
  readonly outInteractive: boolean;
}

/** One line of the answer, which is NDJSON. The last line is the exit code; without it the command did not end. */
export type CommandEvent =
  | { readonly out: string }
  | { readonly err: string }
  /** 0 done, 1 it failed, 2 it was asked wrongly. */
  | { readonly exitCode: 0 | 1 | 2 };

/** Where commands are sent. */
export const commandPath = "/api/v1/commands";

export const commandRequestSchema: TUnsafe<CommandRequest> = schemaOf<CommandRequest>()(
  Type.Object(
    {
      words: Type.Array(Type.String()),
      folder: Type.String({ minLength: 1 }),
      user: Type.String({ maxLength: 200 }),
      language: oneOf(["zh", "en"]),
      interactive: Type.Boolean(),
      outInteractive: Type.Boolean(),
    },
    { title: "CommandRequest" },
  ),
);
