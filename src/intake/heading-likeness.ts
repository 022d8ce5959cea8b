import type { FieldName } from "./field-table.ts";
import { namedHeadings } from "./heading-index.ts";

/** The field whose name is most like the heading, and how like, from 0 to 1. */
export interface Likeness {
  readonly field: FieldName;
  readonly name: string;
  readonly degree: number;
}

/** No heading is longer; hostile ones would only cost time. */
const longestHeading = 40;

/**
 * Every field that a heading's key resembles, the best name of each, best first: the Dice coefficient over pairs of
 * neighbouring characters (Dice 1945), with the ends of the text counted as characters so that short names compare.
 */
export function likenesses(key: string, atLeast: number): readonly Likeness[] {
  if (key === "" || key.length > longestHeading) return [];
  const best = new Map<FieldName, Likeness>();
  const pairs = pairsOf(key);
  for (const { name, field, pairs: others } of namedPairs) {
    const most = (2 * Math.min(pairs.length, others.length)) / (pairs.length + others.length);
    if (most < atLeast) continue;
    const degree = dice(pairs, others);
    if (degree >= atLeast && degree > (best.get(field)?.degree ?? 0)) best.set(field, { field, name, degree });
  }
  return [...best.values()].sort((a, b) => b.degree - a.degree);
}

function dice(a: readonly string[], b: readonly string[]): number {
  const rest = [...b];
  let common = 0;
  for (const pair of a) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    common++;
    rest[at] = "";
  }
  return (2 * common) / (a.length + b.length);
}

function pairsOf(text: string): readonly string[] {
  const characters = ["^", ...Array.from(text), "$"];
  return characters.slice(1).map((character, index) => `${characters[index] ?? ""}${character}`);
}

const namedPairs = namedHeadings.map(([name, field]) => ({ name, field, pairs: pairsOf(name) }));
