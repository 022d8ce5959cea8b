/** What stands between the cells of a line. */
export type Delimiter = "," | "\t" | ";" | "|";

/** How the lines of a delimited file are built. */
export interface DelimitedShape {
  readonly delimiter: Delimiter;
  /** Lines begin (and mostly end) with the delimiter, as in `|a|b|`. */
  readonly framed: boolean;
  readonly lineBreak: "\n" | "\r";
  /** Cells of the commonest line; 1 when no delimiter was found. */
  readonly columns: number;
}

const candidates: readonly Delimiter[] = [",", "\t", ";", "|"];
const sampleLines = 400;

/**
 * Finds the delimiter from the first lines: the one that stands equally often in most lines. Six or more a line count
 * alike, so that tabs padding every cell (`"…"\t,`) do not beat the commas, and a thousands comma does not beat tabs.
 */
export function detectShape(sample: string): DelimitedShape {
  const lineBreak = sample.includes("\n") || !sample.includes("\r") ? "\n" : "\r";
  const lines = sample.split(lineBreak, sampleLines).filter((line) => line.trim() !== "");
  let best = { delimiter: "," as Delimiter, score: 0, columns: 1 };
  for (const delimiter of candidates) {
    const { count, lines: agreeing } = commonestCount(lines, delimiter);
    const score = agreeing * Math.min(count, 6);
    if (score > best.score) best = { delimiter, score, columns: count + 1 };
  }
  const { delimiter, columns } = best;
  const delimited = lines.filter((line) => line.includes(delimiter));
  const framing = delimited.filter((line) => line.startsWith(delimiter)).length;
  return { delimiter, columns, lineBreak, framed: delimiter === "|" && framing * 10 >= delimited.length * 9 };
}

function commonestCount(lines: readonly string[], delimiter: Delimiter): { count: number; lines: number } {
  const seen = new Map<number, number>();
  for (const line of lines) {
    const count = countOutsideQuotes(line, delimiter);
    if (count > 0) seen.set(count, (seen.get(count) ?? 0) + 1);
  }
  let best = { count: 0, lines: 0 };
  for (const [count, agreeing] of seen) {
    if (agreeing * Math.min(count, 6) > best.lines * Math.min(best.count, 6)) best = { count, lines: agreeing };
  }
  return best;
}

function countOutsideQuotes(line: string, delimiter: Delimiter): number {
  let count = 0;
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) count++;
  }
  return count;
}
