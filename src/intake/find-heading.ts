import { cleanText } from "./cells/clean-text.ts";
import type { Delimiter } from "./delimiter.ts";
import { isKnownHeading } from "./heading-index.ts";
import { headingKey } from "./heading-key.ts";
import { likenesses } from "./heading-likeness.ts";
import { splitLine } from "./split-record.ts";

/** Where a sheet's heading row stands among its first rows. */
export interface FoundHeading {
  readonly index: number;
  readonly headings: readonly string[];
  /** Set when whole rows stand in single cells: what they are split by. */
  readonly splitBy: Delimiter | null;
  readonly why: string;
}

/** How many rows from the top are looked at for a heading row. */
export const headingReach = 100;

/** Comparing by likeness costs more, and is for small odd files. */
const similarReach = 40;
const similarWidth = 60;

/** Fewer known headings than this make no heading row. */
const fewestHits = 3;

/**
 * Finds the heading row: the one with the most known headings among the first rows, at least three. A row that holds
 * every heading that was asked for by name comes first; rows that only resemble known headings come last.
 */
export function findHeading(rows: readonly (readonly string[])[], asked: readonly string[]): FoundHeading | undefined {
  const looked = rows.slice(0, headingReach).map(splitSingleCell);
  return (
    byAsked(looked, asked) ??
    byScore(looked, knownHits, "known") ??
    byScore(looked.slice(0, similarReach), similarHits, "similar")
  );
}

/** Whether a row further down is a heading row again. */
export function isHeadingRow(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cleanText(cell) !== "").length;
  const hits = knownHits(row);
  return hits >= fewestHits && hits * 5 >= filled * 4;
}

/** The cells of a row that stands as a whole in its first cell; otherwise the row. */
export function splitSingleCell(row: readonly string[]): { cells: readonly string[]; splitBy: Delimiter | null } {
  const only = row[0] ?? "";
  if (only.length < 3 || row.some((cell, at) => at > 0 && cell.trim() !== "")) return { cells: row, splitBy: null };
  for (const delimiter of delimiters) {
    if (!only.includes(delimiter)) continue;
    const cells = splitLine(only, delimiter);
    if (cells.length >= fewestHits) return { cells, splitBy: delimiter };
  }
  return { cells: row, splitBy: null };
}

const delimiters: readonly Delimiter[] = ["\t", ",", "|", ";"];

type Looked = ReturnType<typeof splitSingleCell>;

function byAsked(rows: readonly Looked[], asked: readonly string[]): FoundHeading | undefined {
  if (asked.length === 0) return undefined;
  const wanted = asked.map(headingKey);
  const index = rows.findIndex(({ cells }) => {
    const keys = new Set(cells.map(headingKey));
    return wanted.every((key) => keys.has(key));
  });
  const found = rows[index];
  if (found === undefined) return undefined;
  return { index, headings: found.cells, splitBy: found.splitBy, why: `the headings asked for` };
}

function byScore(
  rows: readonly Looked[],
  score: (cells: readonly string[]) => number,
  word: "known" | "similar",
): FoundHeading | undefined {
  let best: FoundHeading | undefined;
  let most = fewestHits - 1;
  for (const [index, { cells, splitBy }] of rows.entries()) {
    const hits = score(cells);
    if (hits <= most) continue;
    most = hits;
    best = { index, headings: cells, splitBy, why: `${hits} ${word} headings` };
  }
  return best;
}

function knownHits(cells: readonly string[]): number {
  const keys = new Set<string>();
  for (const cell of cells) {
    if (cell === "" || cell.length > 40) continue;
    const key = headingKey(cell);
    if (isKnownHeading(key)) keys.add(key);
  }
  return keys.size;
}

function similarHits(cells: readonly string[]): number {
  if (cells.length > similarWidth) return 0;
  return cells.filter(
    (cell) => cell.length <= 20 && /\p{L}{2}/u.test(cell) && likenesses(headingKey(cell), 0.7).length > 0,
  ).length;
}
