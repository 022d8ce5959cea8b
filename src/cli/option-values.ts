import { readGivenInstant, readGivenYuan } from "../app/read-given-values.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import {
  type AllocatingDoctrine,
  allocatingDoctrines,
  type Doctrine,
  doctrines,
  toDoctrine,
} from "../tracing/doctrine.ts";
import type { CommandContext } from "./command-context.ts";
import type { OptionName } from "./options.ts";
import type { ParsedArguments } from "./parse-arguments.ts";

/** The data folder asked for, else the configured one. */
export function dataFolderOf(parsed: ParsedArguments, context: CommandContext): string {
  return parsed.value("data") ?? context.defaultDataFolder;
}

/** The doctrine asked for; `fallback` when none was. @throws SluiceError COMMAND_OPTION_MISSING, COMMAND_OPTION_BAD_VALUE. */
export function doctrineOf(parsed: ParsedArguments, fallback: Doctrine | { readonly requiredBy: string }): Doctrine {
  const text = parsed.value("doctrine");
  if (text === undefined) {
    if (typeof fallback === "string") return fallback;
    throw new SluiceError("COMMAND_OPTION_MISSING", { command: fallback.requiredBy, option: "--doctrine" });
  }
  const doctrine = toDoctrine(text);
  if (doctrine === undefined) throw badValue("doctrine", text, doctrines.join(" | "));
  return doctrine;
}

/** A whole number of at least `least`; `undefined` when the option was not given. */
export function wholeNumberOf(parsed: ParsedArguments, option: OptionName, least: number): number | undefined {
  const text = parsed.value(option);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d{1,15}$/.test(text) || number < least) throw badValue(option, text, `≥ ${least}`);
  return number;
}

/** An amount in yuan as minor units; `null` when the option was not given. */
export function yuanOf(parsed: ParsedArguments, option: OptionName): MinorUnits | null {
  const text = parsed.value(option);
  if (text === undefined) return null;
  const amountMinor = readGivenYuan(text);
  if (amountMinor === undefined) throw badValue(option, text, "1000 | 1,000.50");
  return amountMinor;
}

/** The last instant to look at, ms; `null` when the option was not given. @throws SluiceError COMMAND_OPTION_BAD_VALUE. */
export function asOfMsOf(parsed: ParsedArguments): number | null {
  return instantOf(parsed, "as-of");
}

/** The last instant of what an option names, ms; `null` when it was not given. @throws SluiceError COMMAND_OPTION_BAD_VALUE. */
export function instantOf(parsed: ParsedArguments, option: OptionName): number | null {
  const text = parsed.value(option);
  if (text === undefined) return null;
  const instant = readGivenInstant(text)?.lastMs;
  if (instant === undefined) throw badValue(option, text, "YYYY-MM-DD[ HH:MM[:SS[.fff]]]");
  return instant;
}

/** The first instant of what an option names, ms; `null` when it was not given. @throws SluiceError COMMAND_OPTION_BAD_VALUE. */
export function firstInstantOf(parsed: ParsedArguments, option: OptionName): number | null {
  const text = parsed.value(option);
  if (text === undefined) return null;
  const instant = readGivenInstant(text)?.firstMs;
  if (instant === undefined) throw badValue(option, text, "YYYY-MM-DD[ HH:MM[:SS[.fff]]]");
  return instant;
}

/** The value of an option that the command cannot do without. @throws SluiceError COMMAND_OPTION_MISSING. */
export function requiredValue(parsed: ParsedArguments, option: OptionName, command: string): string {
  const text = parsed.value(option);
  if (text === undefined) throw new SluiceError("COMMAND_OPTION_MISSING", { command, option: `--${option}` });
  return text;
}

/** The allocating doctrine asked for, else `fallback`. @throws SluiceError COMMAND_OPTION_BAD_VALUE, also for `poison`. */
export function allocatingDoctrineOf(parsed: ParsedArguments, fallback: AllocatingDoctrine): AllocatingDoctrine {
  const doctrine = doctrineOf(parsed, fallback);
  if (doctrine === "poison") throw badValue("doctrine", doctrine, allocatingDoctrines.join(" | "));
  return doctrine;
}

/** A text that a command cannot do without. @throws SluiceError COMMAND_OPTION_MISSING, also for a blank one. */
export function textOf(parsed: ParsedArguments, command: string, option: OptionName): string {
  const text = parsed.value(option)?.trim() ?? "";
  if (text === "") throw new SluiceError("COMMAND_OPTION_MISSING", { command, option: `--${option}` });
  return text;
}

function badValue(option: OptionName, seen: string, wanted: string): SluiceError {
  return new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: `--${option}`, seen, wanted });
}
