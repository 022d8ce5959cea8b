import { SluiceError } from "../errors/sluice-error.ts";
import { fromWallClock, precisionMs, type TimePrecision } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { parseDecimal } from "../money/parse-decimal.ts";
import { type Doctrine, doctrines, toDoctrine } from "../tracing/doctrine.ts";
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
  if (!/^\d+(\.\d{1,2})?$/.test(text)) throw badValue(option, text, "1000 | 1000.50");
  return parseDecimal(text, CNY);
}

/**
 * The last instant to look at, ms: a time stands for its whole interval (a date for its day, a minute for its sixty
 * seconds), and all of it is looked at. `null` when the option was not given.
 */
export function asOfMsOf(parsed: ParsedArguments): number | null {
  const text = parsed.value("as-of");
  if (text === undefined) return null;
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?)?$/.exec(text.trim());
  const [, year, month, day, hour, minute, second, millisecond] = match ?? [];
  const number = (digits: string | undefined): number => Number(digits ?? 0);
  const startMs =
    match === null
      ? undefined
      : fromWallClock({
          year: number(year),
          month: number(month),
          day: number(day),
          hour: number(hour),
          minute: number(minute),
          second: number(second),
          millisecond: number(millisecond),
        });
  if (startMs === undefined) throw badValue("as-of", text, "YYYY-MM-DD[ HH:MM[:SS[.fff]]]");
  return startMs + precisionMs[finestOf({ hour, second, millisecond })] - 1;
}

function finestOf(given: Readonly<Record<"hour" | "second" | "millisecond", string | undefined>>): TimePrecision {
  if (given.millisecond !== undefined) return "millisecond";
  if (given.second !== undefined) return "second";
  return given.hour === undefined ? "day" : "minute";
}

function badValue(option: OptionName, seen: string, wanted: string): SluiceError {
  return new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: `--${option}`, seen, wanted });
}
