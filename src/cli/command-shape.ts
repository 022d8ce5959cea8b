import type { OptionName } from "./options.ts";
import type { Text } from "./text.ts";

/** What a command looks like from outside: enough to parse its words and to write its help. */
export interface CommandShape {
  readonly name: string;
  readonly summary: Text;
  /** What follows the name; one line a form. */
  readonly forms: readonly string[];
  readonly argument: ArgumentShape | null;
  readonly options: readonly OptionName[];
  /** Paragraphs after the options. */
  readonly notes: readonly Text[];
}

/** The argument without dashes. */
export interface ArgumentShape {
  readonly name: string;
  readonly count: "one" | "some" | "at-most-one";
  readonly summary: Text;
}

/** The lines that say how the command is called. */
export function usageOf(shape: CommandShape): readonly string[] {
  return shape.forms.map((form) => `sluice ${shape.name} ${form}`.trimEnd());
}
