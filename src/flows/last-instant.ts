import { fromWallClock, precisionMs, type TimePrecision } from "./china-time.ts";

/**
 * The last millisecond of the instant, second, minute or day that a text names in China time
 * (`YYYY-MM-DD[ HH:MM[:SS[.fff]]]`), so that "as of 2024-03-05" takes the whole day in. `undefined` for other texts.
 */
export function lastInstantOf(text: string): number | undefined {
  const named = namedInterval(text);
  return named === undefined ? undefined : named.startMs + precisionMs[named.precision] - 1;
}

/** The first millisecond of what such a text names; `undefined` for other texts. */
export function firstInstantNamed(text: string): number | undefined {
  return namedInterval(text)?.startMs;
}

function namedInterval(text: string): { readonly startMs: number; readonly precision: TimePrecision } | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, millisecond] = match;
  const startMs = fromWallClock({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number(millisecond ?? 0),
  });
  return startMs === undefined ? undefined : { startMs, precision: statedPrecision({ hour, second, millisecond }) };
}

type Stated = Readonly<Record<"hour" | "second" | "millisecond", string | undefined>>;

function statedPrecision({ hour, second, millisecond }: Stated): TimePrecision {
  if (hour === undefined) return "day";
  if (second === undefined) return "minute";
  return millisecond === undefined ? "second" : "millisecond";
}
