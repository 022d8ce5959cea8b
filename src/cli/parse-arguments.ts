import { parseArgs } from "node:util";
import { SluiceError } from "../errors/sluice-error.ts";
import type { CommandShape } from "./command-shape.ts";
import { usageOf } from "./command-shape.ts";
import { nearestName } from "./nearest-name.ts";
import { commonOptions, type OptionName, optionSpec } from "./options.ts";

/** A command's arguments after every one was checked against the command's shape. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  /** The value of an option; `undefined` when it was not given. */
  value(option: OptionName): string | undefined;
  /** All values of an option that may be repeated. */
  values(option: OptionName): readonly string[];
  /** Whether an option without a value was given. */
  has(option: OptionName): boolean;
}

/**
 * Reads the words after the command's name.
 * @throws SluiceError COMMAND_OPTION_UNKNOWN, COMMAND_OPTION_NEEDS_VALUE, COMMAND_OPTION_TAKES_NO_VALUE,
 *   COMMAND_OPTION_TWICE, COMMAND_ARGUMENT_MISSING, COMMAND_ARGUMENT_UNEXPECTED.
 */
export function parseArguments(shape: CommandShape, words: readonly string[]): ParsedArguments {
  const allowed = [...shape.options, ...commonOptions];
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(allowed.map((name) => [name, { ...typeOf(name), ...shortOf(name) }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<OptionName, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") {
      const name = allowed.find((option) => option === token.name);
      if (name === undefined) throw unknownOption(shape, token.rawName, allowed);
      given.set(name, [...(given.get(name) ?? []), checkedValue(name, token.value, token.inlineValue === true)]);
    }
  }
  for (const [name, values] of given) {
    if (values.length > 1 && optionSpec(name).repeats === "once" && optionSpec(name).placeholder !== null) {
      throw new SluiceError("COMMAND_OPTION_TWICE", { option: `--${name}`, count: values.length });
    }
  }
  if (!given.has("help")) checkPositionals(shape, positionals);
  return {
    positionals,
    value: (option) => given.get(option)?.[0],
    values: (option) => given.get(option) ?? [],
    has: (option) => given.has(option),
  };
}

function typeOf(name: OptionName): { type: "string" | "boolean"; multiple: true } {
  return { type: optionSpec(name).placeholder === null ? "boolean" : "string", multiple: true };
}

function shortOf(name: OptionName): { short?: string } {
  return name === "help" ? { short: "h" } : {};
}

function checkedValue(name: OptionName, value: string | undefined, inline: boolean): string {
  const { placeholder } = optionSpec(name);
  if (placeholder === null) {
    if (value !== undefined)
      throw new SluiceError("COMMAND_OPTION_TAKES_NO_VALUE", { option: `--${name}`, seen: value });
    return "";
  }
  // `--data --json`: the next option is not a folder's name; `--data=--json` would be.
  if (value === undefined || value === "" || (!inline && value.startsWith("--"))) {
    throw new SluiceError("COMMAND_OPTION_NEEDS_VALUE", { option: `--${name}`, placeholder });
  }
  return value;
}

function unknownOption(shape: CommandShape, seen: string, allowed: readonly OptionName[]): SluiceError {
  const nearest = nearestName(seen.replace(/^-+/, ""), allowed);
  return new SluiceError("COMMAND_OPTION_UNKNOWN", {
    command: shape.name,
    seen,
    nearest: nearest === undefined ? "" : ` (--${nearest}?)`,
  });
}

function checkPositionals(shape: CommandShape, positionals: readonly string[]): void {
  const argument = shape.argument;
  const usage = usageOf(shape).join(" | ");
  if (argument?.count === "some" || argument?.count === "one") {
    if (positionals.length === 0) {
      throw new SluiceError("COMMAND_ARGUMENT_MISSING", { command: shape.name, argument: argument.name, usage });
    }
  }
  const most = argument === null ? 0 : argument.count === "some" ? positionals.length : 1;
  const extra = positionals[most];
  if (extra !== undefined)
    throw new SluiceError("COMMAND_ARGUMENT_UNEXPECTED", { command: shape.name, seen: extra, usage });
}
