import { cleanText } from "./cells/clean-text.ts";
import { isBareClock, readTime } from "./cells/read-time.ts";
import { headingKey } from "./heading-key.ts";
import type { Candidate } from "./map-columns.ts";

/**
 * Tells halves of one time from two names of it (matching rule 5): where one time column holds bare times of day and
 * another holds days, they become `date` and `clock`; the date whose heading begins like the clock's is taken.
 */
export function settleTimes(
  candidates: readonly Candidate[],
  sample: readonly (readonly string[])[],
): readonly Candidate[] {
  const times = candidates.filter((one) => one.field === "time" && one.how !== "asked" && one.how !== "saved");
  if (times.length < 2 || candidates.some((one) => one.field === "date")) return candidates;
  const clock = times.find((one) => contents(sample, one.column) === "clock") ?? unseenClock(times, sample);
  if (clock === undefined) return candidates;
  const dates = times.filter((one) => one !== clock && contents(sample, one.column) !== "moment");
  const date = dates.sort((a, b) => commonStart(b, clock) - commonStart(a, clock))[0];
  if (date === undefined) return candidates;
  return candidates.map((one) =>
    one === clock ? { ...one, field: "clock" } : one === date ? { ...one, field: "date" } : one,
  );
}

/** Without a row to look at, `交易日期` next to `交易时间` are halves by their names. */
function unseenClock(times: readonly Candidate[], sample: readonly (readonly string[])[]): Candidate | undefined {
  return times.find(
    (one) =>
      contents(sample, one.column) === "nothing" &&
      headingKey(one.heading).endsWith("时间") &&
      times.some((other) => Math.abs(other.column - one.column) === 1 && /日期?$/.test(headingKey(other.heading))),
  );
}

function contents(sample: readonly (readonly string[])[], column: number): "clock" | "day" | "moment" | "nothing" {
  const values = sample.map((row) => cleanText(row[column] ?? "")).filter((value) => value !== "");
  if (values.length === 0) return "nothing";
  if (values.every(isBareClock)) return "clock";
  const days = values.filter(
    (value) => readTime(value, { date1904: false, serials: "plausible" })?.precision === "day",
  );
  return days.length * 2 > values.length ? "day" : "moment";
}

function commonStart(a: Candidate, b: Candidate): number {
  const [one, two] = [headingKey(a.heading), headingKey(b.heading)];
  let length = 0;
  while (length < one.length && one[length] === two[length]) length++;
  return length;
}
